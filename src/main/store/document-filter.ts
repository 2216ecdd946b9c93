import type { BoundFilter } from '../protocol/filter/ast.ts'
import { evaluate } from '../protocol/filter/evaluate.ts'
import type { JsonObject } from '../protocol/json.ts'

/** More than one snapshot ever asks with: a filter is used in the unit of work that it was compiled in. */
const MOST_KEPT = 1_000

const kept = new Map<number, BoundFilter>()
let last = 0

/** The name by which `document_matches(document, name)` knows the filter in SQL. */
export function nameFilter(filter: BoundFilter): number {
  kept.set(++last, filter)
  kept.delete(last - MOST_KEPT)
  return last
}

/** Whether the document passes the named filter: SQL's `document_matches`. 1 or 0. */
export function documentMatches(document: string, name: number): number {
  const filter = kept.get(name)
  if (filter === undefined) throw new Error(`the filter ${name} is not kept any more`)
  return Number(evaluate(filter, JSON.parse(document) as JsonObject))
}
