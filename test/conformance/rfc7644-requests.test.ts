import { describe, expect, it } from 'vitest'
import { ENTERPRISE, ERROR, filtered, LIST_RESPONSE, USER } from '../support/scim-client.ts'
import { fileEndpoint } from '../support/scim-endpoint.ts'
import { postedUser } from './rfc-resources.ts'

const endpoint = await fileEndpoint()
const SEARCH_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'

describe('RFC 7644 §3.3, §3.4.1: creating and reading', async () => {
  const { scim } = await endpoint.tenant('creating')
  const made = await scim.post('/Users', postedUser)

  it('§3.3: POST is answered 201 with the resource, its Location and its ETag', () => {
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject(postedUser)
    const { meta } = made.body
    expect(made.headers).toMatchObject({ location: `${scim.base}/Users/${made.body.id}`, etag: meta['version'] })
    expect(meta).toMatchObject({ resourceType: 'User', location: made.headers['location'], created: meta['lastModified'] })
    expect(meta['created']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/)
    expect(meta['version']).toMatch(/^W\/"[^"]+"$/)
  })

  it('§3.3: POST of the same again is 409 uniqueness', async () => {
    const { status, body } = await scim.post('/Users', postedUser)
    expect([status, body.scimType, body.status]).toEqual([409, 'uniqueness', '409'])
  })

  it('§3.4.1: GET is answered 200 with the same, its Location and its ETag', async () => {
    const { status, headers, body } = await scim.get(`/Users/${made.body.id}`)
    expect([status, body, headers['location'], headers['etag']]).toEqual([200, made.body, made.headers['location'], made.headers['etag']])
  })

  it('§3.4.1: HEAD is GET without the body', async () => {
    const { status, headers, text } = await scim.send('HEAD', `/Users/${made.body.id}`)
    expect([status, text, headers['etag']]).toEqual([200, '', made.headers['etag']])
  })

  it('§3.9: GET with attributes=userName returns that and what is always returned', async () => {
    const { body } = await scim.get(`/Users/${made.body.id}?attributes=userName`)
    expect(body).toEqual({ schemas: [USER], id: made.body.id, userName: 'bjensen' })
  })

  it('§3.12: a resource that there is not is 404 with its id in the detail', async () => {
    const { status, body } = await scim.get('/Users/2819c223-7f76-453a-919d-413861904646')
    expect([status, body]).toEqual([
      404,
      { schemas: [ERROR], status: '404', detail: expect.stringContaining('2819c223-7f76-453a-919d-413861904646') as unknown },
    ])
  })
})

