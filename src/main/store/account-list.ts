import { fold } from '../protocol/fold.ts'
import type { OrganizationId } from '../../shared/ids.ts'
import { allOf, given, type Sql, sql } from './conditions.ts'
import type { ReadTx } from './database/port.ts'
import { matchedText } from './search.ts'
import type { RolloutState } from './users.ts'

export interface ListedAccount {
  readonly id: string
  readonly userName: string
  readonly userNameKey: string
  readonly createdAt: number
}

export interface AccountsQuery {
  readonly search: string | undefined
  readonly access: 'some' | 'none' | undefined
}

/** Where a page begins: after the account of this name, time and id. */
export type AccountPlace = readonly [userNameKey: string, createdAt: number, id: string]

/** Every word in the account's own name, or in what its people are called and reached by anywhere; or the id, whole. */
function found(text: string): Sql {
  const words = fold(text.trim()).split(/\s+/).filter(Boolean)
  const inName = allOf(...words.map((word) => sql('instr(a.user_name_key, ?) > 0', word)))
  const matched = matchedText('user_search', words)
  const people = matched && sql(`a.id IN (SELECT u.id FROM users u WHERE u.seq IN (${matched.text}))`, ...matched.params)
  const ways = [inName, sql('a.id = ?', text.trim()), ...(people === undefined ? [] : [people])]
  return { text: `(${ways.map((way) => `(${way.text})`).join(' OR ')})`, params: ways.flatMap((way) => way.params) }
}

const where = ({ search, access }: AccountsQuery): Sql =>
  allOf(
    given(search?.trim() ? search : undefined, found),
    given(access, (wanted) => sql(`${wanted === 'some' ? '' : 'NOT '}EXISTS (SELECT 1 FROM users u WHERE u.id = a.id)`)),
  )

export async function countAccounts(tx: ReadTx, query: AccountsQuery): Promise<number> {
  const condition = where(query)
  return (await tx.get<{ n: number }>(`SELECT count(*) AS n FROM accounts a WHERE ${condition.text}`, ...condition.params))?.n ?? 0
}

const COLUMNS = 'a.id, a.user_name AS userName, a.user_name_key AS userNameKey, a.created_at AS createdAt'

/** A page of the accounts of the instance, by user name. */
export function accountsPage(
  tx: ReadTx,
  query: AccountsQuery,
  after: AccountPlace | undefined,
  limit: number,
  offset = 0,
): Promise<ListedAccount[]> {
  const condition = allOf(
    where(query),
    given(after, (place) => sql('(a.user_name_key, a.created_at, a.id) > (?, ?, ?)', ...place)),
  )
  return tx.all(
    `SELECT ${COLUMNS} FROM accounts a WHERE ${condition.text} ORDER BY a.user_name_key, a.created_at, a.id LIMIT ? OFFSET ?`,
    ...condition.params,
    limit,
    offset,
  )
}

export function accountById(tx: ReadTx, id: string): Promise<ListedAccount | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM accounts a WHERE a.id = ?`, id)
}

export interface AccessRow {
  readonly organizationId: OrganizationId
  readonly organizationSlug: string
  readonly organizationName: string
  readonly userName: string
  readonly displayName: string | null
  /** Null where access was taken away. */
  readonly active: 0 | 1 | null
  readonly rollout: RolloutState | null
  readonly isOwner: 0 | 1
}

/** Where the account has access, and where it had it, one row an organization. */
export function accessOfAccount(tx: ReadTx, id: string): Promise<AccessRow[]> {
  return tx.all(
    `SELECT o.id AS organizationId, o.slug AS organizationSlug, o.name AS organizationName, s.userName, s.displayName, s.active, s.rollout,
       EXISTS (SELECT 1 FROM organization_owners w WHERE w.organization_id = o.id AND w.account_id = ?) AS isOwner
     FROM (
       SELECT u.organization_id AS organization, u.user_name AS userName, u.display_name AS displayName, u.active, u.rollout
         FROM users u WHERE u.id = ?
       UNION ALL
       SELECT f.organization_id, max(f.user_name_key), NULL, NULL, NULL FROM former_users f WHERE f.id = ?
         AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = f.id AND u.organization_id = f.organization_id)
         GROUP BY f.organization_id
     ) s JOIN organizations o ON o.id = s.organization ORDER BY o.slug`,
    id,
    id,
    id,
  )
}
