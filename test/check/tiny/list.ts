/** RFC 7644 §3.4.2 and RFC 9865: filter, sort, page. */
import type { Json } from '../../../src/main/check/json.ts'
import { filterOf } from './filter.ts'
import { elementsOf, holderOf, isDoc, named, targetOf } from './paths.ts'
import type { Doc } from './paths.ts'
import { Refusal } from './refusal.ts'
import type { Row } from './store.ts'

export type ListQuery = Readonly<Record<string, string>>

export interface Listed {
  readonly row: Row
  readonly doc: Doc
}

export function list(all: readonly Listed[], query: ListQuery, most: number) {
  const { filter, sortBy, sortOrder } = query
  const matching = filter === undefined ? all : all.filter(({ row, doc }) => filterOf(row.kind, filter)(doc))
  const sorted = sortBy === undefined ? matching : sortedBy(matching, sortBy, sortOrder === 'descending')
  const count = Math.min(most, Math.max(0, wholeNumber(query['count'], most)))
  const totalResults = sorted.length
  if (query['cursor'] !== undefined && sortBy !== undefined) {
    // The order may be any: the cursor keeps the place.
    const start = sequenceOf(query['cursor'])
    const page = sorted.slice(start, start + count)
    return { page, totalResults, itemsPerPage: page.length, nextCursor: start + count < totalResults ? `c${start + count}` : undefined }
  }
  if (query['cursor'] !== undefined) {
    const after = sequenceOf(query['cursor'])
    const rest = sorted.filter(({ row }) => row.sequence > after)
    const page = rest.slice(0, count)
    return {
      page,
      totalResults,
      itemsPerPage: page.length,
      nextCursor: rest.length > count ? `c${page.at(-1)?.row.sequence ?? after}` : undefined,
    }
  }
  const startIndex = Math.max(1, wholeNumber(query['startIndex'], 1))
  const page = sorted.slice(startIndex - 1, startIndex - 1 + count)
  return { page, totalResults, itemsPerPage: page.length, startIndex }
}

function wholeNumber(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  if (!/^-?\d+$/.test(text)) throw new Refusal(400, 'invalidValue')
  return Number(text)
}

function sequenceOf(cursor: string): number {
  if (cursor === '') return 0
  if (!/^c\d+$/.test(cursor)) throw new Refusal(400, 'invalidCursor')
  return Number(cursor.slice(1))
}

/** §3.4.2.3: without a value last, or first in descending order. */
function sortedBy(rows: readonly Listed[], name: string, descending: boolean): Listed[] {
  const keyOf = ({ row, doc }: Listed): string | undefined => {
    const target = targetOf(row.kind, name)
    if (target === undefined) return undefined
    const values = elementsOf(holderOf(doc, target)?.[target.definition.name])
    const chosen = values.find((each) => isDoc(each) && each['primary'] === true) ?? values[0]
    const sub = target.sub ?? named(target.definition.subAttributes, 'value')
    return folded(isDoc(chosen) && sub !== undefined ? chosen[sub.name] : chosen, (target.sub ?? target.definition).caseExact)
  }
  const keyed = rows
    .map((row) => ({ row, key: keyOf(row) }))
    .toSorted((a, b) => (a.key === b.key ? 0 : (a.key ?? '\uffff') < (b.key ?? '\uffff') ? -1 : 1))
  return (descending ? keyed.toReversed() : keyed).map(({ row }) => row)
}

function folded(value: Json | undefined, caseExact: boolean): string | undefined {
  if (value === undefined || value === null) return undefined
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return caseExact ? text : text.toLowerCase()
}
