import { requireOrganization } from '../../domain/organizations.ts'
import { scimBase } from '../../domain/mounts.ts'
import { userResource } from '../../domain/representation.ts'
import { userFilter } from '../../domain/user-filter.ts'
import { describeUserDetail } from '../../domain/user-detail.ts'
import { describeUser, requireUser } from '../../domain/users.ts'
import { searchSql } from '../../store/search.ts'
import { countUsers, usersPage, type UsersQuery } from '../../store/user-list.ts'
import type { HandlersOf } from '../context.ts'
import { decodeCursor, pageOf } from '../cursor.ts'

export const userHandlers: HandlersOf<'users'> = {
  'users.list': ({ domain }, input) =>
    domain.read(async (tx) => {
      const organization = await requireOrganization(tx, input.organizationId)
      const query: UsersQuery = {
        organization: organization.id,
        search: input.search?.trim() ? searchSql('user_search', 'user_name_key', organization.id, input.search) : undefined,
        filter: input.filter?.trim() ? await userFilter(tx, organization.id, input.filter) : undefined,
        active: input.active,
        origin: input.origin,
      }
      const [afterKey] = decodeCursor(input.cursor) ?? []
      const rows = await usersPage(tx, query, String(afterKey ?? ''), input.limit + 1, input.from)
      return pageOf(rows, input.limit, await countUsers(tx, query, organization.userCount), (last) => [last.userNameKey], describeUser)
    }),
  'users.get': ({ domain, facts }, input) =>
    domain.read(async (tx) => {
      const organization = await requireOrganization(tx, input.organizationId)
      const user = await requireUser(tx, organization, input.userId)
      const detail = await describeUserDetail(tx, organization, user)
      return { ...detail, resource: await userResource(tx, scimBase(facts.scimOrigin(), organization), user, true) }
    }),
}
