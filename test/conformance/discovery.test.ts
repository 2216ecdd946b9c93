import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../src/main/scim/limits.ts'
import { type Body, ENTERPRISE, GROUP, LIST_RESPONSE, USER } from '../support/scim-client.ts'
import { fileEndpoint } from '../support/scim-endpoint.ts'
import { RFC_SCHEMAS, type Stated } from './rfc7643-schemas.ts'

const endpoint = await fileEndpoint()
const { scim } = await endpoint.tenant('discovery')

describe('E5: ServiceProviderConfig (RFC 7643 §5)', () => {
  it('E5: states what is supported, and its limits are those that are enforced', async () => {
    const { status, body } = await scim.get('/ServiceProviderConfig')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      patch: { supported: true },
      bulk: { supported: true, maxOperations: LIMITS.bulkOperations, maxPayloadSize: LIMITS.bodyBytes },
      filter: { supported: true, maxResults: LIMITS.maxCount },
      changePassword: { supported: false },
      sort: { supported: true },
      etag: { supported: true },
      pagination: { cursor: true, index: true, defaultPageSize: LIMITS.defaultCount, maxPageSize: LIMITS.maxCount },
      authenticationSchemes: [{ type: 'oauthbearertoken', primary: true, name: expect.any(String) as unknown }],
      meta: { resourceType: 'ServiceProviderConfig', location: `${scim.base}/ServiceProviderConfig` },
    })
  })

  it('E5: allows what authentik and SCIM-SDK read from it: bulk of 100 operations or more, 200 results or more', async () => {
    const { body } = await scim.get('/ServiceProviderConfig')
    expect((body['bulk'] as { maxOperations: number }).maxOperations).toBeGreaterThanOrEqual(100)
    expect((body['filter'] as { maxResults: number }).maxResults).toBeGreaterThanOrEqual(200)
  })
})

describe('E5: ResourceTypes (RFC 7643 §6)', () => {
  it('E5: are a ListResponse without meta, each found by its id', async () => {
    const { body } = await scim.get('/ResourceTypes')
    expect(body).toEqual({
      schemas: [LIST_RESPONSE],
      totalResults: 2,
      itemsPerPage: 2,
      startIndex: 1,
      Resources: expect.any(Array) as unknown,
    })
    for (const listed of body.Resources) {
      const one = await scim.get(`/ResourceTypes/${listed.id}`)
      expect([one.status, one.body]).toEqual([200, listed])
    }
    expect(body.Resources).toMatchObject([
      { id: 'User', name: 'User', endpoint: '/Users', schema: USER, schemaExtensions: [{ schema: ENTERPRISE, required: false }] },
      { id: 'Group', name: 'Group', endpoint: '/Groups', schema: GROUP },
    ])
    expect(body.Resources.map(({ meta }) => meta['location'])).toEqual([
      `${scim.base}/ResourceTypes/User`,
      `${scim.base}/ResourceTypes/Group`,
    ])
  })

  it('E5: one that there is not is 404', async () => {
    expect((await scim.get('/ResourceTypes/Device')).status).toBe(404)
  })
})

/** The part of a served attribute that RFC 7643 prints: our descriptions are our own, and case is judged below. */
function served(attribute: Record<string, unknown>): Stated {
  const { description: _description, caseExact: _caseExact, subAttributes, ...rest } = attribute
  const subs = subAttributes as Record<string, unknown>[] | undefined
  return { ...rest, ...(subs === undefined ? {} : { subAttributes: subs.map(served) }) } as unknown as Stated
}

const attributesOf = (schema: Body) => schema['attributes'] as Record<string, unknown>[]

