import { SCHEMA_LIMITS } from '../../../shared/console/schemas.ts'
import { ENTERPRISE_SCHEMA } from '../../protocol/schema/registry.ts'
import type { AttributeDefinition, SchemaDefinition } from '../../protocol/schema/types.ts'

/** The key under which a URN is one and the same: without case, as URNs are looked up (RFC 7643 §10.2.1). */
export function urnKey(urn: string): string {
  return urn.toLowerCase()
}

/**
 * `urn:NID:NSS` of RFC 8141, the NSS kept to characters that a filter, the `attributes` parameter and the path of /Schemas can hold as
 * they are.
 */
const URN = /^urn:(?!urn:)[a-z\d][a-z\d-]{0,30}[a-z\d](?::[a-z\d._~-]+)+$/i

const RESERVED =
  /^urn:(?:ietf:params:scim:(?:schemas:core|schemas:extension:enterprise|api)|scim:schemas:(?:core|extension:enterprise))(?::|$)/i

/** What is wrong with a URN as the name of an organization's own schema, or undefined. */
export function urnProblem(urn: string): string | undefined {
  if (urn.length > SCHEMA_LIMITS.urn) return `The URN is longer than ${SCHEMA_LIMITS.urn} characters.`
  if (!URN.test(urn))
    return `"${urn}" is not a URN that a schema can have: write urn:, a namespace, and parts of letters, digits, ".", "_", "~" or "-" with colons between them, such as urn:example:2.0:User.`
  if (RESERVED.test(urn)) return `${urn} is SCIM’s own: an organization’s schema needs a URN of its own, such as ${suggestion()}.`
  return undefined
}

function suggestion(): string {
  return ENTERPRISE_SCHEMA.replace('enterprise', 'acme')
}

/**
 * Whether a path could mean an attribute of one schema or the other schema as a whole: `urn:a:b` with an attribute `c` beside a schema
 * `urn:a:b:c`. Returns that path.
 */
export function ambiguousPath(one: SchemaDefinition, other: SchemaDefinition): string | undefined {
  return attributePath(one, other.id) ?? attributePath(other, one.id)
}

function attributePath(schema: SchemaDefinition, urn: string): string | undefined {
  const prefix = `${urnKey(schema.id)}:`
  if (!urnKey(urn).startsWith(prefix)) return undefined
  const rest = urnKey(urn).slice(prefix.length)
  return pathsOf(schema.attributes).some((path) => path.toLowerCase() === rest) ? urn : undefined
}

function pathsOf(attributes: readonly AttributeDefinition[]): string[] {
  return attributes.flatMap(({ name, subAttributes }) => [name, ...(subAttributes ?? []).map((sub) => `${name}.${sub.name}`)])
}
