import { assertNever } from '../../../shared/assert.ts'
import { isBlank, isObject, type Json, type JsonObject, own } from '../json.ts'
import type { ResolvedAttribute } from '../schema/types.ts'
import type { BoundFilter } from './ast.ts'
import { holds, storedOperand } from './operand.ts'

/** Finds the values of an attribute: in a resource, or in one element of the attribute before a value path's brackets. */
type ValuesOf = (attribute: ResolvedAttribute) => readonly Json[]

/**
 * Whether a whole resource (members and groups in it) matches. This is the meaning of a filter, as bind.ts puts it in words: the SQL
 * compiler is tested against it.
 */
export function evaluate(filter: BoundFilter, resource: JsonObject): boolean {
  return matches(filter, (attribute) => valuesInResource(resource, attribute), resource)
}

/** Whether one element of a multi-valued attribute matches the filter in the brackets of a value path. */
export function evaluateElement(filter: BoundFilter, element: Json): boolean {
  return matches(filter, (attribute) => valuesInElement(element, attribute), undefined)
}

function matches(filter: BoundFilter, valuesOf: ValuesOf, resource: JsonObject | undefined): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.filters.every((part) => matches(part, valuesOf, resource))
    case 'or':
      return filter.filters.some((part) => matches(part, valuesOf, resource))
    case 'not':
      return !matches(filter.filter, valuesOf, resource)
    case 'present':
      return valuesOf(filter.attribute).some((value) => !isBlank(value))
    case 'compare':
      return compares(filter, valuesOf(filter.attribute))
    case 'valuePath':
      return resource !== undefined && elementsOf(resource, filter.attribute).some((element) => evaluateElement(filter.filter, element))
    case 'never':
      return false
    default:
      return assertNever(filter)
  }
}

function compares({ attribute, op, operand }: Extract<BoundFilter, { kind: 'compare' }>, values: readonly Json[]): boolean {
  let any = false
  for (const value of values) {
    const stored = storedOperand(attribute.leaf, value)
    if (stored === undefined) continue
    if (holds(op, stored, operand)) return true
    any = true
  }
  return op === 'ne' && !any
}

function asList(value: Json | undefined): readonly Json[] {
  if (Array.isArray(value)) return value
  return value === undefined ? [] : [value]
}

/** The elements of an attribute, or its one value; blank ones are not there. */
function elementsOf(resource: JsonObject, { extension, attribute }: ResolvedAttribute): readonly Json[] {
  const holder = extension === undefined ? resource : own(resource, extension)
  return isObject(holder) ? asList(own(holder, attribute.name)).filter((element) => !isBlank(element)) : []
}

function valuesInResource(resource: JsonObject, attribute: ResolvedAttribute): readonly Json[] {
  const elements = elementsOf(resource, attribute)
  return attribute.sub === undefined ? elements : elements.flatMap((element) => valuesInElement(element, attribute))
}

function valuesInElement(element: Json, { sub }: ResolvedAttribute): readonly Json[] {
  if (sub === undefined) return [element]
  return isObject(element) ? asList(own(element, sub.name)) : []
}
