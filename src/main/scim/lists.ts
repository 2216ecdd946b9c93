import { requireOrganization } from '../domain/organizations.ts'
import { bindFilter } from '../protocol/filter/bind.ts'
import { parseFilter } from '../protocol/filter/parser.ts'
import type { Filter } from '../protocol/filter/ast.ts'
import { ScimError } from '../protocol/error.ts'
import { type ListQuery, parseListQuery } from '../protocol/list-query.ts'
import { LIST_RESPONSE } from '../protocol/messages.ts'
import { parseSortBy } from '../protocol/sort.ts'
import type { ResourceTypeName } from '../protocol/schema/types.ts'
import type { ReadTx } from '../store/database/port.ts'
import type { GroupRow } from '../store/groups.ts'
import { countListed, listedAfter, listedFrom, type Listing, type Position, positionOf } from '../store/listing.ts'
import { narrowedFilterSql } from '../store/narrowing.ts'
import type { UserRow } from '../store/users.ts'
import { parseBody } from './body.ts'
import type { Answer, Call } from './call.ts'
import { type Place, questionHash, readCursor, writeCursor } from './cursor.ts'
import { LIMITS } from './limits.ts'
import { groupText, userText } from './resources.ts'
import { answer } from './respond.ts'

const PAGE_LIMITS = { defaultCount: LIMITS.defaultCount, maxCount: LIMITS.maxCount }

export function listByQuery(types: readonly ResourceTypeName[]) {
  return (tx: ReadTx, call: Call): Promise<Answer> => list(tx, call, types, parseListQuery(call.query, PAGE_LIMITS))
}

/** R6: the same question in a body, where a filter is too long or too private for a URL (RFC 7644 §3.4.3). */
export function listBySearch(types: readonly ResourceTypeName[]) {
  return (tx: ReadTx, call: Call): Promise<Answer> => list(tx, call, types, parseListQuery(parseBody(call.text), PAGE_LIMITS))
}

interface Part {
  readonly type: ResourceTypeName
  readonly listing: Listing
  readonly total: number
}

async function listingOf(
  tx: ReadTx,
  call: Call,
  type: ResourceTypeName,
  query: ListQuery,
  filter: Filter | undefined,
  acrossTypes: boolean,
): Promise<Listing> {
  const organization = call.caller.organization.id
  const attribute = query.sortBy === undefined ? undefined : parseSortBy(query.sortBy, call.registry, type)
  if (query.sortBy !== undefined && attribute === undefined && !acrossTypes)
    throw new ScimError(400, 'invalidPath', `sortBy: ${type} has no attribute "${query.sortBy}" to sort by.`)
  const bound = filter && bindFilter(filter, call.registry, type, { unknownAttributes: acrossTypes ? 'never' : 'error' })
  return {
    type,
    organization,
    filter: bound && (await narrowedFilterSql(tx, bound, type, organization)),
    sort: attribute && { attribute, descending: query.descending },
  }
}

async function partsOf(tx: ReadTx, call: Call, types: readonly ResourceTypeName[], query: ListQuery): Promise<Part[]> {
  // Read again in this snapshot: the counts of the one that authenticated may be behind it.
  const organization = await requireOrganization(tx, call.caller.organization.id)
  const filter =
    query.filter === undefined ? undefined : parseFilter(query.filter, { length: LIMITS.filterLength, depth: LIMITS.filterDepth })
  const parts: Part[] = []
  for (const type of types) {
    const listing = await listingOf(tx, call, type, query, filter, types.length > 1)
    const kept = type === 'User' ? organization.userCount : organization.groupCount
    parts.push({ type, listing, total: await countListed(tx, listing, kept) })
  }
  return parts
}

async function list(tx: ReadTx, call: Call, types: readonly ResourceTypeName[], query: ListQuery): Promise<Answer> {
  const [only] = types
  call.about = { type: types.length === 1 && only !== undefined ? only : 'Resource', id: null, name: null }
  const parts = await partsOf(tx, call, types, query)
  const totalResults = parts.reduce((sum, part) => sum + part.total, 0)
  if (query.cursor !== undefined) return byCursor(tx, call, parts, query, query.cursor, totalResults)
  const texts = await byIndex(tx, call, parts, query)
  return answer(200, envelope({ totalResults, startIndex: query.startIndex, itemsPerPage: texts.length }, texts))
}

function envelope(facts: Record<string, number | string>, texts: readonly string[]): string {
  const head = JSON.stringify({ schemas: [LIST_RESPONSE], ...facts })
  return `${head.slice(0, -1)},"Resources":[${texts.join(',')}]}`
}

type ListedRow = (UserRow | GroupRow) & { sortMissing: 0 | 1; sortValue: string | number }

function textOf(tx: ReadTx, call: Call, type: ResourceTypeName, row: ListedRow, query: ListQuery): Promise<string> {
  return type === 'User' ? userText(tx, call, row as UserRow, query.selection) : groupText(tx, call, row as GroupRow, query.selection)
}

/** Types one after another, as if they were one list. */
async function byIndex(tx: ReadTx, call: Call, parts: readonly Part[], query: ListQuery): Promise<string[]> {
  const texts: string[] = []
  let skip = query.startIndex - 1
  for (const { type, listing, total } of parts) {
    const wanted = query.count - texts.length
    if (wanted > 0 && skip < total)
      for (const row of await listedFrom<ListedRow>(tx, listing, skip, wanted)) texts.push(await textOf(tx, call, type, row, query))
    skip = Math.max(0, skip - total)
  }
  return texts
}

/** RFC 9865: a keyset, so that pages neither repeat nor miss anyone while the directory changes. */
async function byCursor(
  tx: ReadTx,
  call: Call,
  parts: readonly Part[],
  query: ListQuery,
  cursor: string,
  totalResults: number,
): Promise<Answer> {
  const types = parts.map(({ type }) => type).join()
  const question = questionHash([call.caller.organization.slug, types, query.filter, query.sortBy, query.descending])
  const first: Place | undefined = parts[0] && { type: parts[0].type, after: undefined }
  let place = cursor === '' ? first : readCursor(cursor, question)
  const texts: string[] = []
  while (place !== undefined && texts.length < query.count) {
    const { type, after }: Place = place
    const at = parts.findIndex((part) => part.type === type)
    const part = parts[at]
    if (part === undefined) break
    const rows = await listedAfter<ListedRow>(tx, part.listing, after, query.count - texts.length + 1)
    const page = rows.slice(0, query.count - texts.length)
    for (const row of page) texts.push(await textOf(tx, call, type, row, query))
    const last: ListedRow | undefined = page.at(-1)
    const position: Position | undefined = last && positionOf(last)
    const next: Part | undefined = parts[at + 1]
    place = rows.length > page.length ? { type, after: position ?? after } : next && { type: next.type, after: undefined }
  }
  const facts: Record<string, number | string> = { totalResults, itemsPerPage: texts.length }
  if (place !== undefined) facts['nextCursor'] = writeCursor(place, question)
  return answer(200, envelope(facts, texts))
}
