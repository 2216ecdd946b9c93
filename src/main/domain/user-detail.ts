import type { MemberOrigin } from '../../shared/console/teams.ts'
import type { UserDetail } from '../../shared/console/users.ts'
import type { ReadTx } from '../store/database/port.ts'
import { groupsOfUser } from '../store/members.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import { storedTeamsOfUser, type TeamRow, teamsOfGroup } from '../store/teams.ts'
import { type UserRow, usersOfAccount } from '../store/users.ts'
import { describeUser } from './users.ts'

export interface TeamOfUser {
  readonly id: string
  readonly name: string
  readonly group: { readonly id: string; readonly displayName: string } | null
  readonly origins: readonly MemberOrigin[]
}

/** The teams that a person is in, and why. A deactivated person is in none (U7). */
export async function teamsOfUser(tx: ReadTx, organization: OrganizationRow, user: UserRow): Promise<TeamOfUser[]> {
  if (user.active === 0) return []
  const teams = new Map<string, TeamOfUser & { origins: MemberOrigin[] }>()
  const add = (team: Pick<TeamRow, 'id' | 'name' | 'groupId' | 'groupName'>, origin: MemberOrigin): void => {
    const group = team.groupId === null || team.groupName === null ? null : { id: team.groupId, displayName: team.groupName }
    const entry = teams.get(team.id) ?? { id: team.id, name: team.name, group, origins: [] }
    if (!entry.origins.includes(origin)) entry.origins.push(origin)
    teams.set(team.id, entry)
  }
  for (const row of await storedTeamsOfUser(tx, user.seq))
    if (row.origin === 'manual' || organization.membershipSources !== 'scim') add(row, row.origin)
  if (organization.membershipSources !== 'sign-in')
    for (const group of await groupsOfUser(tx, user.seq)) for (const team of await teamsOfGroup(tx, group.seq)) add(team, 'provisioning')
  return [...teams.values()]
}

/** Everything about one person in one organization but the raw resource. */
export async function describeUserDetail(tx: ReadTx, organization: OrganizationRow, user: UserRow): Promise<Omit<UserDetail, 'resource'>> {
  const elsewhere = await usersOfAccount(tx, user.id)
  return {
    ...describeUser(user),
    groups: (await groupsOfUser(tx, user.seq)).map(({ id, displayName, type }) => ({ id, displayName, type })),
    teams: (await teamsOfUser(tx, organization, user)).map(({ id, name, origins }) => ({ id, name, origins: [...origins] })),
    elsewhere: elsewhere
      .filter((each) => each.organizationId !== organization.id)
      .map(({ organizationName, userName }) => ({ organizationName, userName })),
  }
}
