import type { ResourceTypeName } from '../protocol/schema/types.ts'
import type { Sql } from './conditions.ts'

/** Trigrams find nothing shorter. */
const SHORTEST = 3
/** Where the value goes in a test. */
const VALUE = ':value'

/**
 * What the trigram index holds of a resource, and how to read the same value from its row: the index names the few that can
 * match, the row decides. Without it, `co` and `ew` walk every value of the attribute.
 */
const SEARCHED: Record<ResourceTypeName, { readonly table: string; readonly values: ReadonlyMap<string, (test: string) => string> }> = {
  User: {
    table: 'user_search',
    values: new Map([
      ['username', (test) => test.replaceAll(VALUE, 'fold(r.user_name)')],
      ['displayname', (test) => test.replaceAll(VALUE, 'fold(r.display_name)')],
      ...['formatted', 'givenName', 'familyName'].map(
        (name) =>
          [`name.${name.toLowerCase()}`, (test: string) => test.replaceAll(VALUE, `fold(r.document ->> '$.name.${name}')`)] as const,
      ),
      [
        'emails.value',
        (test) =>
          `EXISTS (SELECT 1 FROM json_each(r.document, '$.emails') e WHERE ${test.replaceAll(VALUE, `fold(e.value ->> '$.value')`)})`,
      ],
    ]),
  },
  Group: {
    table: 'group_search',
    values: new Map([['displayname', (test) => test.replaceAll(VALUE, 'fold(r.display_name)')]]),
  },
}

/** A substring or ending that the trigram index can narrow down, as a condition on the row `r`, `seq` its number; undefined when it cannot. */
export function substringSql(type: ResourceTypeName, key: string, op: 'co' | 'ew', text: string, seq: string): Sql | undefined {
  const { table, values } = SEARCHED[type]
  const value = values.get(key)
  // The index reads a text up to its first NUL.
  if (value === undefined || [...text].length < SHORTEST || text.includes('\0')) return undefined
  const decided = op === 'co' ? value(`coalesce(instr(${VALUE}, ?) > 0, 0)`) : value(`coalesce(substr(${VALUE}, -length(?)) = ?, 0)`)
  return {
    text: `(${seq} IN (SELECT rowid FROM ${table} WHERE ${table} MATCH ?) AND ${decided})`,
    params: [`"${text.replaceAll('"', '""')}"`, ...(op === 'co' ? [text] : [text, text])],
  }
}
