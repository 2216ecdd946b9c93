import { describe, expect, it } from 'vitest'
import { resourceTypeResource, schemaResource, serviceProviderConfigResource } from '../../src/main/protocol/discovery.ts'
import type { Json, JsonObject } from '../../src/main/protocol/json.ts'
import { bulkResponse, listResponse } from '../../src/main/protocol/messages.ts'
import { coreRegistry, ENTERPRISE_SCHEMA, GROUP_SCHEMA, USER_SCHEMA } from '../../src/main/protocol/schema/registry.ts'

const baseUrl = 'https://example.com/scim/v2'
const limits = { bodyBytes: 1_048_576, bulkOperations: 1000, defaultCount: 100, maxCount: 200 }

/** Every value in a document, with its path. */
function values(value: Json | undefined, path = ''): [string, Json | undefined][] {
  if (typeof value !== 'object' || value === null) return [[path, value]]
  return Object.entries(value).flatMap(([key, inner]) => values(inner, `${path}/${key}`))
}

describe('ServiceProviderConfig (RFC 7643 §5, RFC 9865 §4)', () => {
  const config = serviceProviderConfigResource({ baseUrl, limits })

  it('E5: states what is supported, with the shape of RFC 7643 §8.5', () => {
    expect(config).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      patch: { supported: true },
      bulk: { supported: true, maxOperations: 1000, maxPayloadSize: 1_048_576 },
      filter: { supported: true, maxResults: 200 },
      changePassword: { supported: false },
      sort: { supported: true },
      etag: { supported: true },
      authenticationSchemes: [{ type: 'oauthbearertoken', primary: true }],
      meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
    })
  })

  it('R5: states both kinds of paging', () => {
    expect(config['pagination']).toEqual({
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize: 100,
      maxPageSize: 200,
    })
  })
})

describe('resource types (RFC 7643 §6)', () => {
  it('E5: are those of RFC 7643 §8.6', () => {
    const [user, group] = coreRegistry.resourceTypes.map((type) => resourceTypeResource(type, baseUrl))
    expect(user).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
      id: 'User',
      name: 'User',
      endpoint: '/Users',
      description: 'User account',
      schema: USER_SCHEMA,
      schemaExtensions: [{ schema: ENTERPRISE_SCHEMA, required: false }],
      meta: { location: `${baseUrl}/ResourceTypes/User`, resourceType: 'ResourceType' },
    })
    expect(group).toMatchObject({ id: 'Group', endpoint: '/Groups', schema: GROUP_SCHEMA })
    expect(group).not.toHaveProperty('schemaExtensions')
  })
})

describe('schemas (RFC 7643 §7)', () => {
  const schemas = coreRegistry.schemas.map((schema) => schemaResource(schema, baseUrl))

  it('E5: are the core ones and the enterprise one, each at its URN', () => {
    expect(schemas.map((schema) => [schema['id'], schema['name'], (schema['meta'] as JsonObject)['location']])).toEqual([
      [USER_SCHEMA, 'User', `${baseUrl}/Schemas/${USER_SCHEMA}`],
      [GROUP_SCHEMA, 'Group', `${baseUrl}/Schemas/${GROUP_SCHEMA}`],
      [ENTERPRISE_SCHEMA, 'EnterpriseUser', `${baseUrl}/Schemas/${ENTERPRISE_SCHEMA}`],
    ])
  })

  it('E5: state every characteristic of every attribute, in the words of RFC 7643 §7', () => {
    const words = {
      type: ['string', 'boolean', 'decimal', 'integer', 'dateTime', 'binary', 'reference', 'complex'],
      mutability: ['readOnly', 'readWrite', 'immutable', 'writeOnly'],
      returned: ['always', 'never', 'default', 'request'],
      uniqueness: ['none', 'server', 'global'],
    }
    const check = (attribute: JsonObject): void => {
      for (const [name, allowed] of Object.entries(words)) expect(allowed).toContain(attribute[name])
      for (const name of ['multiValued', 'required', 'caseExact']) expect(typeof attribute[name]).toBe('boolean')
      for (const sub of (attribute['subAttributes'] ?? []) as JsonObject[]) check(sub)
    }
    for (const schema of schemas) for (const attribute of schema['attributes'] as JsonObject[]) check(attribute)
  })
})

describe('messages', () => {
  it('E5: no discovery document holds a null or a capital at the start of a name', () => {
    const documents = [
      serviceProviderConfigResource({ baseUrl, limits }),
      ...coreRegistry.resourceTypes.map((type) => resourceTypeResource(type, baseUrl)),
      ...coreRegistry.schemas.map((schema) => schemaResource(schema, baseUrl)),
    ]
    for (const [path, value] of documents.flatMap((document) => values(document))) {
      expect(value, path).not.toBeNull()
      expect(path).toMatch(/^(\/(\d+|[$a-z][A-Za-z\d$]*))+$/)
    }
  })

  it('E5: a ListResponse has no meta; a whole list says so', () => {
    expect(listResponse([{ id: 'a' }, { id: 'b' }])).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 2,
      itemsPerPage: 2,
      startIndex: 1,
      Resources: [{ id: 'a' }, { id: 'b' }],
    })
    expect(listResponse([])).toMatchObject({ totalResults: 0, Resources: [] })
  })

  it('R5: a page states where it stands, by index or by cursor', () => {
    expect(listResponse([{ id: 'a' }], { totalResults: 50, startIndex: 7 })).toMatchObject({
      totalResults: 50,
      startIndex: 7,
      itemsPerPage: 1,
    })
    const byCursor = listResponse([], { totalResults: 50, nextCursor: 'n', previousCursor: 'p' })
    expect(byCursor).toMatchObject({ nextCursor: 'n', previousCursor: 'p' })
    expect(byCursor).not.toHaveProperty('startIndex')
  })

  it('R7: a BulkResponse states each status as a string and leaves out what there is not', () => {
    expect(
      bulkResponse([
        { method: 'POST', bulkId: 'qwerty', status: 201, location: `${baseUrl}/Users/1`, version: 'W/"1"' },
        { method: 'DELETE', status: 404, response: { status: '404' } },
      ]),
    ).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkResponse'],
      Operations: [
        { location: `${baseUrl}/Users/1`, method: 'POST', bulkId: 'qwerty', version: 'W/"1"', status: '201' },
        { method: 'DELETE', status: '404', response: { status: '404' } },
      ],
    })
  })
})
