/** RFC 7644 §3.10: how an attribute is named. */
import type { Json } from '../../../src/main/check/json.ts'
import { common, definitionsOf, urnsOf } from './schemas.ts'
import type { Definition, Kind } from './schemas.ts'

export type Doc = Record<string, Json | undefined>

export interface Target {
  /** The extension that it is in, if any. */
  readonly urn: string | undefined
  readonly definition: Definition
  readonly sub: Definition | undefined
}

export function like(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

export function named(definitions: readonly Definition[] | undefined, name: string): Definition | undefined {
  return definitions?.find((each) => like(each.name, name))
}

/** Undefined for a name that the resource type does not have; just the URN of an extension gives its attributes as `whole`. */
export function targetOf(kind: Kind, text: string): Target | undefined {
  const urns = urnsOf(kind)
  const urn = urns.find((each) => text.toLowerCase().startsWith(`${each.toLowerCase()}:`))
  const rest = urn === undefined ? text : text.slice(urn.length + 1)
  const [name = '', subName, more] = rest.split('.')
  const definitions = urn === undefined || urn === urns[0] ? [...common, ...definitionsOf(urns[0] ?? '')] : definitionsOf(urn)
  const definition = named(definitions, name)
  const sub = subName === undefined ? undefined : named(definition?.subAttributes, subName)
  if (definition === undefined || more !== undefined || (subName !== undefined && sub === undefined)) return undefined
  return { urn: urn === urns[0] ? undefined : urn, definition, sub }
}

export function isDoc(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Where the attribute lives: the resource, or the object of its extension. */
export function holderOf(doc: Doc, { urn }: Target): Doc | undefined {
  if (urn === undefined) return doc
  const holder = doc[urn]
  return isDoc(holder) ? holder : undefined
}

export function elementsOf(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}
