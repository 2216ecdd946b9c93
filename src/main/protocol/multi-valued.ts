import { fold } from './fold.ts'
import { isObject, type Json, type JsonObject } from './json.ts'
import { subAttributeNamed } from './schema/lookup.ts'
import type { AttributeDefinition } from './schema/types.ts'

function comparableText(definition: AttributeDefinition | undefined, value: Json | undefined): string {
  if (typeof value !== 'string') return JSON.stringify(value ?? null)
  return JSON.stringify(definition?.caseExact === true ? value : fold(value))
}

/** Two elements with the same key are the same value of the attribute (RFC 7643 §2.4: `value` and `type` together). */
function identity(attribute: AttributeDefinition, element: Json): string {
  if (!isObject(element)) return comparableText(attribute, element)
  const value = element['value']
  const type = comparableText(subAttributeNamed(attribute, 'type'), element['type'])
  if (value !== undefined) return `${comparableText(subAttributeNamed(attribute, 'value'), value)} ${type}`
  const rest = Object.keys(element)
    .filter((name) => name !== 'primary')
    .toSorted()
  return JSON.stringify(rest.map((name) => [name, element[name]]))
}

/** Drops later elements that repeat an earlier one; what a repeat says beyond it (a display name, primary) is kept. */
export function withoutDuplicates(attribute: AttributeDefinition, elements: readonly Json[]): Json[] {
  if (elements.length < 2) return [...elements]
  const found = new Map<string, number>()
  const kept: Json[] = []
  for (const element of elements) {
    const key = identity(attribute, element)
    const place = found.get(key)
    if (place === undefined) {
      found.set(key, kept.length)
      kept.push(element)
    } else kept[place] = filledFrom(kept[place], element)
  }
  return kept
}

function filledFrom(first: Json | undefined, repeat: Json): Json {
  if (!isObject(first) || !isObject(repeat)) return first ?? repeat
  const merged: JsonObject = { ...repeat, ...first }
  if (repeat['primary'] === true) merged['primary'] = true
  return merged
}

/**
 * Keeps `primary` true of one element at most (RFC 7643 §2.4). `winner` tells which elements were set just now: the newest takes it
 * from the others (RFC 7644 §3.5.2); without it the first keeps it.
 */
export function keepOnePrimary(elements: readonly Json[], winner: ((element: Json) => boolean) | undefined): Json[] {
  const primaries = elements.filter((element) => isObject(element) && element['primary'] === true)
  if (primaries.length < 2) return [...elements]
  const keeper = (winner && primaries.findLast(winner)) ?? primaries[0]
  return elements.map((element) =>
    element !== keeper && isObject(element) && element['primary'] === true ? { ...element, primary: false } : element,
  )
}

/**
 * Adds elements to a list (RFC 7644 §3.5.2.1): a value that is there already is not added again, and a value sent without a type is
 * the one that is there with a type. The newest primary takes it from the one before.
 */
export function withAdded(attribute: AttributeDefinition, existing: readonly Json[], added: readonly Json[]): Json[] {
  const result = [...existing]
  const changed = new Set<Json>()
  const places = new Map(result.map((element, i) => [identity(attribute, element), i]))
  const byValue = new Map<string, number>()
  for (const [i, element] of result.entries()) {
    const key = valueIdentity(attribute, element)
    if (key !== undefined && !byValue.has(key)) byValue.set(key, i)
  }
  for (const element of added) {
    const untyped = isObject(element) && element['type'] === undefined ? valueIdentity(attribute, element) : undefined
    const place = places.get(identity(attribute, element)) ?? (untyped === undefined ? undefined : byValue.get(untyped))
    const next = place === undefined ? element : updatedBy(result[place], element)
    if (place === undefined) places.set(identity(attribute, element), result.push(element) - 1)
    else result[place] = next
    changed.add(next)
  }
  return keepOnePrimary(result, (element) => changed.has(element))
}

function valueIdentity(attribute: AttributeDefinition, element: Json): string | undefined {
  if (!isObject(element) || element['value'] === undefined) return undefined
  return comparableText(subAttributeNamed(attribute, 'value'), element['value'])
}

/** The value is as it was; what goes with it (display, primary) is as it was sent last. */
function updatedBy(existing: Json | undefined, sent: Json): Json {
  if (!isObject(existing) || !isObject(sent)) return existing ?? sent
  const merged: JsonObject = { ...existing, ...sent }
  for (const name of ['value', 'type']) if (existing[name] !== undefined) merged[name] = existing[name]
  return merged
}
