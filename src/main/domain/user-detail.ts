import type { UserDetail } from '../../shared/console/users.ts'
import type { ReadTx } from '../store/database/port.ts'
import { groupsOfUser } from '../store/members.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import { type UserRow, usersOfAccount } from '../store/users.ts'
import { teamsOfUser } from './teams-of-user.ts'
import { describeUser } from './users.ts'

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