describe('RFC 7644 §3.4.2, §3.4.3: querying', async () => {
  const { scim } = await endpoint.tenant('querying')
  for (const [userName, displayName] of [
    ['bjensen', 'Babs Jensen'],
    ['jsmith', 'Smith, James'],
    ['asmith', 'SMITH, Ann'],
  ])
    await scim.create('/Users', { userName, displayName })
  await scim.create('/Groups', { displayName: 'Smith Group' })

  it('§3.4.2: GET /Users?attributes=userName is a ListResponse of just that', async () => {
    const { status, body } = await scim.get('/Users?attributes=userName')
    expect([status, body.schemas, body.totalResults]).toEqual([200, [LIST_RESPONSE], 3])
    for (const resource of body.Resources) expect(Object.keys(resource).toSorted()).toEqual(['id', 'schemas', 'userName'])
  })

  it('§3.4.2.1: GET / with an unquoted filter on meta.resourceType finds users and groups', async () => {
    const { status, body } = await scim.get(filtered('/', '(meta.resourceType eq User) or (meta.resourceType eq Group)'))
    expect([status, body.totalResults, body.Resources.map(({ meta }) => meta['resourceType'])]).toEqual([
      200,
      4,
      ['User', 'User', 'User', 'Group'],
    ])
    expect((await scim.get(filtered('/', 'meta.resourceType eq "Group"'))).body.totalResults).toBe(1)
  })

  it('R6, §3.4.3: POST /.search is a query of both types', async () => {
    const { status, body } = await scim.post('/.search', {
      schemas: [SEARCH_REQUEST],
      attributes: ['displayName', 'userName'],
      filter: 'displayName sw "smith"',
      startIndex: 1,
      count: 10,
    })
    expect([status, body.schemas, body.totalResults, body.itemsPerPage, body['startIndex']]).toEqual([200, [LIST_RESPONSE], 3, 3, 1])
    expect(body.Resources.map(({ id: _id, schemas: _schemas, ...shown }) => shown)).toEqual([
      { userName: 'jsmith', displayName: 'Smith, James' },
      { userName: 'asmith', displayName: 'SMITH, Ann' },
      { displayName: 'Smith Group' },
    ])
  })

  it('R6: .search of one type, with every parameter that a URL has', async () => {
    const { body } = await scim.post('/Users/.search', {
      schemas: [SEARCH_REQUEST],
      excludedAttributes: ['meta', 'active', 'name'],
      filter: 'userName co "smith"',
      sortBy: 'userName',
      sortOrder: 'descending',
      startIndex: 2,
      count: 5,
    })
    expect([body.totalResults, body['startIndex'], body.itemsPerPage]).toEqual([2, 2, 1])
    expect(body.Resources).toMatchObject([{ userName: 'asmith' }])
    expect(body.Resources[0]).not.toHaveProperty('meta')
    const groups = await scim.post('/Groups/.search', { filter: 'displayName sw "smith"' })
    expect(groups.body.totalResults).toBe(1)
  })

  it('R6: .search refuses wrong types as a URL would', async () => {
    for (const wrong of [{ filter: 7 }, { count: 'many' }, { attributes: 7 }, { attributes: [7] }, { sortBy: {} }, { startIndex: true }])
      expect([wrong, (await scim.post('/.search', wrong)).body.scimType]).toEqual([wrong, 'invalidValue'])
    expect((await scim.post('/Users/.search', { filter: 'a b c' })).body.scimType).toBe('invalidFilter')
    expect((await scim.get('/.search')).status).toBe(405)
  })

  it('R6, §3.11: /Me is 501: the token is an integration’s, not a person’s', async () => {
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'POST'])
      expect((await scim.send(method, '/Me', method === 'GET' || method === 'DELETE' ? undefined : {})).status).toBe(501)
  })
})

describe('RFC 7644 §3.5.1: PUT', async () => {
  const { scim } = await endpoint.tenant('replacing')

  it('§3.5.1, R3: replaces: what is sent is set, what is not is gone, what is read-only is ignored', async () => {
    const id = await scim.create('/Users', { ...postedUser, title: 'Gone', [ENTERPRISE]: { department: 'Gone too' } })
    const { status, body } = await scim.put(`/Users/${id}`, {
      schemas: [USER],
      id,
      userName: 'bjensen',
      externalId: 'bjensen',
      name: { formatted: 'Ms. Barbara J Jensen III', familyName: 'Jensen', givenName: 'Barbara', middleName: 'Jane' },
      roles: [],
      emails: [{ value: 'bjensen@example.com' }, { value: 'babs@jensen.org' }],
      groups: [{ value: 'never', display: 'Never' }],
      meta: { resourceType: 'Group', created: '1999-01-01T00:00:00Z' },
    })
    expect(status).toBe(200)
    expect(body).toEqual({
      schemas: [USER],
      id,
      userName: 'bjensen',
      externalId: 'bjensen',
      active: true,
      name: { formatted: 'Ms. Barbara J Jensen III', familyName: 'Jensen', givenName: 'Barbara', middleName: 'Jane' },
      emails: [{ value: 'bjensen@example.com' }, { value: 'babs@jensen.org' }],
      meta: expect.objectContaining({ resourceType: 'User', version: 'W/"2"' }) as unknown,
    })
  })

  it('R3: PUT never makes a resource: 404 for an id that there is not', async () => {
    expect((await scim.put('/Users/nobody', postedUser)).status).toBe(404)
  })

  it('R3: PUT without what is required is 400 and changes nothing', async () => {
    const id = await scim.create('/Users', { userName: 'required' })
    const before = (await scim.get(`/Users/${id}`)).body
    expect((await scim.put(`/Users/${id}`, { schemas: [USER], title: 'x' })).body.scimType).toBe('invalidValue')
    expect((await scim.get(`/Users/${id}`)).body).toEqual(before)
  })
})

