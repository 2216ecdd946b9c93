import { ScimError } from './error.ts'
import { isBlank, isObject, type Json, type JsonObject, own } from './json.ts'
import type { AttributeDefinition, Registry, ResolvedAttribute, ResourceTypeName } from './schema/types.ts'

/** The value of a whole attribute (not of a sub-attribute) in a stored document. */
export function valueAt(document: JsonObject, { extension, attribute }: ResolvedAttribute): Json | undefined {
  const holder = extension === undefined ? document : own(document, extension)
  return isObject(holder) ? own(holder, attribute.name) : undefined
}

/**
 * Sets or, with undefined, unassigns a whole attribute. The document is a working copy of the caller's, but the objects in it are shared
 * with what they were copied from: an extension's object is replaced, never changed.
 */
export function setAt(document: JsonObject, { extension, attribute }: ResolvedAttribute, value: Json | undefined): void {
  if (extension === undefined) return put(document, attribute.name, value)
  const before = own(document, extension)
  const holder = isObject(before) ? { ...before } : {}
  put(holder, attribute.name, value)
  put(document, extension, Object.keys(holder).length === 0 ? undefined : holder)
}

function put(object: JsonObject, name: string, value: Json | undefined): void {
  if (value === undefined) delete object[name]
  else object[name] = value
}

/** The elements that a multi-valued attribute has now. */
export function elementsAt(document: JsonObject, attribute: ResolvedAttribute): readonly Json[] {
  const value = valueAt(document, attribute)
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

/** The schemas whose attributes a document holds (RFC 7643 §3.1): the core one, and the extensions that have content. */
export function schemasOf(document: JsonObject, registry: Registry, type: ResourceTypeName): string[] {
  const { schema, schemaExtensions } = registry.resourceType(type)
  return [schema, ...schemaExtensions.map((extension) => extension.schema).filter((urn) => !isBlank(own(document, urn)))]
}

/**
 * Checks that everything required is there (RFC 7643 §7): at the root, in extensions that the type requires, and in those with content.
 * @throws ScimError 400 invalidValue
 */
export function requireAttributes(document: JsonObject, registry: Registry, type: ResourceTypeName): void {
  requireIn(document, registry.rootAttributes(type), '')
  for (const { schema, required } of registry.resourceType(type).schemaExtensions) {
    const content = own(document, schema)
    if (!required && content === undefined) continue
    requireIn(isObject(content) ? content : {}, registry.extensionAttributes(type, schema)?.attributes ?? [], `${schema}:`)
  }
}

function requireIn(holder: JsonObject, attributes: readonly AttributeDefinition[], prefix: string): void {
  for (const { name, required, mutability } of attributes) {
    if (!required || mutability === 'readOnly') continue
    const value = own(holder, name)
    const empty = typeof value === 'string' ? value.trim() === '' : isBlank(value)
    if (empty) throw new ScimError(400, 'invalidValue', `${prefix}${name} is required and must not be empty.`)
  }
}
