import type { OrganizationId } from '../../shared/ids.ts'
import type { ResolvedAttribute, ResourceTypeName } from '../protocol/schema/types.ts'
import { ATTRIBUTE_TABLE, INDEX_COLUMNS } from './attribute-index.ts'
import type { ReadTx, SqlValue } from './database/port.ts'
import type { Sql } from './conditions.ts'
import { GROUP_COLUMNS } from './groups.ts'
import { USER_COLUMNS } from './users.ts'

const TABLE = { User: 'users', Group: 'groups' } as const
const COLUMNS = { User: USER_COLUMNS, Group: GROUP_COLUMNS } as const

export interface Sort {
  readonly attribute: ResolvedAttribute
  readonly descending: boolean
}

/** Where a row stands in a listing's order: what a cursor carries. Without a sort only `seq` counts. */
export interface Position {
  readonly missing: 0 | 1
  readonly value: string | number
  readonly seq: number
}

export interface Listing {
  readonly type: ResourceTypeName
  readonly organization: OrganizationId
  readonly filter: Sql | undefined
  readonly sort: Sort | undefined
}

type Placed<R> = R & { sortMissing: 0 | 1; sortValue: string | number }

/** How many resources match: every match, not a page's. */
export async function countListed(tx: ReadTx, listing: Listing, kept: number): Promise<number> {
  // Without a filter the organization's own count is the answer, at no cost.
  if (listing.filter === undefined) return kept
  const row = await tx.get<{ n: number }>(
    `SELECT count(*) AS n FROM ${TABLE[listing.type]} r WHERE r.organization_id = ? AND ${listing.filter.text}`,
    listing.organization,
    ...listing.filter.params,
  )
  return row?.n ?? 0
}

/** One page by offset: walks a covering index to the place, then reads that page's documents only. */
export function listedFrom<R extends { seq: number }>(tx: ReadTx, listing: Listing, offset: number, count: number): Promise<Placed<R>[]> {
  return page(tx, listing, ANYWHERE, count, offset)
}

/** One page by keyset: stable under writes, and as quick at the end as at the beginning. */
export function listedAfter<R extends { seq: number }>(
  tx: ReadTx,
  listing: Listing,
  after: Position | undefined,
  count: number,
): Promise<Placed<R>[]> {
  return page(tx, listing, after === undefined ? ANYWHERE : beyond(listing, after), count, 0)
}

export function positionOf(row: Placed<{ seq: number }>): Position {
  return { missing: row.sortMissing, value: row.sortValue, seq: row.seq }
}

const ANYWHERE: Sql = { text: '1', params: [] }

function beyond({ sort }: Listing, { missing, value, seq }: Position): Sql {
  if (sort === undefined) return { text: 'seq > ?', params: [seq] }
  const than = sort.descending ? '<' : '>'
  return { text: `(sortMissing, sortValue, seq) ${than} (?, ?, ?)`, params: [missing, value, seq] }
}

function page<R>(tx: ReadTx, listing: Listing, from: Sql, count: number, offset: number): Promise<R[]> {
  const { type, sort } = listing
  const direction = sort?.descending ? 'DESC' : 'ASC'
  const order = sort === undefined ? 'seq' : `sortMissing ${direction}, sortValue ${direction}, seq ${direction}`
  const places = placed(listing)
  const params: SqlValue[] = [...places.params, ...from.params, count, offset]
  return tx.all<R>(
    `SELECT ${COLUMNS[type]}, k.sortMissing, k.sortValue
     FROM (SELECT seq, sortMissing, sortValue FROM (${places.text}) WHERE ${from.text} ORDER BY ${order} LIMIT ? OFFSET ?) k
     JOIN ${TABLE[type]} r ON r.seq = k.seq
     ORDER BY ${sort === undefined ? 'r.seq' : `k.sortMissing ${direction}, k.sortValue ${direction}, r.seq ${direction}`}`,
    ...params,
  )
}

/** Every resource that matches, with its place in the order: `(seq, sortMissing, sortValue)`. */
function placed({ type, organization, filter, sort }: Listing): Sql {
  const rows = `${TABLE[type]} r`
  const where = `r.organization_id = ? AND ${filter?.text ?? '1'}`
  const params = [organization, ...(filter?.params ?? [])]
  const own = sort && INDEX_COLUMNS[type].get(sort.attribute.key)
  if (sort === undefined) return { text: `SELECT r.seq AS seq, 0 AS sortMissing, '' AS sortValue FROM ${rows} WHERE ${where}`, params }
  if (own !== undefined) {
    const text = `SELECT r.seq AS seq, r.${own.column} IS NULL AS sortMissing, coalesce(r.${own.column}, '') AS sortValue FROM ${rows} WHERE ${where}`
    return { text, params }
  }
  const values = sortValues(type, organization, sort.attribute)
  // Begun with the values, each of which finds its resource by row number: the other way about, everyone would be sought in all of them.
  return {
    text: `SELECT r.seq AS seq, 0 AS sortMissing, s.value AS sortValue FROM (${values.text}) s CROSS JOIN ${rows} ON r.seq = s.seq WHERE ${where}
      UNION ALL
      SELECT r.seq, 1, '' FROM ${rows} WHERE ${where} AND r.seq NOT IN (SELECT seq FROM (${values.text}))`,
    params: [...values.params, ...params, ...params, ...values.params],
  }
}

/**
 * The one value that each resource sorts by. RFC 7644 §3.4.2.3: of a multi-valued attribute the primary, else the first; a resource
 * without a value comes last in ascending order and first in descending.
 */
function sortValues(type: ResourceTypeName, organization: OrganizationId, attribute: ResolvedAttribute): Sql {
  const table = ATTRIBUTE_TABLE[type]
  const path = '(SELECT id FROM attribute_paths WHERE type = ? AND key = ?)'
  const value = ['integer', 'decimal', 'dateTime', 'boolean'].includes(attribute.leaf.type) ? 'a.number' : 'a.text'
  if (!attribute.attribute.multiValued && !attribute.leaf.multiValued)
    return {
      text: `SELECT a.seq, ${value} AS value FROM ${table} a WHERE a.organization_id = ? AND a.path_id = ${path}`,
      params: [organization, type, attribute.key],
    }
  const root = attribute.sub === undefined ? attribute.key : attribute.key.slice(0, attribute.key.lastIndexOf('.'))
  return {
    text: `SELECT seq, value FROM (
        SELECT a.seq, ${value} AS value, row_number() OVER (PARTITION BY a.seq ORDER BY p.element IS NULL, a.element) AS place
        FROM ${table} a LEFT JOIN ${table} p ON p.organization_id = a.organization_id AND p.path_id = ${path}
          AND p.text = '' AND p.number = 1 AND p.seq = a.seq AND p.element = a.element
        WHERE a.organization_id = ? AND a.path_id = ${path}) WHERE place = 1`,
    params: [type, `${root}.primary`, organization, type, attribute.key],
  }
}