describe('RFC 7644 §3.6: DELETE', async () => {
  const { scim } = await endpoint.tenant('deleting')

  it('§3.6: is 204 without a body; then the resource is 404 for every method and in no list', async () => {
    const id = await scim.create('/Users', { userName: 'gone' })
    const { status, text, headers } = await scim.delete(`/Users/${id}`)
    expect([status, text, headers['content-length']]).toEqual([204, '', undefined])
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE'])
      expect(
        (
          await scim.send(
            method,
            `/Users/${id}`,
            method === 'PUT' || method === 'PATCH' ? { Operations: [{ op: 'remove', path: 'title' }] } : undefined,
          )
        ).status,
      ).toBe(404)
    expect((await scim.get('/Users')).body.totalResults).toBe(0)
  })
})

describe('R8, RFC 7644 §3.14: versions', async () => {
  const { scim } = await endpoint.tenant('versions')

  it.each([
    ['/Users', { userName: 'versioned' }, 'nickName'],
    ['/Groups', { displayName: 'versioned' }, 'externalId'],
  ] as const)('R8: %s have a weak ETag that changes when, and only when, the resource does', async (endpointPath, body, attribute) => {
    const path = `${endpointPath}/${await scim.create(endpointPath, body)}`
    const etag = async () => (await scim.get(path)).headers['etag']
    const first = await etag()
    expect(first).toMatch(/^W\/"/)
    await scim.patch(path, [{ op: 'replace', path: attribute, value: 'x' }])
    const second = await etag()
    await scim.patch(path, [{ op: 'replace', path: attribute, value: 'x' }])
    expect([first === second, await etag()]).toEqual([false, second])
  })

  it('R8: a member added or removed is a new version of the group; one added again is not', async () => {
    const user = await scim.create('/Users', { userName: 'member' })
    const path = `/Groups/${await scim.create('/Groups', { displayName: 'membership' })}`
    const after = async (op: string) => (await scim.patch(path, [{ op, path: 'members', value: [{ value: user }] }])).headers['etag']
    const tags = [
      (await scim.get(path)).headers['etag'],
      await after('add'),
      await after('add'),
      await after('remove'),
      await after('remove'),
    ]
    expect([tags[0] === tags[1], tags[1] === tags[2], tags[2] === tags[3], tags[3] === tags[4]]).toEqual([false, true, false, true])
  })

  it('R8: If-None-Match with the version that the client has is 304 without a body; another is 200', async () => {
    const path = `/Users/${await scim.create('/Users', { userName: 'cached' })}`
    const { headers } = await scim.get(path)
    const etag = String(headers['etag'])
    for (const known of [etag, `"x", ${etag}`, '*', etag.replace('W/', '')]) {
      const answer = await scim.get(path, { headers: { 'if-none-match': known } })
      expect([known, answer.status, answer.text, answer.headers['etag']]).toEqual([known, 304, '', etag])
    }
    expect((await scim.get(path, { headers: { 'if-none-match': 'W/"e180ee84f0671b1"' } })).status).toBe(200)
  })

  it('R8: If-Match with another version than the current one is 412 for PUT, PATCH and DELETE, and nothing is changed', async () => {
    for (const [endpointPath, body] of [
      ['/Users', { userName: 'matched' }],
      ['/Groups', { displayName: 'matched' }],
    ] as const) {
      const path = `${endpointPath}/${await scim.create(endpointPath, body)}`
      const stale = { headers: { 'if-match': 'W/"a330bc54f0671c9"' } }
      expect((await scim.put(path, { ...body, externalId: 'x' }, stale)).status).toBe(412)
      expect((await scim.patch(path, [{ op: 'add', path: 'externalId', value: 'x' }], stale)).status).toBe(412)
      expect((await scim.delete(path, stale)).status).toBe(412)
      const { headers, body: read } = await scim.get(path)
      expect(read).not.toHaveProperty('externalId')
      const current = { headers: { 'if-match': String(headers['etag']) } }
      expect((await scim.patch(path, [{ op: 'add', path: 'externalId', value: 'x' }], current)).status).toBeLessThan(300)
      expect((await scim.delete(path, current)).status).toBe(412)
      expect((await scim.delete(path, { headers: { 'if-match': '*' } })).status).toBe(204)
    }
  })
})
