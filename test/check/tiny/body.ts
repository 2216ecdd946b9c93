/** From what a client sends to what is kept (RFC 7643 §2, §3), and from that to what is answered (RFC 7644 §3.9). */
import type { Json } from '../../../src/main/check/json.ts'
import { elementsOf, isDoc, like, named, targetOf } from './paths.ts'
import type { Doc } from './paths.ts'
import { Refusal } from './refusal.ts'
import { common, definitionsOf, urnsOf } from './schemas.ts'
import type { Definition, Kind } from './schemas.ts'

export function parseBody(text: string): Doc {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new Refusal(400, 'invalidSyntax', 'The body is no JSON.')
  }
  if (!isDoc(body)) throw new Refusal(400, 'invalidSyntax', 'The body is no object.')
  return body
}

/** The resource that the body describes: names as the schemas spell them, read-only and unknown attributes and unassigned values left out. */
export function readResource(kind: Kind, body: Doc): Doc {
  const doc = readObject([...common.filter(({ name }) => name !== 'schemas'), ...definitionsOf(urnsOf(kind)[0] ?? '')], body)
  for (const urn of urnsOf(kind).slice(1)) {
    const [, value] = Object.entries(body).find(([key]) => like(key, urn)) ?? []
    const extension = isDoc(value) ? readObject(definitionsOf(urn), value) : {}
    if (Object.keys(extension).length > 0) doc[urn] = extension
  }
  return doc
}

/** That what must be there is (RFC 7643 §2.2, §4.1.1). */
export function requireAll(kind: Kind, doc: Doc): void {
  for (const { name, required } of definitionsOf(urnsOf(kind)[0] ?? ''))
    if (required && (doc[name] === undefined || doc[name] === '')) throw new Refusal(400, 'invalidValue', `${name} is required.`)
}

function readObject(definitions: readonly Definition[], body: Doc): Doc {
  const doc: Doc = {}
  for (const [key, value] of Object.entries(body)) {
    const definition = named(definitions, key)
    if (definition === undefined || definition.mutability === 'readOnly') continue
    const read = readValue(definition, value)
    if (read !== undefined) doc[definition.name] = read
  }
  return doc
}

/** One attribute's value as it is kept; undefined when it is unassigned (RFC 7643 §2.5). */
export function readValue(definition: Definition, value: Json | undefined): Json | undefined {
  if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) return undefined
  if (!definition.multiValued) return readSingle(definition, value)
  const elements = elementsOf(value)
    .map((each) => readSingle(definition, each))
    .filter((each) => each !== undefined)
  if (elements.filter((each) => isDoc(each) && each['primary'] === true).length > 1)
    throw new Refusal(400, 'invalidValue', 'One value is primary.')
  return distinct(elements)
}

export function readSingle(definition: Definition, value: Json): Json | undefined {
  if (definition.type === 'complex') {
    if (!isDoc(value)) throw wrong(definition)
    const read = readObject(definition.subAttributes ?? [], value)
    return Object.keys(read).length === 0 ? undefined : read
  }
  if (typeof value !== (definition.type === 'boolean' ? 'boolean' : 'string')) throw wrong(definition)
  return value
}

/** No value twice, whatever the order of its members. */
export function distinct(elements: readonly Json[]): Json[] {
  const keyOf = (each: Json): string => (isDoc(each) ? JSON.stringify(each['value'] ?? Object.entries(each)) : JSON.stringify(each))
  return [...new Map(elements.map((each) => [keyOf(each), each])).values()]
}

function wrong({ name, type }: Definition): Refusal {
  return new Refusal(400, 'invalidValue', `${name} is of type ${type}.`)
}

export interface Projection {
  readonly attributes: readonly string[] | undefined
  readonly excluded: readonly string[] | undefined
}

export function project(kind: Kind, doc: Doc, { attributes, excluded }: Projection): Doc {
  const result: Doc = {}
  const wanted = attributes?.map((name) => targetOf(kind, name)).filter((each) => each !== undefined)
  const unwanted = excluded?.map((name) => targetOf(kind, name)).filter((each) => each !== undefined)
  const copy = (from: Doc, into: Doc, definitions: readonly Definition[], urn: string | undefined): void => {
    for (const definition of definitions) {
      const value = from[definition.name]
      if (value === undefined || definition.returned === 'never') continue
      const within = (targets: typeof wanted) => targets?.filter((each) => each.urn === urn && each.definition === definition)
      const [asked, left] = [within(wanted), within(unwanted)]
      if (definition.returned !== 'always') {
        if (asked?.length === 0 || left?.some(({ sub }) => sub === undefined)) continue
      }
      const keep = asked?.every(({ sub }) => sub !== undefined) === true ? asked.map(({ sub }) => sub?.name) : undefined
      into[definition.name] = subset(value, keep, left?.map(({ sub }) => sub?.name) ?? [])
    }
  }
  const [core = '', ...extensions] = urnsOf(kind)
  copy(doc, result, [...common, ...definitionsOf(core)], undefined)
  for (const urn of extensions) {
    const from = doc[urn]
    const into: Doc = {}
    if (isDoc(from)) copy(from, into, definitionsOf(urn), urn)
    if (Object.keys(into).length > 0) result[urn] = into as Json
  }
  return result
}

function subset(value: Json, keep: readonly (string | undefined)[] | undefined, leave: readonly (string | undefined)[]): Json {
  if (Array.isArray(value)) return value.map((each) => subset(each, keep, leave))
  if (!isDoc(value) || (keep?.length ?? 1) === 0) return value
  return Object.fromEntries(Object.entries(value).filter(([name]) => (keep?.includes(name) ?? true) && !leave.includes(name)))
}
