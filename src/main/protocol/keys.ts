import { ScimError } from './error.ts'
import { parseAttributePath } from './filter/parser.ts'
import { isObject, type Json, type JsonObject } from './json.ts'
import { addNote } from './notes.ts'
import type { Registry, ResolvedAttribute, ResourceTypeName } from './schema/types.ts'

/** A value and the attribute that it was sent for. */
export interface Assignment {
  readonly attribute: ResolvedAttribute
  readonly value: Json | undefined
  /** How the client wrote the attribute, for notes and errors. */
  readonly written: string
}

/**
 * Takes the object of a resource apart, whatever spelling the client chose for its keys: names in any case, extensions nested under
 * their URN (RFC 7643 §3.3), and the dotted and URN-qualified keys of Entra ID (`name.givenName`, `urn:…:User:department`).
 * Unknown keys are noted and left out (R9); `onUnknown` may claim one first.
 */
export function assignments(
  object: JsonObject,
  registry: Registry,
  type: ResourceTypeName,
  notes: string[],
  onUnknown: (key: string, value: Json | undefined) => boolean = () => false,
): Assignment[] {
  const found: Assignment[] = []
  for (const key of Object.keys(object)) {
    const value = object[key]
    const plain = registry.resolve(type, { name: key })
    // A name without its URN is understood in a question; what is stored has to say whose attribute it is (RFC 7643 §3.3).
    if (plain !== undefined && plain.extension === undefined) {
      found.push({ attribute: plain, value, written: plain.attribute.name })
      continue
    }
    if (!key.includes(':') && !key.includes('.')) {
      if (!onUnknown(key, value)) addNote(notes, `${key}: unknown attribute, ignored`)
      continue
    }
    const holder = holderNamed(key, registry, type)
    if (holder !== undefined) found.push(...nested(holder, value, registry, type, notes))
    else {
      const path = parseAttributePath(key)
      const attribute = path && registry.resolve(type, path)
      const isClear = attribute !== undefined && (attribute.extension === undefined || path?.schema !== undefined)
      if (isClear) found.push({ attribute, value, written: key })
      else if (!onUnknown(key, value)) addNote(notes, `${key}: unknown ${key.includes(':') ? 'schema or attribute' : 'attribute'}, ignored`)
    }
  }
  return found
}

/** The URN under which a key nests attributes: an extension's, or the core schema's, which belong at the root but are understood. */
export function holderNamed(key: string, registry: Registry, type: ResourceTypeName): string | undefined {
  const extension = registry.extensionAttributes(type, key)
  if (extension !== undefined) return extension.urn
  const core = registry.resourceType(type).schema
  return key.toLowerCase() === core.toLowerCase() || /^urn:scim:schemas:core:[12]\.0$/i.test(key) ? core : undefined
}

function nested(urn: string, value: Json | undefined, registry: Registry, type: ResourceTypeName, notes: string[]): Assignment[] {
  if (value === null || value === undefined || value === '') return []
  if (!isObject(value)) throw new ScimError(400, 'invalidValue', `${urn} must be an object.`)
  const found: Assignment[] = []
  for (const key of Object.keys(value)) {
    const attribute = registry.resolve(type, { schema: urn, name: key }) ?? resolveWithin(urn, key, registry, type)
    if (attribute !== undefined) found.push({ attribute, value: value[key], written: `${urn}:${key}` })
    else addNote(notes, `${urn}:${key}: unknown attribute, ignored`)
  }
  return found
}

function resolveWithin(urn: string, key: string, registry: Registry, type: ResourceTypeName): ResolvedAttribute | undefined {
  const path = parseAttributePath(key)
  return path && registry.resolve(type, { ...path, schema: path.schema ?? urn })
}
