import type { OrganizationId } from '../../shared/ids.ts'
import type { ReadTx, SqlValue } from './database/port.ts'
import type { Sql } from './filter-sql.ts'
import { USER_COLUMNS, type UserRow } from './users.ts'

export interface UsersQuery {
  readonly organization: OrganizationId
  readonly search: Sql | undefined
  readonly active: boolean | undefined
}

function where(query: UsersQuery): { text: string; params: SqlValue[] } {
  const parts = ['r.organization_id = ?']
  const params: SqlValue[] = [query.organization]
  if (query.search !== undefined) {
    parts.push(query.search.text)
    params.push(...query.search.params)
  }
  if (query.active !== undefined) {
    parts.push('r.active = ?')
    params.push(query.active ? 1 : 0)
  }
  return { text: parts.join(' AND '), params }
}

export async function countUsers(tx: ReadTx, query: UsersQuery, kept: number): Promise<number> {
  if (query.search === undefined && query.active === undefined) return kept
  const condition = where(query)
  return (await tx.get<{ n: number }>(`SELECT count(*) AS n FROM users r WHERE ${condition.text}`, ...condition.params))?.n ?? 0
}

/** A page of the users screen, by userName. */
export function usersPage(tx: ReadTx, query: UsersQuery, afterKey: string, limit: number): Promise<(UserRow & { userNameKey: string })[]> {
  const condition = where(query)
  return tx.all(
    `SELECT ${USER_COLUMNS}, r.user_name_key AS userNameKey FROM users r WHERE ${condition.text} AND r.user_name_key > ? ORDER BY r.user_name_key LIMIT ?`,
    ...condition.params,
    afterKey,
    limit,
  )
}
