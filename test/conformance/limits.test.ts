import { describe, expect, it } from 'vitest'
import { LIMITS } from '../../src/main/scim/limits.ts'
import { fillUsers } from '../support/fill.ts'
import { query, USER } from '../support/scim-client.ts'
import { fileEndpoint } from '../support/scim-endpoint.ts'

const endpoint = await fileEndpoint()
const { scim, organization } = await endpoint.tenant('limits')
const user = await scim.create('/Users', { userName: 'limited' })
const search = (filter: string) => scim.post('/Users/.search', { filter })

/** JSON text nested so deep, the object around it counted. */
const nested = (depth: number) => `{"userName":"deep","x":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`

describe('R10: limits are answered with 413 or 400, never with a crash', () => {
  it('R10: a body larger than is advertised is 413, announced or not', async () => {
    const body = JSON.stringify({ schemas: [USER], userName: 'large', title: 'x'.repeat(LIMITS.bodyBytes) })
    const { status, body: error } = await scim.post('/Users', body)
    expect([status, error.status]).toEqual([413, '413'])
    expect((await scim.post('/Users', body, { headers: { 'transfer-encoding': 'chunked' } })).status).toBe(413)
    expect((await scim.get('/Users?count=0')).body.totalResults).toBe(1)
  })

  it('R10: a body just within it is read', async () => {
    const around = JSON.stringify({ schemas: [USER], userName: 'fits', x: '' }).length
    const { status } = await scim.post('/Users', { schemas: [USER], userName: 'fits', x: 'y'.repeat(LIMITS.bodyBytes - around) })
    expect(status).toBe(201)
  })

  it('R10: nesting deeper than is read is 400 invalidSyntax, be it a thousand times as deep', async () => {
    expect((await scim.post('/Users', nested(LIMITS.jsonDepth))).status).toBe(201)
    for (const depth of [LIMITS.jsonDepth + 1, 1_000, 1_000_000])
      expect([depth, (await scim.post('/Users', nested(depth))).body.scimType]).toEqual([depth, 'invalidSyntax'])
    const inString = JSON.stringify({ userName: 'brackets', title: '[{'.repeat(500) })
    expect((await scim.post('/Users', inString)).status).toBe(201)
  })

  it('R10: a page is never larger than is advertised', async () => {
    const { body } = await scim.get(query('/Users', { count: LIMITS.maxCount * 10 }))
    expect(body.itemsPerPage).toBeLessThanOrEqual(LIMITS.maxCount)
  })

  it('R10: filters: length, depth and number of comparisons', async () => {
    const long = `userName eq "${'x'.repeat(LIMITS.filterLength)}"`
    expect((await search(long)).body.scimType).toBe('invalidFilter')
    const deep = (depth: number) => `${'('.repeat(depth)}userName pr${')'.repeat(depth)}`
    expect((await search(deep(LIMITS.filterDepth))).status).toBe(200)
    for (const depth of [LIMITS.filterDepth + 1, 3_000]) expect((await search(deep(depth))).body.scimType).toBe('invalidFilter')
    const not = (depth: number) => `${'not ('.repeat(depth)}userName pr${')'.repeat(depth)}`
    expect((await search(not(LIMITS.filterDepth + 1))).body.scimType).toBe('invalidFilter')
    const wide = (terms: number) => Array.from({ length: terms }, (_, i) => `userName eq "${i}"`).join(' or ')
    expect((await search(wide(150))).status).toBe(200)
    // Groups are relations: SQLite gives a statement up that has some hundred walks of them.
    const related = (terms: number) => Array.from({ length: terms }, (_, i) => `groups.display co "${i}"`).join(' or ')
    expect((await search(related(50))).status).toBe(200)
    expect((await search(related(190))).body.scimType).toBe('invalidFilter')
    const paired = Array.from({ length: 90 }, () => 'groups[value eq "x" and type eq "direct"]').join(' or ')
    expect((await search(paired)).body.scimType).toBe('invalidFilter')
    expect((await search(wide(400))).body.scimType).toBe('invalidFilter')
  })

  it('R10: PATCH operations', async () => {
    const patch = (n: number) =>
      scim.patch(
        `/Users/${user}`,
        Array.from({ length: n }, () => ({ op: 'replace', path: 'title', value: 'x' })),
      )
    expect((await patch(LIMITS.patchOperations)).status).toBe(200)
    const { status, body } = await patch(LIMITS.patchOperations + 1)
    expect([status, body.detail]).toEqual([413, expect.stringContaining(String(LIMITS.patchOperations))])
  })

  it('R10: headers and request lines that are too long are 431', async () => {
    const { status, body } = await scim.get(`/Users?filter=${'x'.repeat(20_000)}`)
    expect([status, body.status]).toEqual([431, '431'])
  })

  it('R10: a group of 5,000 members in one request is kept whole', async () => {
    const documents = Array.from({ length: 5_000 }, (_, i) => ({ userName: `many-${i}` }))
    const people = await fillUsers(endpoint.data.domain, organization.id, documents)
    const { status, body } = await scim.post('/Groups', { displayName: 'Many', members: people.map((value) => ({ value })) })
    expect([status, new Set(body.members.map(({ value }) => value)).size]).toEqual([201, 5_000])
  })
})
