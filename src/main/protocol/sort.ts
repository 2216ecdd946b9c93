import type { Operand } from './filter/ast.ts'
import { storedOperand } from './filter/operand.ts'
import { parseAttributePath } from './filter/parser.ts'
import { elementsAt } from './document.ts'
import { compareText } from './fold.ts'
import { isObject, type JsonObject } from './json.ts'
import type { Registry, ResolvedAttribute, ResourceTypeName } from './schema/types.ts'

/**
 * The attribute that a list is sorted by (RFC 7644 §3.4.2.3); a bare complex one stands for its `value`. Undefined for what the type does
 * not have or what has no order.
 */
export function parseSortBy(sortBy: string, registry: Registry, type: ResourceTypeName): ResolvedAttribute | undefined {
  const path = parseAttributePath(sortBy.trim())
  const found = path && registry.resolve(type, path)
  if (found === undefined || found.attribute.returned === 'never' || found.leaf.returned === 'never') return undefined
  if (found.leaf.type === 'binary') return undefined
  if (found.leaf.type !== 'complex') return found
  const value = registry.resolve(type, { schema: found.extension, name: found.attribute.name, sub: 'value' })
  return value?.leaf.type === 'binary' ? undefined : value
}

/** The value by which a resource is sorted: of a multi-valued attribute the primary one, else the first; undefined when there is none. */
export function sortKey(resource: JsonObject, attribute: ResolvedAttribute): Operand | undefined {
  const elements = elementsAt(resource, attribute)
  const primary = elements.find((element) => isObject(element) && element['primary'] === true)
  const { sub } = attribute
  for (const element of primary === undefined ? elements : [primary, ...elements]) {
    const value = sub === undefined ? element : isObject(element) ? element[sub.name] : undefined
    const key = storedOperand(attribute.leaf, value)
    if (key !== undefined) return key
  }
  return undefined
}

/** Ascending order of sort keys; without a value comes last, and so first in a descending list (RFC 7644 §3.4.2.3). */
export function compareSortKeys(a: Operand | undefined, b: Operand | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  if (a.type === 'text' && b.type === 'text') return compareText(a.text, b.text)
  return a.type === 'number' && b.type === 'number' ? a.number - b.number : 0
}
