import { assertNever } from '../../../shared/assert.ts'
import { parseInstant } from '../instant.ts'
import { suggestAttribute } from '../schema/suggest.ts'
import type { AttributeDefinition, Registry, ResolvedAttribute, ResourceTypeName } from '../schema/types.ts'
import type { AttributePath, BoundFilter, CompareOperator, Filter, Operand } from './ast.ts'
import { ALWAYS, bindComputed, NEVER, refuseUnfilterable } from './computed.ts'
import { filterError } from './lexer.ts'
import { textOperand } from './operand.ts'

/**
 * What a bound filter means. The evaluator, and the SQL compiler held against it, both keep to this:
 *
 * - A multi-valued attribute matches when any of its values does (RFC 7644 §3.4.2.2); conditions in `attr[…]` are all on one element.
 * - `ne` holds when some value differs, or when there is no value at all. `not (a eq "x")` holds when no value is "x".
 * - `not` turns the truth of what it stands before; there is no third truth value.
 * - `pr` holds when some value is not blank; of a complex attribute, when some sub-attribute of some element is not blank.
 * - `eq null` and `ne null` are `not pr` and `pr`. An empty string is never stored (it unassigns, as null does), so `eq ""` and `ne ""`
 *   mean the same; every value contains, begins with, ends with and comes after "", and none comes before it.
 * - Text is compared folded (fold.ts) unless the attribute is caseExact; `gt`, `ge`, `lt`, `le` go by the bytes of its UTF-8.
 * - Dates are compared as instants, to the millisecond. Booleans know only `eq`, `ne` and `pr`; binary values only `pr`.
 * - A bare complex attribute stands for its `value` (`emails co "@x"`, Entra's `manager eq "id"`).
 */
export interface BindOptions {
  /** What an attribute that the type does not have is: a 400, or without value (a search across types, RFC 7644 §3.4.2.1). */
  readonly unknownAttributes: 'error' | 'never'
}

interface Scope {
  readonly registry: Registry
  readonly type: ResourceTypeName
  readonly unknown: BindOptions['unknownAttributes']
  /** The attribute before the brackets, inside a value path. */
  readonly within: ResolvedAttribute | undefined
}

/**
 * Looks up every attribute of a filter and brings every operand to its attribute's type.
 * @throws ScimError 400 invalidFilter
 */
export function bindFilter(filter: Filter, registry: Registry, type: ResourceTypeName, options?: BindOptions): BoundFilter {
  return bind(filter, { registry, type, unknown: options?.unknownAttributes ?? 'error', within: undefined })
}

/** Binds the filter in the brackets of `attribute[…]`. */
export function bindElementFilter(filter: Filter, attribute: ResolvedAttribute, registry: Registry, type: ResourceTypeName): BoundFilter {
  return bind(filter, { registry, type, unknown: 'error', within: attribute })
}

function bind(filter: Filter, scope: Scope): BoundFilter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { kind: filter.kind, filters: filter.filters.map((part) => bind(part, scope)) }
    case 'not':
      return { kind: 'not', filter: bind(filter.filter, scope) }
    case 'present':
      return bindPresent(filter.path, scope)
    case 'compare':
      return bindCompare(filter, scope)
    case 'valuePath':
      return bindValuePath(filter.path, filter.filter, scope)
    default:
      return assertNever(filter)
  }
}

function lookUp(path: AttributePath, scope: Scope): ResolvedAttribute | undefined {
  const attribute = scope.within === undefined ? scope.registry.resolve(scope.type, path) : subOf(scope.within, path, scope)
  if (attribute !== undefined) {
    refuseUnfilterable(attribute, path.offset)
    return attribute
  }
  if (scope.unknown === 'never') return undefined
  const within = scope.within
  const suggestion = suggestAttribute(
    scope.registry,
    scope.type,
    within === undefined ? path : { schema: within.extension, name: within.attribute.name, sub: path.name },
  )
  const written = `${path.schema === undefined ? '' : `${path.schema}:`}${path.name}${path.sub === undefined ? '' : `.${path.sub}`}`
  const holder = within === undefined ? scope.type : within.attribute.name
  throw filterError(
    path.offset,
    `${holder} has no attribute "${written}"${suggestion === undefined ? '' : `; did you mean "${suggestion}"?`}`,
  )
}

function subOf(within: ResolvedAttribute, path: AttributePath, scope: Scope): ResolvedAttribute | undefined {
  if (path.schema !== undefined || path.sub !== undefined) return undefined
  // The elements of a simple multi-valued attribute have no sub-attributes: `value` is the element itself (RFC 7643 §2.4).
  if (within.attribute.subAttributes === undefined) return path.name.toLowerCase() === 'value' ? within : undefined
  return scope.registry.resolve(scope.type, { schema: within.extension, name: within.attribute.name, sub: path.name })
}

function bindPresent(path: AttributePath, scope: Scope): BoundFilter {
  const attribute = lookUp(path, scope)
  return attribute === undefined ? NEVER : present(attribute, scope)
}

function present(attribute: ResolvedAttribute, scope: Scope): BoundFilter {
  return bindComputed(attribute, undefined, scope.registry, scope.type) ?? { kind: 'present', attribute }
}

