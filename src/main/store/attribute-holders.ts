import type { GroupSeq, OrganizationId, UserSeq } from '../../shared/ids.ts'
import type { IndexEntry } from '../protocol/filter/ast.ts'
import type { ResourceTypeName } from '../protocol/schema/types.ts'
import { ATTRIBUTE_TABLE } from './attribute-index.ts'
import type { ReadTx, SqlValue } from './database/port.ts'
import type { Sql } from './conditions.ts'

/** Whose attributes: one organization's users or groups. */
export interface Holders {
  readonly type: ResourceTypeName
  readonly organization: OrganizationId
}

const TABLE = { User: 'users', Group: 'groups' } as const

/** The index rows of these keys, as a FROM clause and its condition. */
function rowsAt({ type, organization }: Holders, keys: readonly string[]): Sql {
  return {
    text: `${ATTRIBUTE_TABLE[type]} WHERE organization_id = ?
      AND path_id IN (SELECT id FROM attribute_paths WHERE type = ? AND key IN (${keys.map(() => '?').join(', ')}))`,
    params: [organization, type, ...keys],
  }
}

async function count(tx: ReadTx, sql: string, params: readonly SqlValue[]): Promise<number> {
  const row = await tx.get<{ n: number }>(sql, ...params)
  return row?.n ?? 0
}

/** How many resources have a value at the key of a whole attribute: each has one row there that is its first element, or its only one. */
export async function countWholeHolders(tx: ReadTx, of: Holders, key: string): Promise<number> {
  const rows = rowsAt(of, [key])
  return count(tx, `SELECT count(*) AS n FROM ${rows.text} AND element = 0`, rows.params)
}

/** How many resources have a value at any of the keys, which may be those of sub-attributes. Costs a sort of all such values. */
export async function countHolders(tx: ReadTx, of: Holders, keys: readonly string[]): Promise<number> {
  if (keys.length === 0) return 0
  const rows = rowsAt(of, keys)
  return count(tx, `SELECT count(DISTINCT seq) AS n FROM ${rows.text}`, rows.params)
}

/** How many resources have a value at any of the keys and none at `lacking`. */
export async function countHoldersLacking(tx: ReadTx, of: Holders, keys: readonly string[], lacking: string): Promise<number> {
  if (keys.length === 0) return 0
  const holding = rowsAt(of, keys)
  const having = rowsAt(of, [lacking])
  return count(tx, `SELECT count(DISTINCT seq) AS n FROM ${holding.text} AND seq NOT IN (SELECT seq FROM ${having.text})`, [
    ...holding.params,
    ...having.params,
  ])
}

/** How many resources have an element at the complex attribute that has nothing at its sub-attribute. */
export async function countElementsLacking(tx: ReadTx, of: Holders, complex: string, sub: string): Promise<number> {
  const elements = rowsAt(of, [complex])
  const having = rowsAt(of, [sub])
  const sql = `SELECT count(DISTINCT seq) AS n FROM ${elements.text} AND (seq, element) NOT IN (SELECT seq, element FROM ${having.text})`
  return count(tx, sql, [...elements.params, ...having.params])
}

/** How many values at the key are held by more than one resource. */
export async function countSharedValues(tx: ReadTx, of: Holders, key: string): Promise<number> {
  const rows = rowsAt(of, [key])
  const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM ${rows.text} GROUP BY text, number HAVING count(DISTINCT seq) > 1)`
  return count(tx, sql, rows.params)
}

/** Whether a resource other than `seq` has this very value. */
export async function isHeldElsewhere(tx: ReadTx, of: Holders, entry: IndexEntry, seq: UserSeq | GroupSeq): Promise<boolean> {
  const row = await tx.get(
    `SELECT 1 FROM ${ATTRIBUTE_TABLE[of.type]} WHERE organization_id = ?
       AND path_id = (SELECT id FROM attribute_paths WHERE type = ? AND key = ?) AND text = ? AND number = ? AND seq <> ? LIMIT 1`,
    of.organization,
    of.type,
    entry.key,
    entry.text,
    entry.number,
    seq,
  )
  return row !== undefined
}

export interface StoredDocument {
  readonly seq: UserSeq | GroupSeq
  readonly document: string
}

/** The next resources that have a value at any of the keys, in the order of their row numbers. */
export function documentsHolding(
  tx: ReadTx,
  of: Holders,
  keys: readonly string[],
  afterSeq: number,
  limit: number,
): Promise<StoredDocument[]> {
  const rows = rowsAt(of, keys)
  return tx.all(
    `SELECT seq, document FROM ${TABLE[of.type]} WHERE seq > ? AND seq IN (SELECT seq FROM ${rows.text}) ORDER BY seq LIMIT ?`,
    afterSeq,
    ...rows.params,
    limit,
  )
}
