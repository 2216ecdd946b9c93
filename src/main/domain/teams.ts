import type { Team, TeamMember } from '../../shared/console/teams.ts'
import { fold, nameKey } from '../protocol/fold.ts'
import type { ReadTx } from '../store/database/port.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import { purgeById } from '../store/purges.ts'
import {
  deleteTeam,
  deleteTeamMember,
  insertTeam,
  insertTeamMember,
  teamById,
  teamByNameKey,
  type TeamMemberRow,
  type TeamRow,
  updateTeam,
} from '../store/teams.ts'
import { userById, type UserRow } from '../store/users.ts'
import type { Change } from './change.ts'
import { DomainError } from './error.ts'
import { ruledName } from './names.ts'
import { type TeamCounts, teamCounts } from './team-counts.ts'
import { leaveWorkspaces } from './withdrawal.ts'

export async function requireTeam(tx: ReadTx, organization: OrganizationRow, id: string): Promise<TeamRow> {
  const team = await teamById(tx, organization.id, id)
  if (team === undefined) throw new DomainError('not_found', 'There is no such team in this organization; it may have been deleted.')
  return team
}

export const teamTarget = (team: { id: string; name: string }) => ({ type: 'team', id: team.id, name: team.name })

async function refuseTakenName(tx: ReadTx, organization: OrganizationRow, name: string, except: string | undefined): Promise<void> {
  const holder = await teamByNameKey(tx, organization.id, nameKey(name))
  if (holder !== undefined && holder.id !== except)
    throw new DomainError('name_taken', `${organization.name} has a team named ${holder.name} already.`, { field: 'name' })
}

export async function createTeam(change: Change, organization: OrganizationRow, name: string, description: string): Promise<TeamRow> {
  ruledName(name)
  await refuseTakenName(change.tx, organization, name, undefined)
  const id = change.id()
  await insertTeam(change.tx, { id, organization: organization.id, name, nameKey: nameKey(name), description, at: change.at })
  await change.record({
    organization: organization.id,
    action: 'team.created',
    target: teamTarget({ id, name }),
    after: { name, description },
  })
  change.touch('teams', organization.id)
  return requireTeam(change.tx, organization, id)
}

export async function editTeam(
  change: Change,
  organization: OrganizationRow,
  team: TeamRow,
  wanted: { name?: string | undefined; description?: string | undefined },
): Promise<TeamRow> {
  const name = wanted.name ?? team.name
  const description = wanted.description ?? team.description
  if (name === team.name && description === team.description) return team
  ruledName(name)
  await refuseTakenName(change.tx, organization, name, team.id)
  await updateTeam(change.tx, team.id, name, nameKey(name), description, change.at)
  await change.record({
    organization: organization.id,
    action: 'team.updated',
    target: teamTarget({ id: team.id, name }),
    before: { name: team.name, description: team.description },
    after: { name, description },
  })
  change.touch('teams', organization.id)
  return requireTeam(change.tx, organization, team.id)
}

/** D1: refused while the team is delegated. An orphaned team may go: that is one way out of Orphan review (D5). */
export async function removeTeam(change: Change, organization: OrganizationRow, team: TeamRow): Promise<void> {
  if (team.groupSeq !== null)
    throw new DomainError('delegated', `${team.name} is managed in the identity provider by the group ${team.groupName}.`)
  await leaveWorkspaces(change, organization, { kind: 'team', id: team.id, name: team.name }, 'team.deleted')
  await deleteTeam(change.tx, team.id)
  await change.record({
    organization: organization.id,
    action: 'team.deleted',
    target: teamTarget(team),
    before: { name: team.name, description: team.description, orphaned: team.purgeId !== null },
  })
  for (const topic of ['teams', 'orphans', 'users', 'organizations'] as const) change.touch(topic, organization.id)
}

/** D1, and I7: whoever was stopped is managed by hand in every team. */
function refuseUnlessManual(team: TeamRow, user: UserRow | undefined): void {
  if (user?.rollout === 'stopped') return
  if (team.groupSeq !== null)
    throw new DomainError('delegated', `The members of ${team.name} are managed in the identity provider by the group ${team.groupName}.`)
  if (team.purgeId !== null)
    throw new DomainError(
      'delegated',
      `${team.name} is orphaned. Link another group or return it to manual management in Orphan review first.`,
    )
}

export async function addTeamMember(change: Change, organization: OrganizationRow, team: TeamRow, userId: string): Promise<void> {
  const user = await userById(change.tx, organization.id, userId)
  refuseUnlessManual(team, user)
  if (user === undefined) throw new DomainError('not_found', 'There is no such user in this organization.')
  if (!(await insertTeamMember(change.tx, team.id, user.seq, 'manual', change.at))) return
  await change.record({
    organization: organization.id,
    action: 'team.member-added',
    target: teamTarget(team),
    after: { userId, userName: user.userName, origin: 'manual' },
  })
  for (const topic of ['teams', 'users'] as const) change.touch(topic, organization.id)
}

export async function removeTeamMember(change: Change, organization: OrganizationRow, team: TeamRow, userId: string): Promise<void> {
  const user = await userById(change.tx, organization.id, userId)
  refuseUnlessManual(team, user)
  if (user === undefined || !(await deleteTeamMember(change.tx, team.id, user.seq, 'manual')))
    throw new DomainError('not_found', `There is no such member in ${team.name}.`)
  await change.record({
    organization: organization.id,
    action: 'team.member-removed',
    target: teamTarget(team),
    before: { userId, userName: user.userName, origin: 'manual' },
  })
  for (const topic of ['teams', 'users'] as const) change.touch(topic, organization.id)
}

/** @param counts shared by the teams that are described together */
export async function describeTeam(
  tx: ReadTx,
  organization: OrganizationRow,
  team: TeamRow,
  counts: TeamCounts = teamCounts(tx, organization),
): Promise<Team> {
  const purge = team.purgeId === null ? undefined : await purgeById(tx, team.purgeId)
  return {
    id: team.id,
    name: team.name,
    description: team.description,
    group: team.groupId === null || team.groupName === null ? null : { id: team.groupId, displayName: team.groupName },
    orphaned:
      purge === undefined
        ? null
        : {
            groupName: purge.groupName,
            cause: purge.cause,
            at: purge.at,
            purgedCount: (await counts.purged(purge.id, team.id)).people,
          },
    memberCount: await counts.members(team),
    createdAt: team.createdAt,
    updatedAt: team.updatedAt,
  }
}

export function describeTeamMember(row: TeamMemberRow): TeamMember {
  const origins: TeamMember['origins'] = []
  if (row.manual === 1) origins.push('manual')
  if (row.provisioning === 1) origins.push('provisioning')
  if (row.signIn === 1) origins.push('sign-in')
  const { userId, userName, displayName } = row
  return { userId, userName, displayName, active: row.active === 1, origins, managedByHand: row.stopped === 1 }
}

/** How team names and descriptions are searched. */
export const teamSearch = (text: string | undefined): string | undefined =>
  text === undefined || text.trim() === '' ? undefined : fold(text.trim())
