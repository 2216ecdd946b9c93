import type { MemberOrigin } from '../../shared/console/teams.ts'
import type { ReadTx } from '../store/database/port.ts'
import { groupsOfUser } from '../store/members.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import { storedTeamsOfUser, type TeamRow, teamsOfGroup } from '../store/teams.ts'
import type { UserRow } from '../store/users.ts'

export interface TeamOfUser {
  readonly id: string
  readonly name: string
  readonly group: { readonly id: string; readonly displayName: string } | null
  readonly origins: readonly MemberOrigin[]
}

/** What of a user decides which origins count: give it another `rollout` to see what that would change (I7). */
export type Standing = Pick<UserRow, 'seq' | 'active' | 'rollout'>

/**
 * The teams that a person is in, by name, and why. A deactivated person is in none (U7); what an identity provider gives counts for
 * people who were started (I7); the organization says which sources fill a delegated team (D4).
 */
export async function teamsOfUser(tx: ReadTx, organization: OrganizationRow, user: Standing): Promise<TeamOfUser[]> {
  if (user.active === 0) return []
  const isStarted = user.rollout === 'started'
  const teams = new Map<string, TeamOfUser & { origins: MemberOrigin[] }>()
  const add = (team: Pick<TeamRow, 'id' | 'name' | 'groupId' | 'groupName'>, origin: MemberOrigin): void => {
    const group = team.groupId === null || team.groupName === null ? null : { id: team.groupId, displayName: team.groupName }
    const entry = teams.get(team.id) ?? { id: team.id, name: team.name, group, origins: [] }
    if (!entry.origins.includes(origin)) entry.origins.push(origin)
    teams.set(team.id, entry)
  }
  for (const row of await storedTeamsOfUser(tx, user.seq))
    if (row.origin === 'manual' || (isStarted && organization.membershipSources !== 'scim')) add(row, row.origin)
  if (isStarted && organization.membershipSources !== 'sign-in')
    for (const group of await groupsOfUser(tx, user.seq)) for (const team of await teamsOfGroup(tx, group.seq)) add(team, 'provisioning')
  return [...teams.values()].toSorted((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
}
