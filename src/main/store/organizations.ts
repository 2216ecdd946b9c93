import type { OrganizationId } from '../../shared/ids.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

export interface OrganizationRow {
  readonly id: OrganizationId
  readonly slug: string
  readonly name: string
  readonly membershipSources: 'scim' | 'sign-in' | 'both'
  readonly oneTeamPerGroup: 0 | 1
  readonly claimMatch: 'display-name' | 'external-id' | 'either'
  readonly stagedRollout: 0 | 1
  readonly automaticStart: 0 | 1
  readonly roleConflicts: 'highest' | 'priority'
  readonly userCount: number
  readonly groupCount: number
  readonly createdAt: number
}

const COLUMNS = `id, slug, name, membership_sources AS membershipSources, one_team_per_group AS oneTeamPerGroup,
  claim_match AS claimMatch, staged_rollout AS stagedRollout, automatic_start AS automaticStart, role_conflicts AS roleConflicts,
  user_count AS userCount, group_count AS groupCount, created_at AS createdAt`

export function organizationById(tx: ReadTx, id: number): Promise<OrganizationRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM organizations WHERE id = ?`, id)
}

export function organizationBySlug(tx: ReadTx, slug: string): Promise<OrganizationRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM organizations WHERE slug = ?`, slug)
}

export function allOrganizations(tx: ReadTx): Promise<OrganizationRow[]> {
  return tx.all(`SELECT ${COLUMNS} FROM organizations ORDER BY slug`)
}

export async function insertOrganization(tx: WriteTx, slug: string, name: string, at: number): Promise<OrganizationId> {
  await tx.run('INSERT INTO organizations (slug, name, created_at) VALUES (?, ?, ?)', slug, name, at)
  const row = await tx.get<{ id: OrganizationId }>('SELECT id FROM organizations WHERE slug = ?', slug)
  return (row as { id: OrganizationId }).id // inserted one statement ago
}

export async function updateOrganizationName(tx: WriteTx, id: OrganizationId, name: string): Promise<void> {
  await tx.run('UPDATE organizations SET name = ? WHERE id = ?', name, id)
}

export async function updateOrganizationPolicy(
  tx: WriteTx,
  id: OrganizationId,
  policy: {
    membershipSources: OrganizationRow['membershipSources']
    oneTeamPerGroup: boolean
    claimMatch: OrganizationRow['claimMatch']
    stagedRollout: boolean
    automaticStart: boolean
    roleConflicts: OrganizationRow['roleConflicts']
  },
): Promise<void> {
  await tx.run(
    `UPDATE organizations SET membership_sources = ?, one_team_per_group = ?, claim_match = ?, staged_rollout = ?, automatic_start = ?,
       role_conflicts = ? WHERE id = ?`,
    policy.membershipSources,
    policy.oneTeamPerGroup ? 1 : 0,
    policy.claimMatch,
    policy.stagedRollout ? 1 : 0,
    policy.automaticStart ? 1 : 0,
    policy.roleConflicts,
    id,
  )
}

/** Keeps the counts that make totalResults cost nothing. */
export async function addToCounts(tx: WriteTx, id: OrganizationId, users: number, groups: number): Promise<void> {
  await tx.run('UPDATE organizations SET user_count = user_count + ?, group_count = group_count + ? WHERE id = ?', users, groups, id)
}

export async function teamCounts(tx: ReadTx): Promise<Map<OrganizationId, { teams: number; orphaned: number }>> {
  const rows = await tx.all<{ id: OrganizationId; teams: number; orphaned: number }>(
    'SELECT organization_id AS id, count(*) AS teams, count(purge_id) AS orphaned FROM teams GROUP BY organization_id',
  )
  return new Map(rows.map((row) => [row.id, row]))
}
