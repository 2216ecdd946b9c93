/** RFC 7643 §2.3 and §7. */
export type AttributeType = 'string' | 'boolean' | 'decimal' | 'integer' | 'dateTime' | 'binary' | 'reference' | 'complex'
export type Mutability = 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly'
export type Returned = 'always' | 'never' | 'default' | 'request'
export type Uniqueness = 'none' | 'server' | 'global'

/** One attribute with its characteristics (RFC 7643 §7): the data that drives validation, filtering, PATCH, projection and discovery. */
export interface AttributeDefinition {
  readonly name: string
  readonly type: AttributeType
  readonly description: string
  readonly multiValued: boolean
  readonly required: boolean
  readonly caseExact: boolean
  readonly mutability: Mutability
  readonly returned: Returned
  readonly uniqueness: Uniqueness
  readonly canonicalValues?: readonly string[]
  readonly referenceTypes?: readonly string[]
  readonly subAttributes?: readonly AttributeDefinition[]
}

export interface SchemaDefinition {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly attributes: readonly AttributeDefinition[]
}

export interface ResourceTypeDefinition {
  readonly id: 'User' | 'Group'
  readonly name: string
  readonly endpoint: '/Users' | '/Groups'
  readonly description: string
  readonly schema: string
  readonly schemaExtensions: readonly { readonly schema: string; readonly required: boolean }[]
}

export type ResourceTypeName = ResourceTypeDefinition['id']

/** An attribute (or one of its sub-attributes) as found from a path written by a client, in whatever case. */
export interface ResolvedAttribute {
  /** URN of the extension that holds it; undefined for the resource type's own schema and the common attributes. */
  readonly extension: string | undefined
  readonly attribute: AttributeDefinition
  readonly sub: AttributeDefinition | undefined
  /** The definition that a value at this path obeys: `sub ?? attribute`. */
  readonly leaf: AttributeDefinition
  /** Key in the attribute index: lower-case, the extension URN before a colon, e.g. `username`, `emails.value`, `urn:…:user:manager.value`. */
  readonly key: string
}

/** The schemas of one organization (its own extensions among them), and the look-ups that everything else stands on. */
export interface Registry {
  readonly schemas: readonly SchemaDefinition[]
  readonly resourceTypes: readonly ResourceTypeDefinition[]
  schema(id: string): SchemaDefinition | undefined
  resourceType(name: ResourceTypeName): ResourceTypeDefinition
  /** The attributes a resource of this type has at its root: common attributes (id, externalId, meta, schemas) and its own schema's. */
  rootAttributes(type: ResourceTypeName): readonly AttributeDefinition[]
  /** Attributes of an extension by URN (any case), if the type has that extension. */
  extensionAttributes(type: ResourceTypeName, urn: string): { urn: string; attributes: readonly AttributeDefinition[] } | undefined
  /**
   * Resolves `name`, `name.sub`, `URN:name`, `URN:name.sub` (any case; the core URN too; a name that only an extension has needs no URN);
   * undefined when the type has no such attribute.
   */
  resolve(
    type: ResourceTypeName,
    path: { readonly schema?: string | undefined; readonly name: string; readonly sub?: string | undefined },
  ): ResolvedAttribute | undefined
}
