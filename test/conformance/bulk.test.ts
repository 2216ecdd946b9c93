import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../src/main/scim/limits.ts'
import { ENTERPRISE, GROUP, USER } from '../support/scim-client.ts'
import { fileEndpoint } from '../support/scim-endpoint.ts'

const endpoint = await fileEndpoint()
const { scim } = await endpoint.tenant('bulk')
const BULK_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'
const BULK_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse'

const bulk = (operations: unknown[], more: Record<string, unknown> = {}) =>
  scim.post('/Bulk', { schemas: [BULK_REQUEST], Operations: operations, ...more })
const user = (userName: string, bulkId: string, more: Record<string, unknown> = {}) => ({
  method: 'POST',
  path: '/Users',
  bulkId,
  data: { schemas: [USER], userName, ...more },
})
const group = (displayName: string, bulkId: string, ...members: unknown[]) => ({
  method: 'POST',
  path: '/Groups',
  bulkId,
  data: { schemas: [GROUP], displayName, members },
})
const idOf = (location: string | undefined) => location?.split('/').at(-1) ?? ''

describe('R7: the bulk requests that RFC 7644 §3.7 prints', () => {
  it('§3.7.1: two groups that have each other for a member', async () => {
    const { status, body } = await bulk([
      group('Group A', 'qwerty', { type: 'Group', value: 'bulkId:ytrewq' }),
      group('Group B', 'ytrewq', { type: 'Group', value: 'bulkId:qwerty' }),
    ])
    expect([status, body.schemas]).toEqual([200, [BULK_RESPONSE]])
    expect(body.Operations.map(({ method, bulkId, status: each }) => [method, bulkId, each])).toEqual([
      ['POST', 'qwerty', '201'],
      ['POST', 'ytrewq', '201'],
    ])
    const [a, b] = body.Operations.map(({ location }) => idOf(location))
    expect((await scim.get(`/Groups/${a}`)).body).toMatchObject({ displayName: 'Group A', members: [{ value: b, type: 'Group' }] })
    expect((await scim.get(`/Groups/${b}`)).body).toMatchObject({ displayName: 'Group B', members: [{ value: a, type: 'Group' }] })
  })

  it('§3.7.2: a group of a user made in the same request, in either order, and a manager', async () => {
    for (const turn of [0, 1]) {
      const [alice, guides, bob] = [
        user(`Alice${turn}`, 'qwerty'),
        group(`Tour Guides ${turn}`, 'ytrewq', { type: 'User', value: 'bulkId:qwerty' }),
        user(`Bob${turn}`, 'bob', { [ENTERPRISE]: { employeeNumber: '11250', manager: { value: 'bulkId:qwerty' } } }),
      ]
      const { body } = await bulk(turn === 0 ? [alice, guides, bob] : [bob, guides, alice])
      expect(body.Operations.map(({ status }) => status)).toEqual(['201', '201', '201'])
      const made = new Map(body.Operations.map(({ bulkId, location }) => [bulkId, idOf(location)]))
      expect((await scim.get(`/Groups/${made.get('ytrewq')}`)).body.members).toMatchObject([{ value: made.get('qwerty') }])
      expect((await scim.get(`/Users/${made.get('bob')}`)).body[ENTERPRISE]).toMatchObject({ manager: { value: made.get('qwerty') } })
    }
  })

  it('§3.7.3: POST, PUT, PATCH and DELETE in one request, with versions', async () => {
    const [bob, dave, jen] = [
      await scim.create('/Users', { userName: 'bob3' }),
      await scim.create('/Users', { userName: 'dave3', nickName: 'D' }),
      await scim.create('/Users', { userName: 'jen3' }),
    ]
    const version = 'W/"1"'
    const { status, body } = await bulk(
      [
        user('Alice3', 'qwerty'),
        { method: 'PUT', path: `/Users/${bob}`, version, data: { schemas: [USER], id: bob, userName: 'Bob' } },
        {
          method: 'PATCH',
          path: `/Users/${dave}`,
          version,
          data: [
            { op: 'remove', path: 'nickName' },
            { op: 'add', path: 'userName', value: 'Dave' },
          ],
        },
        { method: 'DELETE', path: `/Users/${jen}`, version },
      ],
      { failOnErrors: 1 },
    )
    expect(status).toBe(200)
    const location = (id: string) => `${scim.base}/Users/${id}`
    expect(body.Operations).toMatchObject([
      {
        method: 'POST',
        bulkId: 'qwerty',
        status: '201',
        version: 'W/"1"',
        location: expect.stringContaining(`${scim.base}/Users/`) as string,
      },
      { method: 'PUT', status: '200', version: 'W/"2"', location: location(bob) },
      { method: 'PATCH', status: '200', version: 'W/"2"', location: location(dave) },
      { method: 'DELETE', status: '204', location: location(jen) },
    ])
    expect((await scim.get(`/Users/${dave}`)).body).toMatchObject({ userName: 'Dave' })
    expect((await scim.get(`/Users/${jen}`)).status).toBe(404)
  })

  it('§3.7.3: errors are told in place: no userName, a version that is not current, an id that there is not', async () => {
    const stale = await scim.create('/Users', { userName: 'stale' })
    const { body } = await bulk([
      { method: 'POST', path: '/Users', bulkId: 'qwerty', data: { schemas: [USER], displayName: 'Alice' } },
      { method: 'PUT', path: `/Users/${stale}`, version: 'W/"3694e05e9dff591"', data: { userName: 'stale' } },
      { method: 'DELETE', path: '/Users/nobody' },
      user('after the errors', 'fine'),
    ])
    expect(body.Operations).toMatchObject([
      { method: 'POST', bulkId: 'qwerty', status: '400', response: { scimType: 'invalidValue', status: '400' } },
      { method: 'PUT', status: '412', location: `${scim.base}/Users/${stale}`, response: { status: '412' } },
      { method: 'DELETE', status: '404', location: `${scim.base}/Users/nobody`, response: { status: '404' } },
      { method: 'POST', bulkId: 'fine', status: '201' },
    ])
    expect(body.Operations[0]).not.toHaveProperty('location')
  })
})

