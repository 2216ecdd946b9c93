import type { MemberOrigin } from '../../shared/console/teams.ts'
import type { UserDetail } from '../../shared/console/users.ts'
import type { ReadTx } from '../store/database/port.ts'
import { groupsOfUser } from '../store/members.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import { storedTeamsOfUser, teamsOfGroup } from '../store/teams.ts'
import { type UserRow, usersOfAccount } from '../store/users.ts'
import { describeUser } from './users.ts'

/** Everything about one person in one organization but the raw resource. A deactivated person is in no team (U7). */
export async function describeUserDetail(tx: ReadTx, organization: OrganizationRow, user: UserRow): Promise<Omit<UserDetail, 'resource'>> {
  const groups = await groupsOfUser(tx, user.seq)
  const elsewhere = await usersOfAccount(tx, user.id)
  const teams = new Map<string, { id: string; name: string; origins: MemberOrigin[] }>()
  const add = (team: { id: string; name: string }, origin: MemberOrigin): void => {
    const entry = teams.get(team.id) ?? { id: team.id, name: team.name, origins: [] }
    if (!entry.origins.includes(origin)) entry.origins.push(origin)
    teams.set(team.id, entry)
  }
  if (user.active === 1) {
    for (const row of await storedTeamsOfUser(tx, user.seq))
      if (row.origin === 'manual' || organization.membershipSources !== 'scim') add(row, row.origin)
    if (organization.membershipSources !== 'sign-in')
      for (const group of groups) for (const team of await teamsOfGroup(tx, group.seq)) add(team, 'provisioning')
  }
  return {
    ...describeUser(user),
    groups: groups.map(({ id, displayName, type }) => ({ id, displayName, type })),
    teams: [...teams.values()],
    elsewhere: elsewhere
      .filter((each) => each.organizationId !== organization.id)
      .map(({ organizationName, userName }) => ({ organizationName, userName })),
  }
}