function absent(attribute: ResolvedAttribute, scope: Scope): BoundFilter {
  return { kind: 'not', filter: present(attribute, scope) }
}

function bindValuePath(path: AttributePath, filter: Filter, scope: Scope): BoundFilter {
  const attribute = lookUp(path, scope)
  if (attribute === undefined) return NEVER
  const hasElements = attribute.leaf.type === 'complex' || attribute.leaf.multiValued
  // `schemas` follows from the whole resource (computed.ts): there is no element of it to ask.
  if (attribute.sub !== undefined || !hasElements || attribute.key === 'schemas') {
    throw filterError(path.offset, `"${path.name}" has no elements to filter in brackets`)
  }
  return { kind: 'valuePath', attribute, filter: bind(filter, { ...scope, within: attribute }) }
}

function bindCompare(filter: Extract<Filter, { kind: 'compare' }>, scope: Scope): BoundFilter {
  const { op, value, valueOffset } = filter
  const written = lookUp(filter.path, scope)
  if (written === undefined) return ofUnassigned(op, value)
  if (value === null || (value === '' && isText(written))) return bindBlank(written, op, value, valueOffset, scope)
  const attribute = comparable(written, filter.path, scope)
  if (value === '' && isText(attribute)) return bindBlank(attribute, op, value, valueOffset, scope)
  const operand = operandOf(attribute.leaf, op, value, filter)
  return bindComputed(attribute, { op, operand }, scope.registry, scope.type) ?? { kind: 'compare', attribute, op, operand }
}

/** A comparison with an attribute that cannot have a value: it is blank, and differs from all that is not. */
function ofUnassigned(op: CompareOperator, value: string | number | boolean | null): BoundFilter {
  const blank = value === null || value === ''
  return (op === 'eq' && blank) || (op === 'ne' && !blank) ? ALWAYS : NEVER
}

function isText({ leaf }: ResolvedAttribute): boolean {
  return leaf.type === 'string' || leaf.type === 'reference' || leaf.type === 'complex'
}

function bindBlank(attribute: ResolvedAttribute, op: CompareOperator, value: null | '', offset: number, scope: Scope): BoundFilter {
  if (op === 'eq') return absent(attribute, scope)
  if (op === 'ne') return present(attribute, scope)
  if (value === null) throw filterError(offset, 'null can be compared with eq and ne only')
  return op === 'lt' || op === 'le' ? NEVER : present(attribute, scope)
}

/** The attribute that is compared: of a complex one, its `value`. */
function comparable(attribute: ResolvedAttribute, path: AttributePath, scope: Scope): ResolvedAttribute {
  if (attribute.leaf.type !== 'complex') return attribute
  const { name, subAttributes = [] } = attribute.attribute
  const value = scope.registry.resolve(scope.type, { schema: attribute.extension, name, sub: 'value' })
  if (value !== undefined) return value
  const parts = subAttributes.map((sub) => `${name}.${sub.name}`).join(', ')
  throw filterError(path.offset, `"${name}" is complex and cannot be compared; compare one of ${parts}`)
}

const ORDERING: ReadonlySet<CompareOperator> = new Set(['gt', 'ge', 'lt', 'le'])
const SUBSTRING: ReadonlySet<CompareOperator> = new Set(['co', 'sw', 'ew'])

function operandOf(
  leaf: AttributeDefinition,
  op: CompareOperator,
  value: string | number | boolean,
  at: { readonly path: AttributePath; readonly valueOffset: number },
): Operand {
  const refuseOperator = (why: string) => filterError(at.path.offset, `"${leaf.name}" ${why}, so that "${op}" does not apply`)
  const refuseValue = (expected: string) => filterError(at.valueOffset, `"${leaf.name}" is compared with ${expected}`)
  switch (leaf.type) {
    case 'string':
    case 'reference':
      if (typeof value !== 'string') throw refuseValue('text in quotes')
      return textOperand(leaf, value)
    case 'boolean': {
      if (ORDERING.has(op) || SUBSTRING.has(op)) throw refuseOperator('is a boolean')
      const truth = asBoolean(value)
      if (truth === undefined) throw refuseValue('true or false')
      return { type: 'number', number: truth ? 1 : 0 }
    }
    case 'integer':
    case 'decimal':
      if (SUBSTRING.has(op)) throw refuseOperator('is a number')
      if (typeof value !== 'number') throw refuseValue('a number')
      return { type: 'number', number: value }
    case 'dateTime': {
      if (SUBSTRING.has(op)) throw refuseOperator('is a date')
      const instant = typeof value === 'string' ? parseInstant(value) : undefined
      if (instant === undefined) throw refuseValue('a date and time such as "2011-05-13T04:42:34Z"')
      return { type: 'number', number: instant }
    }
    case 'binary':
      throw refuseOperator('is binary and can be tested with "pr" only')
    case 'complex':
      throw refuseOperator('is complex')
    default:
      return assertNever(leaf.type)
  }
}

/** Entra ID writes booleans as strings with a capital: `primary eq "True"`. */
function asBoolean(value: string | number | boolean): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return undefined
  const lower = value.toLowerCase()
  return lower === 'true' ? true : lower === 'false' ? false : undefined
}