describe('R7: order, errors and limits', () => {
  const bad = { method: 'POST', path: '/Users', bulkId: 'bad', data: { schemas: [USER] } }

  it('R7: failOnErrors ends the request when so many have failed; what was done before stays done', async () => {
    const operations = [user('f1', '1'), { ...bad, bulkId: '2' }, user('f3', '3'), { ...bad, bulkId: '4' }, user('f5', '5')]
    for (const [failOnErrors, answered] of [
      [1, 2],
      [2, 4],
      [3, 5],
      [undefined, 5],
    ] as const) {
      const named = operations.map((each, i) => ({
        ...each,
        data: { ...each.data, ...('userName' in each.data ? { userName: `f${failOnErrors}-${i}` } : {}) },
      }))
      const { status, body } = await bulk(named, { failOnErrors })
      expect([failOnErrors, status, body.Operations.length]).toEqual([failOnErrors, 200, answered])
    }
    expect((await scim.get('/Users?filter=userName%20sw%20%22f1-%22')).body.totalResults).toBe(1)
  })

  it('R7: a reference to what failed, or to nothing, fails with 409, and alone', async () => {
    const { body } = await bulk([
      bad,
      group('of bad', 'g', { value: 'bulkId:bad' }),
      group('of nothing', 'h', { value: 'bulkId:none' }),
      group('of nobody', 'i'),
    ])
    expect(body.Operations.map(({ status }) => status)).toEqual(['400', '409', '409', '201'])
  })

  it('R7: long chains and circles of three are resolved, whatever the order', async () => {
    const n = 60
    const chain = Array.from({ length: n }, (_, i) => group(`chain ${i}`, `c${i}`, ...(i + 1 < n ? [{ value: `bulkId:c${i + 1}` }] : [])))
    const circle = ['x', 'y', 'z'].map((name, i) => group(`circle ${name}`, name, { value: `bulkId:${['y', 'z', 'x'][i]}` }))
    const { body } = await bulk([...chain, ...circle])
    expect(new Set(body.Operations.map(({ status }) => status))).toEqual(new Set(['201']))
    expect(body.Operations.map(({ bulkId }) => bulkId)).toEqual([...chain, ...circle].map(({ bulkId }) => bulkId))
    for (const { location } of body.Operations.slice(-3)) expect((await scim.get(`/Groups/${idOf(location)}`)).body.members).toHaveLength(1)
  })

  it('R7: a bulkId in a path is the id of what was made', async () => {
    const { body } = await bulk([
      { method: 'PATCH', path: '/Users/bulkId:late', data: { Operations: [{ op: 'add', path: 'title', value: 'Patched' }] } },
      user('late', 'late'),
    ])
    expect(body.Operations.map(({ status }) => status)).toEqual(['200', '201'])
    expect((await scim.get('/Users?filter=title%20eq%20%22patched%22')).body.totalResults).toBe(1)
  })

  it('R7: an operation that cannot be tried fails alone', async () => {
    const { body } = await bulk([
      { method: 'GET', path: '/Users' },
      { method: 'POST', path: '/Devices', data: {} },
      { method: 'POST', path: '/Bulk', data: { Operations: [] } },
      { method: 'POST', path: '/Users' },
      { method: 'DELETE', path: '/Users' },
      { method: 'PUT', path: '/Users/x/y', data: {} },
      7,
      user('same', 'twice'),
      user('same again', 'twice'),
      user('unscathed', 'fine'),
    ])
    expect(body.Operations.map(({ status }) => status)).toEqual(['400', '404', '404', '400', '400', '404', '400', '201', '400', '201'])
  })

  it('R7: a request that is malformed as a whole is 400, and one with too many operations 413: nothing is done', async () => {
    const before = (await scim.get('/Users?count=0')).body.totalResults
    for (const body of [
      {},
      { Operations: {} },
      { Operations: 'x' },
      { Operations: [user('no', '1')], failOnErrors: -1 },
      { Operations: [user('no', '1')], failOnErrors: 'x' },
    ])
      expect((await scim.post('/Bulk', body)).status).toBe(400)
    const many = Array.from({ length: LIMITS.bulkOperations + 1 }, (_, i) => user(`many${i}`, String(i)))
    const { status, body } = await bulk(many)
    expect([status, body.status, body.detail]).toEqual([413, '413', expect.stringContaining(String(LIMITS.bulkOperations))])
    expect((await scim.get('/Users?count=0')).body.totalResults).toBe(before)
  })
})