describe('E5: Schemas (RFC 7643 §7, §8.7.1)', () => {
  it('E5: are a ListResponse, each found by its URN in any case', async () => {
    const { body } = await scim.get('/Schemas')
    expect([body.schemas, body.totalResults]).toEqual([[LIST_RESPONSE], body.Resources.length])
    expect(body).not.toHaveProperty('meta')
    for (const listed of body.Resources)
      for (const id of [listed.id, listed.id.toUpperCase(), encodeURIComponent(listed.id)])
        expect((await scim.get(`/Schemas/${id}`)).body).toEqual(listed)
    expect((await scim.get('/Schemas/urn:nobody')).status).toBe(404)
  })

  it.each([...RFC_SCHEMAS])('E5: %s has every attribute of the RFC with its characteristics', async (urn, expected) => {
    const { body } = await scim.get(`/Schemas/${urn}`)
    expect(body.meta).toEqual({ resourceType: 'Schema', location: `${scim.base}/Schemas/${urn}` })
    const ours = new Map(attributesOf(body).map((attribute) => [attribute['name'], served(attribute)]))
    for (const attribute of expected) {
      const { subAttributes = [], ...whole } = attribute
      const mine = ours.get(attribute.name)
      expect(mine).toMatchObject(whole)
      for (const sub of subAttributes) expect(mine?.subAttributes?.find(({ name }) => name === sub.name)).toEqual(sub)
    }
    expect([...ours.keys()]).toEqual(expected.map(({ name }) => name))
  })

  it('E5: beyond the RFC only primary addresses and the names of members are stated, which are both returned', async () => {
    const extra: string[] = []
    for (const [urn, expected] of RFC_SCHEMAS) {
      const { body } = await scim.get(`/Schemas/${urn}`)
      for (const attribute of attributesOf(body).map(served)) {
        const known = expected.find(({ name }) => name === attribute.name)?.subAttributes?.map(({ name }) => name) ?? []
        for (const { name } of attribute.subAttributes ?? []) if (!known.includes(name)) extra.push(`${attribute.name}.${name}`)
      }
    }
    expect(extra).toEqual(['addresses.primary', 'members.display'])
  })

  it('E5: every characteristic is in words and none is null: clients build their mapping from them', async () => {
    const { text, body } = await scim.get('/Schemas')
    expect(text).not.toContain('null')
    const flat = (attribute: Record<string, unknown>): Record<string, unknown>[] => [
      attribute,
      ...((attribute['subAttributes'] as Record<string, unknown>[] | undefined) ?? []).flatMap(flat),
    ]
    for (const attribute of body.Resources.flatMap(attributesOf).flatMap(flat))
      expect(Object.keys(attribute)).toEqual(
        expect.arrayContaining([
          'name',
          'type',
          'multiValued',
          'description',
          'required',
          'caseExact',
          'mutability',
          'returned',
          'uniqueness',
        ]),
      )
  })

  it('E5: text is compared as it is stated: without case, save what identifies', async () => {
    const { body } = await scim.get(`/Schemas/${USER}`)
    const exact = attributesOf(body).filter(({ caseExact }) => caseExact === true)
    expect(exact.map(({ name }) => name)).toEqual([])
  })
})

describe('E5: the discovery endpoints (RFC 7644 §4)', () => {
  it.each(['/ServiceProviderConfig', '/ResourceTypes', '/Schemas'])('E5: %s cannot be filtered: 403', async (path) => {
    expect((await scim.get(`${path}?filter=name%20pr`)).status).toBe(403)
  })

  it.each(['/ServiceProviderConfig', '/ResourceTypes', '/Schemas'])('E5: %s can only be read: 405 with Allow', async (path) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const { status, headers } = await scim.send(method, path, method === 'DELETE' ? undefined : {})
      expect([method, status, headers['allow']]).toEqual([method, 405, 'GET'])
    }
  })

  it('E5: an extension in use is in the schemas of the resource, and only then (RFC 7643 §3)', async () => {
    const plain = await scim.post('/Users', { schemas: [USER, ENTERPRISE], userName: 'plain' })
    expect(plain.body.schemas).toEqual([USER])
    const extended = await scim.post('/Users', { schemas: [USER], userName: 'extended', [ENTERPRISE]: { department: 'Ops' } })
    expect(extended.body.schemas).toEqual([USER, ENTERPRISE])
  })
})
