export type Json = null | boolean | number | string | Json[] | JsonObject
export interface JsonObject {
  [key: string]: Json | undefined
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A property of the object itself: what a prototype holds (`constructor`) is not part of a document. */
export function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

/** Deeper than any attribute can be (RFC 7643 §2.3.8: complex attributes do not nest); what is deeper is not blank, whatever it holds. */
const DEEPEST = 8

/** Unassigned (RFC 7643 §2.5): null, nothing, or made of such. An empty string counts too: it is never stored. */
export function isBlank(value: Json | undefined, depth = 0): boolean {
  if (value === undefined || value === null || value === '') return true
  if (typeof value !== 'object' || depth === DEEPEST) return false
  return (Array.isArray(value) ? value : Object.values(value)).every((inner) => isBlank(inner, depth + 1))
}

/** A value that a client sends to unassign an attribute: null, an empty list (RFC 7643 §2.5), and, as Entra ID does, an empty string. */
export function unassigns(value: Json | undefined): value is undefined | null | '' | [] {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** Whether two documents say the same: the order of keys does not matter, that of list elements does. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => sameJson(item, b[i]))
  if (Array.isArray(b)) return false
  const keys = Object.keys(a).filter((key) => a[key] !== undefined)
  if (keys.length !== Object.keys(b).filter((key) => b[key] !== undefined).length) return false
  return keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
}

/** Counted before parsing, outside of strings: what reads the value afterwards may use the stack. */
export function nestsDeeperThan(text: string, levels: number): boolean {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (quoted) {
      if (code === 0x5c) at++
      else if (code === 0x22) quoted = false
    } else if (code === 0x22) quoted = true
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > levels) return true
    } else if (code === 0x7d || code === 0x5d) depth--
  }
  return false
}
