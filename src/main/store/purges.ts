import type { GroupSeq, OrganizationId } from '../../shared/ids.ts'
import type { ReadTx, WriteTx } from './database/port.ts'
import { EFFECTIVE_MEMBERS } from './members.ts'

export type PurgeCause = 'scim-delete' | 'manual-delete'

export interface PurgeRow {
  readonly id: string
  readonly groupId: string
  readonly groupName: string
  readonly groupNameKey: string
  readonly cause: PurgeCause
  readonly at: number
}

export async function insertPurge(tx: WriteTx, purge: PurgeRow & { organization: OrganizationId; correlationId: string }): Promise<void> {
  await tx.run(
    'INSERT INTO purges (id, organization_id, group_id, group_name, group_name_key, cause, at, correlation_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    purge.id,
    purge.organization,
    purge.groupId,
    purge.groupName,
    purge.groupNameKey,
    purge.cause,
    purge.at,
    purge.correlationId,
  )
}

export function purgeById(tx: ReadTx, id: string): Promise<PurgeRow | undefined> {
  return tx.get(
    'SELECT id, group_id AS groupId, group_name AS groupName, group_name_key AS groupNameKey, cause, at FROM purges WHERE id = ?',
    id,
  )
}

/**
 * Writes down everyone whom the group's removal takes out of the teams it feeds, deactivated people too: giving them back must lose
 * nobody. Who is held was not in them (I7).
 */
export function recordProvisioned(tx: WriteTx, purge: string, group: GroupSeq): Promise<number> {
  return tx.run(
    `WITH RECURSIVE ${EFFECTIVE_MEMBERS}
     INSERT INTO purged_members (purge_id, team_id, user_id, origin, user_name, display_name)
     SELECT ?, '', u.id, 'provisioning', u.user_name, u.display_name FROM effective e CROSS JOIN users u ON u.seq = e.seq
     WHERE u.rollout = 'started'`,
    group,
    purge,
  )
}

export function recordSignIns(tx: WriteTx, purge: string, team: string): Promise<number> {
  return tx.run(
    `INSERT INTO purged_members (purge_id, team_id, user_id, origin, user_name, display_name)
     SELECT ?, m.team_id, u.id, 'sign-in', u.user_name, u.display_name FROM team_members m JOIN users u ON u.seq = m.user_seq
     WHERE m.team_id = ? AND m.origin = 'sign-in' AND u.rollout = 'started'`,
    purge,
    team,
  )
}

export interface PurgedMemberRow {
  readonly userId: string
  readonly userName: string
  readonly displayName: string | null
  readonly origin: 'provisioning' | 'sign-in'
  readonly present: 0 | 1
}

const HERE = 'EXISTS (SELECT 1 FROM users u WHERE u.id = p.user_id AND u.organization_id = ?)'

/** Where a page of them ended. */
export type PurgedKey = readonly [userName: string, userId: string, origin: string]

/** By user name; a person who was in the team for two reasons stands in it twice. */
export function purgedMembers(
  tx: ReadTx,
  purge: string,
  team: string,
  organization: OrganizationId,
  page: { after: PurgedKey | undefined; limit: number },
): Promise<PurgedMemberRow[]> {
  return tx.all(
    `SELECT p.user_id AS userId, p.user_name AS userName, p.display_name AS displayName, p.origin, ${HERE} AS present
     FROM purged_members p WHERE p.purge_id = ? AND p.team_id IN ('', ?) AND (p.user_name, p.user_id, p.origin) > (?, ?, ?)
     ORDER BY p.user_name, p.user_id, p.origin LIMIT ?`,
    organization,
    purge,
    team,
    ...(page.after ?? ['', '', '']),
    page.limit,
  )
}

/** Whether the team lost people besides those whom the group put into all of its teams. */
export async function hasPurgedOfItsOwn(tx: ReadTx, purge: string, team: string): Promise<boolean> {
  return (await tx.get('SELECT 1 FROM purged_members WHERE purge_id = ? AND team_id = ? LIMIT 1', purge, team)) !== undefined
}

/** How many people the team lost, and how many of them have access to the organization now; `rows` as `purgedMembers` lists them. */
export async function countPurged(
  tx: ReadTx,
  purge: string,
  team: string,
  organization: OrganizationId,
): Promise<{ people: number; present: number; rows: number }> {
  const row = await tx.get<{ people: number; present: number; rows: number }>(
    `SELECT count(DISTINCT p.user_id) AS people, count(DISTINCT CASE WHEN ${HERE} THEN p.user_id END) AS present, count(*) AS rows
     FROM purged_members p WHERE p.purge_id = ? AND p.team_id IN ('', ?)`,
    organization,
    purge,
    team,
  )
  return row ?? { people: 0, present: 0, rows: 0 }
}
