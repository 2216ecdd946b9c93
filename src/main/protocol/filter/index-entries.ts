import { isBlank, isObject, type Json, type JsonObject } from '../json.ts'
import { attributeNamed, subAttributeNamed } from '../schema/lookup.ts'
import type { AttributeDefinition, Registry, ResourceTypeName } from '../schema/types.ts'
import type { IndexEntry } from './ast.ts'
import { storedOperand } from './operand.ts'

/**
 * What is not in the index: `schemas` and parts of `meta` are settled while binding (computed.ts); members and groups are relations,
 * held as rows of their own; what is never returned is not kept.
 */
function isIndexed(attribute: AttributeDefinition, type: ResourceTypeName): boolean {
  if (attribute.returned === 'never' || attribute.name === 'schemas') return false
  return attribute.name !== (type === 'Group' ? 'members' : 'groups')
}

const META_INDEXED = new Set(['created', 'lastModified'])

/**
 * The rows of the attribute index for a resource: one for each value that a filter can compare, and one presence row for each element
 * of a complex attribute and each binary value. An element's number is its place in the stored list.
 */
export function indexEntries(resource: JsonObject, registry: Registry, type: ResourceTypeName): IndexEntry[] {
  const entries: IndexEntry[] = []
  const root = registry.rootAttributes(type)
  for (const key of Object.keys(resource)) {
    const attribute = attributeNamed(root, key)
    if (attribute !== undefined) {
      if (isIndexed(attribute, type)) addAttribute(entries, attribute, '', resource[key])
      continue
    }
    const extension = registry.extensionAttributes(type, key)
    const content = resource[key]
    if (extension === undefined || !isObject(content)) continue
    for (const name of Object.keys(content)) {
      const inner = attributeNamed(extension.attributes, name)
      if (inner !== undefined && inner.returned !== 'never') addAttribute(entries, inner, `${extension.urn.toLowerCase()}:`, content[name])
    }
  }
  return entries
}

function addAttribute(entries: IndexEntry[], attribute: AttributeDefinition, prefix: string, value: Json | undefined): void {
  const key = prefix + attribute.name.toLowerCase()
  if (!Array.isArray(value)) return addElement(entries, attribute, key, 0, value)
  for (const [element, item] of value.entries()) addElement(entries, attribute, key, element, item)
}

function addElement(entries: IndexEntry[], attribute: AttributeDefinition, key: string, element: number, value: Json | undefined): void {
  if (isBlank(value)) return
  if (attribute.type !== 'complex') return addValue(entries, attribute, key, element, value)
  if (!isObject(value)) return
  entries.push({ key, element, text: '', number: 0 })
  for (const name of Object.keys(value)) {
    const sub = subAttributeNamed(attribute, name)
    if (sub === undefined || sub.returned === 'never' || (key === 'meta' && !META_INDEXED.has(sub.name))) continue
    const inner = value[name]
    const subKey = `${key}.${sub.name.toLowerCase()}`
    if (Array.isArray(inner)) for (const item of inner) addValue(entries, sub, subKey, element, item)
    else addValue(entries, sub, subKey, element, inner)
  }
}

function addValue(entries: IndexEntry[], leaf: AttributeDefinition, key: string, element: number, value: Json | undefined): void {
  if (leaf.type === 'binary') {
    if (!isBlank(value)) entries.push({ key, element, text: '', number: 0 })
    return
  }
  const operand = storedOperand(leaf, value)
  if (operand === undefined) return
  entries.push(
    operand.type === 'text' ? { key, element, text: operand.text, number: 0 } : { key, element, text: '', number: operand.number },
  )
}
