/** JSON as it comes over the wire, and ways to look into it without trusting its shape. */
export type Json = null | boolean | number | string | Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json | undefined
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value at the end of the keys; undefined where there is none. Names compare without case, as attribute names do (RFC 7643 §2.1). */
export function at(value: unknown, ...keys: readonly (string | number)[]): Json | undefined {
  let here = value as Json | undefined
  for (const key of keys) {
    if (typeof key === 'number') here = Array.isArray(here) ? here[key] : undefined
    else here = isObject(here) ? here[keyLike(here, key)] : undefined
  }
  return here
}

function keyLike(object: JsonObject, name: string): string {
  if (Object.hasOwn(object, name)) return name
  const folded = name.toLowerCase()
  return Object.keys(object).find((key) => key.toLowerCase() === folded) ?? name
}

/** A list, or nothing of it: what is no list has no elements. */
export function listAt(value: unknown, ...keys: readonly (string | number)[]): readonly Json[] {
  const found = at(value, ...keys)
  return Array.isArray(found) ? found : []
}

export function textAt(value: unknown, ...keys: readonly (string | number)[]): string | undefined {
  const found = at(value, ...keys)
  return typeof found === 'string' ? found : undefined
}

/** RFC 7643 §2.5: null, an empty list and no value at all are the same state. An object whose members are all unassigned is one too. */
export function isUnassigned(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true
  if (Array.isArray(value)) return value.length === 0
  return isObject(value) && Object.values(value).every(isUnassigned)
}

/** Equal as SCIM values: member order never matters, nor does the order of a multi-valued attribute (RFC 7643 §2.4). */
export function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return canonical(one) === canonical(other)
}

function canonical(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).toSorted().join(',')}]`
  if (isObject(value)) {
    const members = Object.entries(value).filter(([, member]) => !isUnassigned(member))
    return `{${members
      .map(([key, member]) => `${JSON.stringify(key.toLowerCase())}:${canonical(member)}`)
      .toSorted()
      .join(',')}}`
  }
  return JSON.stringify(value ?? null)
}

/** For a sentence: short enough to read. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length <= 300 ? text : `${text.slice(0, 300)}…`
}

/** A text as it is, anything else as JSON. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}
