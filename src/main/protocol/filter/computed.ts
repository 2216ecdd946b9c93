import type { Registry, ResolvedAttribute, ResourceTypeName } from '../schema/types.ts'
import type { BoundFilter, CompareOperator, Operand } from './ast.ts'
import { filterError } from './lexer.ts'
import { holds, textOperand } from './operand.ts'

export const NEVER: BoundFilter = { kind: 'never' }
export const ALWAYS: BoundFilter = { kind: 'not', filter: NEVER }

export function anyOf(filters: readonly BoundFilter[]): BoundFilter {
  const [first, second] = filters
  if (first === undefined) return NEVER
  if (filters.includes(ALWAYS)) return ALWAYS
  return second === undefined ? first : { kind: 'or', filters }
}

/** A value that a resource has, and the condition under which it has it. */
interface KnownValue {
  readonly text: string
  readonly when: BoundFilter
}

/**
 * The values of an attribute that is worked out and not stored: `schemas` follows from which extensions have content,
 * `meta.resourceType` from the type. A comparison with them is settled while binding, so that neither needs a row in the index.
 */
function knownValues(attribute: ResolvedAttribute, registry: Registry, type: ResourceTypeName): KnownValue[] | undefined {
  if (attribute.key === 'meta.resourcetype') return [{ text: type, when: ALWAYS }]
  if (attribute.key !== 'schemas') return undefined
  const { schema, schemaExtensions } = registry.resourceType(type)
  return [
    { text: schema, when: ALWAYS },
    ...schemaExtensions.map((extension) => ({ text: extension.schema, when: hasContent(extension.schema, registry, type) })),
  ]
}

function hasContent(urn: string, registry: Registry, type: ResourceTypeName): BoundFilter {
  const attributes = registry.extensionAttributes(type, urn)?.attributes ?? []
  return anyOf(
    attributes.flatMap(({ name, returned }) => {
      const attribute = returned === 'never' ? undefined : registry.resolve(type, { schema: urn, name })
      return attribute === undefined ? [] : [{ kind: 'present' as const, attribute }]
    }),
  )
}

/** The outcome of a test on a computed attribute, or undefined for a stored one. `test` undefined asks for presence. */
export function bindComputed(
  attribute: ResolvedAttribute,
  test: { readonly op: CompareOperator; readonly operand: Operand } | undefined,
  registry: Registry,
  type: ResourceTypeName,
): BoundFilter | undefined {
  if (attribute.key === 'meta' && test === undefined) return ALWAYS
  const values = knownValues(attribute, registry, type)
  if (values === undefined) return undefined
  const matching =
    test === undefined ? values : values.filter(({ text }) => holds(test.op, textOperand(attribute.leaf, text), test.operand))
  return anyOf(matching.map(({ when }) => when))
}

/** Refuses what no filter may look at: what is never returned or kept, and what is made up for each answer. */
export function refuseUnfilterable(attribute: ResolvedAttribute, offset: number): void {
  if (attribute.attribute.returned === 'never' || attribute.leaf.returned === 'never') {
    throw filterError(offset, `"${attribute.leaf.name}" is never returned and cannot be searched for (RFC 7643 §7)`)
  }
  if (attribute.key === 'meta.location' || attribute.key === 'meta.version') {
    throw filterError(offset, `"${attribute.attribute.name}.${attribute.leaf.name}" cannot be searched for; ask for the resource by its id`)
  }
}
