import type { Filter } from '../filter/ast.ts'
import { fold } from '../fold.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { subAttributeNamed } from '../schema/lookup.ts'
import type { AttributeDefinition } from '../schema/types.ts'

/**
 * What clients mean beyond RFC 7644, kept in one place. The shapes of values (strings for booleans, bare ids, one object for a list,
 * dotted and URN-qualified keys) are read in values.ts and keys.ts, since POST and PUT have them too.
 */

/** The comparisons of a filter that is nothing but `a eq x and b eq y`, or undefined for any other. */
function equalities(filter: Filter): Map<string, string | number | boolean> | undefined {
  const parts = filter.kind === 'and' ? filter.filters : [filter]
  const found = new Map<string, string | number | boolean>()
  for (const part of parts) {
    if (part.kind !== 'compare' || part.op !== 'eq' || part.value === null || part.value === '') return undefined
    const name = part.path.name.toLowerCase()
    if (found.has(name)) return undefined
    found.set(name, part.value)
  }
  return found
}

function isCanonical(definition: AttributeDefinition, value: string | number | boolean): boolean {
  const { canonicalValues } = definition
  return canonicalValues === undefined || (typeof value === 'string' && canonicalValues.some((known) => fold(known) === fold(value)))
}

/**
 * The element that a value filter describes, for when none matches: `emails[type eq "work"].value` on a user without a work e-mail makes
 * one, as Entra ID expects of `add` and `replace` both.
 *
 * For `replace`, RFC 7644 §3.5.2.3 wants `noTarget`, so that only filters which label an element (a canonical `type`, `primary eq true`)
 * make one; a filter that looks for a particular value does not.
 * @returns the sub-attributes of the element, as written; undefined when the filter does not describe one
 */
export function elementFromFilter(op: 'add' | 'replace', written: Filter, attribute: AttributeDefinition): JsonObject | undefined {
  const clauses = equalities(written)
  if (clauses === undefined || attribute.subAttributes === undefined) return undefined
  const element: JsonObject = {}
  for (const [name, value] of clauses) {
    const sub = subAttributeNamed(attribute, name)
    if (sub === undefined || sub.mutability === 'readOnly') return undefined
    const labels = sub.name === 'type' ? isCanonical(sub, value) : sub.name === 'primary' && String(value).toLowerCase() === 'true'
    if (op === 'replace' && !labels) return undefined
    element[sub.name] = value
  }
  return element
}

/** What a filter says of an element that it selected and that is to be replaced: the replacement keeps it unless it says otherwise. */
export function labelsFromFilter(written: Filter, attribute: AttributeDefinition): JsonObject {
  return elementFromFilter('replace', written, attribute) ?? {}
}

/** A list that says what to take away and what to put there, by type: scimgateway's `{"operation": "delete", "type": "work"}`. */
export interface MarkedList {
  readonly removed: readonly Json[]
  readonly set: readonly Json[]
}

/** Takes a list with scimgateway's delete marks apart; undefined for a list without any. */
export function markedList(value: Json | undefined): MarkedList | undefined {
  if (!Array.isArray(value) || !value.some(isDeleteMark)) return undefined
  return { removed: value.filter(isDeleteMark).map(unmarked), set: value.filter((item) => !isDeleteMark(item)) }
}

function isDeleteMark(item: Json): item is JsonObject {
  if (!isObject(item) || !Object.hasOwn(item, 'operation')) return false
  return typeof item['operation'] === 'string' && item['operation'].toLowerCase() === 'delete'
}

function unmarked(item: Json): Json {
  if (!isObject(item)) return item
  const { operation: _, ...rest } = item
  return rest
}

/** Ids in `members[value eq "a" or value eq "b"]`, or undefined when the filter asks for anything else. */
export function idsInFilter(filter: Filter): string[] | undefined {
  if (filter.kind === 'or') {
    const ids: string[] = []
    for (const part of filter.filters) {
      const found = idsInFilter(part)
      if (found === undefined) return undefined
      ids.push(...found)
    }
    return ids
  }
  if (filter.kind !== 'compare' || filter.op !== 'eq' || typeof filter.value !== 'string') return undefined
  return filter.path.name.toLowerCase() === 'value' ? [filter.value] : undefined
}
