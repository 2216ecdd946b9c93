import { commonAttributes } from './common.ts'
import { ENTERPRISE_SCHEMA, enterpriseSchema } from './enterprise.ts'
import { GROUP_SCHEMA, groupSchema } from './group.ts'
import { USER_SCHEMA, userSchema } from './user.ts'
import type {
  AttributeDefinition,
  Registry,
  ResolvedAttribute,
  ResourceTypeDefinition,
  ResourceTypeName,
  SchemaDefinition,
} from './types.ts'

export { ENTERPRISE_SCHEMA, GROUP_SCHEMA, USER_SCHEMA }

/** A schema beside the core ones, and the resource type that it extends. */
export interface SchemaExtension {
  readonly resourceType: ResourceTypeName
  readonly required: boolean
  readonly schema: SchemaDefinition
}

/** What RFC drafts and SCIM 1.1 called the core and enterprise schemas; OneLogin still says so (U6). */
const DRAFT_NAMES: ReadonlyMap<string, string> = new Map(
  ['1.0', '2.0'].flatMap((version) => [
    [`urn:scim:schemas:core:${version}`, 'core'] as const,
    [`urn:scim:schemas:core:${version}:user`, USER_SCHEMA.toLowerCase()] as const,
    [`urn:scim:schemas:core:${version}:group`, GROUP_SCHEMA.toLowerCase()] as const,
    [`urn:scim:schemas:extension:enterprise:${version}`, ENTERPRISE_SCHEMA.toLowerCase()] as const,
    [`urn:scim:schemas:extension:enterprise:${version}:user`, ENTERPRISE_SCHEMA.toLowerCase()] as const,
  ]),
)

interface Extension {
  readonly urn: string
  readonly attributes: readonly AttributeDefinition[]
}

interface Named {
  readonly whole: ResolvedAttribute
  readonly subs: ReadonlyMap<string, ResolvedAttribute>
}

interface Lookup {
  readonly root: readonly AttributeDefinition[]
  readonly extensions: ReadonlyMap<string, Extension>
  /** Lower-case schema URN ('' and the core URN for the root) -> lower-case attribute name -> attribute. */
  readonly bySchema: ReadonlyMap<string, ReadonlyMap<string, Named>>
}

function resolveAll(attributes: readonly AttributeDefinition[], extension: string | undefined): Map<string, Named> {
  const prefix = extension === undefined ? '' : `${extension.toLowerCase()}:`
  const names = new Map<string, Named>()
  for (const attribute of attributes) {
    const key = prefix + attribute.name.toLowerCase()
    const subs = new Map<string, ResolvedAttribute>()
    for (const sub of attribute.subAttributes ?? []) {
      const name = sub.name.toLowerCase()
      subs.set(name, { extension, attribute, sub, leaf: sub, key: `${key}.${name}` })
    }
    names.set(attribute.name.toLowerCase(), { whole: { extension, attribute, sub: undefined, leaf: attribute, key }, subs })
  }
  return names
}

function buildLookup(core: SchemaDefinition, extensions: readonly SchemaDefinition[]): Lookup {
  const root = [...commonAttributes, ...core.attributes]
  const rootNames = resolveAll(root, undefined)
  const coreUrn = core.id.toLowerCase()
  // Clients leave the URN out where the name alone is clear: Entra asks for `manager eq "id"`. The root's own names come first.
  const unqualified = new Map(rootNames)
  const bySchema = new Map([
    ['', unqualified],
    [coreUrn, rootNames],
  ])
  const byUrn = new Map<string, Extension>()
  for (const schema of extensions) {
    const names = resolveAll(schema.attributes, schema.id)
    bySchema.set(schema.id.toLowerCase(), names)
    for (const [name, named] of names) if (!unqualified.has(name)) unqualified.set(name, named)
    byUrn.set(schema.id.toLowerCase(), { urn: schema.id, attributes: schema.attributes })
  }
  for (const [draft, name] of DRAFT_NAMES) {
    const target = name === 'core' ? coreUrn : name
    const names = bySchema.get(target)
    if (names !== undefined) bySchema.set(draft, names)
    const extension = byUrn.get(target)
    if (extension !== undefined) byUrn.set(draft, extension)
  }
  return { root, extensions: byUrn, bySchema }
}

function resourceTypeOf(
  id: ResourceTypeName,
  endpoint: ResourceTypeDefinition['endpoint'],
  schema: SchemaDefinition,
  extensions: readonly SchemaExtension[],
): ResourceTypeDefinition {
  return {
    id,
    name: id,
    endpoint,
    description: schema.description,
    schema: schema.id,
    schemaExtensions: extensions.filter((e) => e.resourceType === id).map((e) => ({ schema: e.schema.id, required: e.required })),
  }
}

/**
 * The schemas of one organization. `extra` are its own extensions; a URN given twice is an error of the caller's, since a resource
 * could then not say whose attribute it holds.
 */
export function createRegistry(extra: readonly SchemaExtension[] = []): Registry {
  const extensions: readonly SchemaExtension[] = [{ resourceType: 'User', required: false, schema: enterpriseSchema }, ...extra]
  const schemas = [...new Set([userSchema, groupSchema, ...extensions.map((e) => e.schema)])]
  const byUrn = new Map(schemas.map((schema) => [schema.id.toLowerCase(), schema]))
  if (byUrn.size !== schemas.length) throw new Error('two schemas have the same URN')

  const of = (type: ResourceTypeName) => extensions.filter((e) => e.resourceType === type).map((e) => e.schema)
  const lookups: Record<ResourceTypeName, Lookup> = {
    User: buildLookup(userSchema, of('User')),
    Group: buildLookup(groupSchema, of('Group')),
  }
  const types: Record<ResourceTypeName, ResourceTypeDefinition> = {
    User: resourceTypeOf('User', '/Users', userSchema, extensions),
    Group: resourceTypeOf('Group', '/Groups', groupSchema, extensions),
  }

  return {
    schemas,
    resourceTypes: [types.User, types.Group],
    schema: (id) => byUrn.get(id.toLowerCase()),
    resourceType: (name) => types[name],
    rootAttributes: (type) => lookups[type].root,
    extensionAttributes: (type, urn) => lookups[type].extensions.get(urn.toLowerCase()),
    resolve(type, path) {
      const names = lookups[type].bySchema.get(path.schema === undefined ? '' : path.schema.toLowerCase())
      const named = names?.get(path.name.toLowerCase())
      if (named === undefined || path.sub === undefined) return named?.whole
      return named.subs.get(path.sub.toLowerCase())
    },
  }
}

/** The registry of an organization that has declared no schema of its own. */
export const coreRegistry: Registry = createRegistry()
