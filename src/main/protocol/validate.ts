import { elementsAt, requireAttributes, schemasOf, setAt, valueAt } from './document.ts'
import { ScimError } from './error.ts'
import { isObject, type Json, type JsonObject, sameJson } from './json.ts'
import { type Assignment, assignments, holderNamed } from './keys.ts'
import { readMembers } from './patch/members.ts'
import { addNote } from './notes.ts'
import type { Registry, ResolvedAttribute, ResourceTypeName } from './schema/types.ts'
import { readAttribute } from './values.ts'

export interface ResourceContext {
  readonly registry: Registry
  readonly type: ResourceTypeName
}

/** A member as a client names it: the id, and the kind where it was said. */
export interface MemberValue {
  readonly value: string
  readonly type?: 'User' | 'Group'
}

export interface ParsedResource {
  /** Ready to store: canonical names, `schemas`, no id, meta, password, groups or members. A user's `active` is true unless said otherwise. */
  readonly document: JsonObject
  /** A group's members in the order sent, without repeats; undefined when the client said nothing of them. */
  readonly members: MemberValue[] | undefined
  /** Whether the client said anything of `active`: a PUT that does not keeps the state (U6). */
  readonly active: 'given' | 'absent'
  /** What was ignored or tolerated, for the provisioning log (R9). */
  readonly notes: string[]
}

/**
 * Reads the body of a POST or PUT (RFC 7644 §3.3, §3.5.1). Read-only attributes are ignored, unknown ones ignored and noted, null,
 * empty strings, empty lists and objects unassign (RFC 7643 §2.5), `schemas` is worked out from the content (U6: clients send draft-era
 * URNs, unknown ones, or none).
 * @throws ScimError 400 invalidSyntax for what is not an object, invalidValue for a wrong type or a missing required attribute
 */
export function parseResource(body: unknown, context: ResourceContext): ParsedResource {
  if (!isObject(body)) throw new ScimError(400, 'invalidSyntax', 'The body must be one JSON object.')
  const { registry, type } = context
  const notes: string[] = []
  const document: JsonObject = {}
  let members: MemberValue[] | undefined
  for (const assignment of assignments(body, registry, type, notes)) {
    if (isMembers(assignment.attribute, type)) members = readMembers(assignment.value, notes)
    else assign(document, assignment, context, notes)
  }
  const active = document['active'] === undefined ? 'absent' : 'given'
  if (active === 'absent' && type === 'User') document['active'] = true
  requireAttributes(document, registry, type)
  return { document: { schemas: schemasOf(document, registry, type), ...document }, members, active, notes }
}

function isMembers({ extension, attribute }: ResolvedAttribute, type: ResourceTypeName): boolean {
  return type === 'Group' && extension === undefined && attribute.name === 'members'
}

function assign(document: JsonObject, { attribute, value, written }: Assignment, context: ResourceContext, notes: string[]): void {
  const { attribute: whole, sub, leaf } = attribute
  if (attribute.key === 'schemas') return noteSchemas(value, context, notes)
  if (whole.mutability === 'readOnly' || leaf.mutability === 'readOnly') return
  const read = readAttribute(leaf, value, written, notes)
  if (whole.returned === 'never') {
    if (read !== undefined) addNote(notes, `${written}: never kept`)
    return
  }
  if (sub === undefined) return setAt(document, attribute, read)
  if (read === undefined) return
  const part = { [sub.name]: read }
  if (!whole.multiValued) {
    const before = valueAt(document, attribute)
    return setAt(document, attribute, isObject(before) ? { ...before, ...part } : part)
  }
  const [first, ...rest] = elementsAt(document, attribute)
  setAt(document, attribute, [isObject(first) ? { ...first, ...part } : part, ...rest])
}

/** `schemas` says nothing that the content does not, so that a wrong one is noted and no more; only a wrong type is refused. */
function noteSchemas(value: Json | undefined, { registry, type }: ResourceContext, notes: string[]): void {
  const urns = typeof value === 'string' ? [value] : (value ?? [])
  if (!Array.isArray(urns) || !urns.every((urn) => typeof urn === 'string')) {
    throw new ScimError(400, 'invalidValue', 'schemas must be a list of strings.')
  }
  for (const urn of urns) {
    if (holderNamed(urn, registry, type) === undefined) addNote(notes, `schemas: ${urn} is not a schema of ${type}, ignored`)
    else if (registry.schema(urn) === undefined) addNote(notes, `schemas: ${urn} was taken for the schema that it became`)
  }
}

/**
 * What a PUT makes of a stored resource (RFC 7644 §3.5.1, R3): attributes that are not sent are unassigned, save read-only ones, immutable
 * ones, and a user's `active`, whose loss would deactivate nobody on purpose (U6).
 * @throws ScimError 400 mutability when an immutable attribute has a value and another one was sent
 */
export function replaceResource(
  existing: JsonObject,
  incoming: ParsedResource,
  { registry, type }: ResourceContext,
): { document: JsonObject; changed: boolean } {
  const document = { ...incoming.document }
  const kept: ResolvedAttribute[] = []
  for (const attribute of wholeAttributes(registry, type)) {
    const before = valueAt(existing, attribute)
    if (before === undefined || attribute.key === 'schemas') continue
    if (attribute.attribute.mutability === 'readOnly') kept.push(attribute)
    else if (attribute.attribute.mutability === 'immutable') {
      const sent = valueAt(document, attribute)
      if (sent !== undefined && !sameJson(sent, before)) {
        throw new ScimError(400, 'mutability', `${attribute.attribute.name} is immutable and has another value already.`)
      }
      kept.push(attribute)
    } else keepImmutableParts(document, attribute, before)
  }
  for (const attribute of kept) setAt(document, attribute, valueAt(existing, attribute))
  // What was kept may be all that is left of an extension that requires more.
  if (kept.length > 0) requireAttributes(document, registry, type)
  if (incoming.active === 'absent' && typeof existing['active'] === 'boolean') document['active'] = existing['active']
  document['schemas'] = schemasOf(document, registry, type)
  return { document, changed: !sameJson(existing, document) }
}

/** The immutable sub-attributes of a single complex value. Those of a list's elements come and go with the element (as members do). */
function keepImmutableParts(document: JsonObject, attribute: ResolvedAttribute, before: Json): void {
  const { name, multiValued, subAttributes = [] } = attribute.attribute
  if (multiValued || !isObject(before)) return
  const sent = valueAt(document, attribute)
  const fresh = isObject(sent) ? sent : {}
  const parts: JsonObject = {}
  for (const sub of subAttributes) {
    const value = before[sub.name]
    if (sub.mutability !== 'immutable' || value === undefined) continue
    if (fresh[sub.name] !== undefined && !sameJson(fresh[sub.name], value))
      throw new ScimError(400, 'mutability', `${name}.${sub.name} is immutable and has another value already.`)
    parts[sub.name] = value
  }
  if (Object.keys(parts).length > 0) setAt(document, attribute, { ...parts, ...fresh })
}

function wholeAttributes(registry: Registry, type: ResourceTypeName): ResolvedAttribute[] {
  const { schemaExtensions } = registry.resourceType(type)
  const named = [
    ...registry.rootAttributes(type).map(({ name }) => registry.resolve(type, { name })),
    ...schemaExtensions.flatMap(({ schema }) =>
      (registry.extensionAttributes(type, schema)?.attributes ?? []).map(({ name }) => registry.resolve(type, { schema, name })),
    ),
  ]
  return named.filter((attribute) => attribute !== undefined)
}
