import { ScimError } from './error.ts'
import { bindElementFilter } from './filter/bind.ts'
import type { BoundFilter, Filter } from './filter/ast.ts'
import { FILTER_LENGTH, FilterReader, parseAttributePath } from './filter/parser.ts'
import type { Registry, ResolvedAttribute, ResourceTypeName } from './schema/types.ts'
import { suggestAttribute } from './schema/suggest.ts'

/** The target of a PATCH operation (RFC 7644 §3.5.2, Figure 7). */
export type PatchPath =
  | { readonly kind: 'attribute'; readonly attribute: ResolvedAttribute }
  | {
      readonly kind: 'elements'
      /** The attribute before the brackets. */
      readonly attribute: ResolvedAttribute
      readonly filter: BoundFilter
      /** The filter as written, in which values have their own spelling: what an absent element is made from. */
      readonly written: Filter
      /** The sub-attribute after the brackets. */
      readonly sub: ResolvedAttribute | undefined
    }
  /** The URN of the core schema alone: the resource itself. */
  | { readonly kind: 'root' }
  /** The URN of an extension alone: everything in it. */
  | { readonly kind: 'extension'; readonly urn: string }
  /** An attribute of a schema that the service does not know. */
  | { readonly kind: 'unknownSchema'; readonly schema: string }

function invalidPath(text: string, why: string): ScimError {
  return new ScimError(400, 'invalidPath', `The path "${text}" ${why}.`)
}

/**
 * Reads a PATCH path, in any case and with or without its schema's URN.
 * @throws ScimError 400 invalidPath, or invalidFilter for what stands in the brackets
 */
export function parsePatchPath(text: string, registry: Registry, type: ResourceTypeName): PatchPath {
  if (text.length > FILTER_LENGTH) throw invalidPath(`${text.slice(0, 40)}…`, `has more than ${FILTER_LENGTH} characters`)
  const trimmed = text.trim()
  const extension = registry.extensionAttributes(type, trimmed)
  if (extension !== undefined) return { kind: 'extension', urn: extension.urn }
  if (trimmed.toLowerCase() === registry.resourceType(type).schema.toLowerCase()) return { kind: 'root' }
  const bracket = trimmed.indexOf('[')
  const name = bracket === -1 ? trimmed : trimmed.slice(0, bracket).trimEnd()
  const path = parseAttributePath(name)
  if (path === undefined) throw invalidPath(text, 'is not of the form attribute, attribute.sub or attribute[filter].sub')
  const attribute = registry.resolve(type, path)
  if (attribute === undefined) {
    if (path.schema !== undefined && !isKnown(path.schema, registry, type)) {
      return { kind: 'unknownSchema', schema: path.schema }
    }
    const suggestion = suggestAttribute(registry, type, path)
    throw invalidPath(text, `names no attribute of ${type}${suggestion === undefined ? '' : `; did you mean "${suggestion}"`}`)
  }
  return bracket === -1 ? { kind: 'attribute', attribute } : parseElements(trimmed, bracket, attribute, registry, type)
}

function isKnown(urn: string, registry: Registry, type: ResourceTypeName): boolean {
  return registry.extensionAttributes(type, urn) !== undefined || registry.schema(urn) !== undefined
}

function parseElements(text: string, bracket: number, attribute: ResolvedAttribute, registry: Registry, type: ResourceTypeName): PatchPath {
  if (attribute.sub !== undefined || !attribute.attribute.multiValued) {
    throw invalidPath(text, `filters "${attribute.leaf.name}", which is not multi-valued`)
  }
  const reader = new FilterReader(text, {}, bracket)
  const written = reader.bracketed()
  const after = text.slice(reader.token.end)
  const sub = after === '' ? undefined : subAfter(after, text, attribute, registry, type)
  return { kind: 'elements', attribute, filter: bindElementFilter(written, attribute, registry, type), written, sub }
}

function subAfter(after: string, text: string, { extension, attribute }: ResolvedAttribute, registry: Registry, type: ResourceTypeName) {
  const path = after.startsWith('.') ? parseAttributePath(after.slice(1)) : undefined
  if (path === undefined || path.schema !== undefined || path.sub !== undefined) {
    throw invalidPath(text, 'may have only a dot and a sub-attribute after its brackets')
  }
  const sub = registry.resolve(type, { schema: extension, name: attribute.name, sub: path.name })
  if (sub !== undefined) return sub
  const suggestion = suggestAttribute(registry, type, { schema: extension, name: attribute.name, sub: path.name })
  throw invalidPath(text, `names no sub-attribute of ${attribute.name}${suggestion === undefined ? '' : `; did you mean "${suggestion}"`}`)
}
