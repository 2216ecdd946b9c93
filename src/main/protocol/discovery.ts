import type { JsonObject } from './json.ts'
import type { AttributeDefinition, ResourceTypeDefinition, SchemaDefinition } from './schema/types.ts'

const SERVICE_PROVIDER_CONFIG = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'
const RESOURCE_TYPE = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType'
const SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Schema'

export interface DiscoveryLimits {
  /** Bytes of a request body, a bulk request's among them. */
  readonly bodyBytes: number
  readonly bulkOperations: number
  /** Resources a page when the client does not say, and at the most. */
  readonly defaultCount: number
  readonly maxCount: number
}

/**
 * ServiceProviderConfig (RFC 7643 §5, with RFC 9865's `pagination`): what the service does, and nothing that it does not (E5). Cursors
 * carry their place themselves and do not expire, so that no `cursorTimeout` is stated.
 */
export function serviceProviderConfigResource({
  baseUrl,
  limits,
}: {
  readonly baseUrl: string
  readonly limits: DiscoveryLimits
}): JsonObject {
  return {
    schemas: [SERVICE_PROVIDER_CONFIG],
    patch: { supported: true },
    bulk: { supported: true, maxOperations: limits.bulkOperations, maxPayloadSize: limits.bodyBytes },
    filter: { supported: true, maxResults: limits.maxCount },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    pagination: {
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize: limits.defaultCount,
      maxPageSize: limits.maxCount,
    },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'OAuth Bearer Token',
        description: 'The token of the provisioning integration, in the Authorization header.',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
  }
}

/** A resource type as RFC 7643 §6 describes it. */
export function resourceTypeResource(type: ResourceTypeDefinition, baseUrl: string): JsonObject {
  return {
    schemas: [RESOURCE_TYPE],
    id: type.id,
    name: type.name,
    endpoint: type.endpoint,
    description: type.description,
    schema: type.schema,
    ...(type.schemaExtensions.length === 0
      ? {}
      : { schemaExtensions: type.schemaExtensions.map(({ schema, required }) => ({ schema, required })) }),
    meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${type.id}` },
  }
}

/** A schema as RFC 7643 §7 describes it. */
export function schemaResource(schema: SchemaDefinition, baseUrl: string): JsonObject {
  return {
    schemas: [SCHEMA],
    id: schema.id,
    name: schema.name,
    description: schema.description,
    attributes: schema.attributes.map(attributeResource),
    meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${schema.id}` },
  }
}

/** Every characteristic in words, defaults too: Google and SCIM-SDK build their mapping from what they read here. */
function attributeResource(attribute: AttributeDefinition): JsonObject {
  const { name, type, multiValued, description, required, caseExact, mutability, returned, uniqueness } = attribute
  const { canonicalValues, referenceTypes, subAttributes } = attribute
  return {
    name,
    type,
    multiValued,
    description,
    required,
    ...(canonicalValues === undefined ? {} : { canonicalValues: [...canonicalValues] }),
    caseExact,
    mutability,
    returned,
    uniqueness,
    ...(referenceTypes === undefined ? {} : { referenceTypes: [...referenceTypes] }),
    ...(subAttributes === undefined ? {} : { subAttributes: subAttributes.map(attributeResource) }),
  }
}
