import { isDeepStrictEqual } from 'node:util'
import type { JsonObject } from '../protocol/json.ts'

/** The top-level attributes that differ between two documents, as the two sides of an audit event. */
export function changedAttributes(before: JsonObject, after: JsonObject): { before: JsonObject; after: JsonObject } {
  const old: [string, JsonObject[string]][] = []
  const fresh: [string, JsonObject[string]][] = []
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (isDeepStrictEqual(before[name], after[name])) continue
    if (before[name] !== undefined) old.push([name, before[name]])
    if (after[name] !== undefined) fresh.push([name, after[name]])
  }
  return { before: Object.fromEntries(old), after: Object.fromEntries(fresh) }
}
