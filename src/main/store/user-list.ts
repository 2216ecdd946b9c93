import type { UserOrigin } from '../../shared/console/members.ts'
import type { OrganizationId } from '../../shared/ids.ts'
import { allOf, given, type Sql, sql } from './conditions.ts'
import type { ReadTx } from './database/port.ts'
import { USER_COLUMNS, type UserRow } from './users.ts'

export interface UsersQuery {
  readonly organization: OrganizationId
  readonly search: Sql | undefined
  readonly filter?: Sql | undefined
  readonly active?: boolean | undefined
  readonly origin?: UserOrigin | undefined
  readonly owner?: boolean | undefined
}

const where = (query: UsersQuery): Sql =>
  allOf(
    sql('r.organization_id = ?', query.organization),
    query.search,
    query.filter,
    given(query.active, (active) => sql('r.active = ?', active ? 1 : 0)),
    given(query.origin, (origin) => sql('r.origin = ?', origin)),
    given(query.owner, (owner) =>
      sql(`r.id ${owner ? 'IN' : 'NOT IN'} (SELECT account_id FROM organization_owners WHERE organization_id = ?)`, query.organization),
    ),
  )

export async function countUsers(tx: ReadTx, query: UsersQuery, kept: number): Promise<number> {
  const { search, filter, active, origin, owner } = query
  if ([search, filter, active, origin, owner].every((each) => each === undefined)) return kept
  const condition = where(query)
  return (await tx.get<{ n: number }>(`SELECT count(*) AS n FROM users r WHERE ${condition.text}`, ...condition.params))?.n ?? 0
}

/** A page of the users screen, by userName. */
export function usersPage(
  tx: ReadTx,
  query: UsersQuery,
  afterKey: string,
  limit: number,
  offset = 0,
): Promise<(UserRow & { userNameKey: string })[]> {
  const condition = where(query)
  return tx.all(
    `SELECT ${USER_COLUMNS}, r.user_name_key AS userNameKey FROM users r WHERE ${condition.text} AND r.user_name_key > ? ORDER BY r.user_name_key LIMIT ? OFFSET ?`,
    ...condition.params,
    afterKey,
    limit,
    offset,
  )
}
