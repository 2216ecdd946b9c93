import { z } from 'zod'
import { command, query } from './define.ts'
import { InOrganization, Instant } from './values.ts'

/** RFC 7643 §2.3 and §7: the characteristics of an attribute. */
export const AttributeType = z.enum(['string', 'boolean', 'decimal', 'integer', 'dateTime', 'binary', 'reference', 'complex'])
export type AttributeType = z.infer<typeof AttributeType>
export const Mutability = z.enum(['readOnly', 'readWrite', 'immutable', 'writeOnly'])
export type Mutability = z.infer<typeof Mutability>
export const Returned = z.enum(['always', 'never', 'default', 'request'])
export type Returned = z.infer<typeof Returned>
export const Uniqueness = z.enum(['none', 'server', 'global'])
export type Uniqueness = z.infer<typeof Uniqueness>
export const SchemaResourceType = z.enum(['User', 'Group'])
export type SchemaResourceType = z.infer<typeof SchemaResourceType>

/** The resource type that a URN ends in, as most do: `…:2.0:User`. */
export function resourceTypeIn(urn: string): SchemaResourceType | undefined {
  const last = urn
    .slice(urn.lastIndexOf(':') + 1)
    .trim()
    .toLowerCase()
  return last === 'user' ? 'User' : last === 'group' ? 'Group' : undefined
}

/** How much an organization may declare. */
export const SCHEMA_LIMITS = {
  /** Schemas of an organization's own. */
  schemas: 20,
  /** Attributes of one schema, and sub-attributes of one attribute. */
  attributes: 50,
  subAttributes: 20,
  canonicalValues: 100,
  /** Characters. */
  urn: 200,
  attributeName: 64,
  schemaName: 100,
  description: 1000,
} as const

const Words = z.array(z.string().max(1000)).max(1000)

const declared = {
  name: z.string().max(1000),
  type: AttributeType.nullish(),
  description: z.string().max(10_000).nullish(),
  multiValued: z.boolean().nullish(),
  required: z.boolean().nullish(),
  caseExact: z.boolean().nullish(),
  mutability: Mutability.nullish(),
  returned: Returned.nullish(),
  uniqueness: Uniqueness.nullish(),
  canonicalValues: Words.nullish(),
  referenceTypes: Words.nullish(),
}
const DeclaredSubAttribute = z.object(declared)
export type DeclaredSubAttribute = z.infer<typeof DeclaredSubAttribute>
const DeclaredAttribute = z.object({ ...declared, subAttributes: z.array(DeclaredSubAttribute).max(1000).nullish() })
export type DeclaredAttribute = z.infer<typeof DeclaredAttribute>

/** A Schema resource as RFC 7643 §7 has it: what is left out has the default of §2.2, and what is not about the schema is ignored. */
export const DeclaredSchema = z.object({
  /** The schema's URN. */
  id: z.string().max(1000),
  name: z.string().max(1000),
  description: z.string().max(10_000).nullish(),
  attributes: z.array(DeclaredAttribute).max(1000),
})
export type DeclaredSchema = z.infer<typeof DeclaredSchema>

const characteristics = {
  name: z.string(),
  type: AttributeType,
  description: z.string(),
  multiValued: z.boolean(),
  required: z.boolean(),
  caseExact: z.boolean(),
  mutability: Mutability,
  returned: Returned,
  uniqueness: Uniqueness,
  canonicalValues: z.array(z.string()).optional(),
  referenceTypes: z.array(z.string()).optional(),
}

/** An attribute with every characteristic spelled out. */
export const SchemaAttribute = z.object({ ...characteristics, subAttributes: z.array(z.object(characteristics)).optional() })
export type SchemaAttribute = z.infer<typeof SchemaAttribute>

export const Schema = z.object({
  urn: z.string(),
  name: z.string(),
  description: z.string(),
  resourceType: SchemaResourceType,
  /** Core and enterprise schemas are RFC 7643's; only the organization's own can be changed. */
  origin: z.enum(['core', 'enterprise', 'own']),
  attributes: z.array(SchemaAttribute),
  /** Null for what the organization did not declare. */
  createdAt: Instant.nullable(),
  updatedAt: Instant.nullable(),
})
export type Schema = z.infer<typeof Schema>

/** How many users or groups hold a value of each attribute: what a change of the schema would touch. */
export const SchemaUsage = z.object({
  urn: z.string(),
  resourceType: SchemaResourceType,
  attributes: z.array(z.object({ name: z.string(), resources: z.number().int() })),
})
export type SchemaUsage = z.infer<typeof SchemaUsage>

const Urn = z.string().max(1000)

export const schemas = {
  /** Every schema that the organization's users and groups may hold values of, as `/Schemas` shows them. */
  list: query(z.object(InOrganization), z.object({ schemas: z.array(Schema) })),
  usage: query(z.object({ ...InOrganization, urn: Urn }), SchemaUsage),
  /** Without a resource type, the URN's last part says which one it extends. */
  add: command(z.object({ ...InOrganization, resourceType: SchemaResourceType.optional(), schema: DeclaredSchema }), Schema),
  /** The schema's URN says which one is meant; what users or groups hold values of can be neither removed nor retyped. */
  update: command(z.object({ ...InOrganization, schema: DeclaredSchema }), Schema),
  /** Refused while anybody holds a value of it. */
  remove: command(z.object({ ...InOrganization, urn: Urn }), z.object({ urn: z.string(), name: z.string() })),
}
