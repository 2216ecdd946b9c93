import { describe, expect, it } from 'vitest'
import { type Answered, ERROR, filtered, LIST_RESPONSE, USER } from '../support/scim-client.ts'
import { fileEndpoint } from '../support/scim-endpoint.ts'

const endpoint = await fileEndpoint()
const { scim, token } = await endpoint.tenant('errors')

describe('E6: connection tests succeed with URL and token alone', () => {
  const EMPTY = { schemas: [LIST_RESPONSE], totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] }

  it.each([
    filtered('/Users', 'userName eq "0aa1c1fd-5b8e-4b1b-9d52-5d3b2b6b9d11"'),
    filtered('/Users', 'externalId eq "0aa1c1fd"'),
    filtered('/Users', 'emails[type eq "work"].value eq "a@b.c"'),
    filtered('/Groups', 'displayName eq "8c0f2a1e"', { excludedAttributes: 'members' }),
    '/Users?filter=userName+eq+%22x%22&',
    '/Users?filter=userName+eq+"x%40y.z"',
  ])('E6: %s is an empty ListResponse on an empty organization', async (path) => {
    const { status, body } = await scim.get(path)
    expect([status, body]).toEqual([200, EMPTY])
  })

  it.each(['/Users?startIndex=1&count=2', '/Groups?startIndex=1&count=2', '/Users?count=1&startIndex=1'])(
    'E6: Okta’s %s has its numbers as numbers',
    async (path) => {
      const { status, body } = await scim.get(path)
      expect([status, body.totalResults, body['startIndex'], body.itemsPerPage]).toEqual([200, 0, 1, 0])
    },
  )

  it('E6: a filter that matches part of a name, or a wildcard, finds nobody', async () => {
    const id = await scim.create('/Users', { userName: 'someone@acme.example' })
    for (const value of ['.*', '*', '%', '_omeone@acme.example', 'someone', 'someone@acme.exampl'])
      expect([value, (await scim.get(filtered('/Users', `userName eq "${value}"`))).body.totalResults]).toEqual([value, 0])
    await scim.delete(`/Users/${id}`)
  })
})

describe('E7: errors are SCIM error bodies', () => {
  const patch = (path: string, operation: unknown) => scim.patch(path, [operation])
  const cases: readonly [what: string, ask: () => Promise<Answered>, status: number, scimType: string | undefined][] = [
    ['a filter that cannot be read', () => scim.get(filtered('/Users', 'userName eq')), 400, 'invalidFilter'],
    ['a filter on an attribute that there is not', () => scim.get(filtered('/Users', 'nobody eq "x"')), 400, 'invalidFilter'],
    ['JSON that cannot be read', () => scim.post('/Users', '{"userName":'), 400, 'invalidSyntax'],
    ['a body that is no object', () => scim.post('/Users', '["x"]'), 400, 'invalidSyntax'],
    ['no body', () => scim.send('POST', '/Users'), 400, 'invalidSyntax'],
    ['a required attribute left out', () => scim.post('/Users', { schemas: [USER] }), 400, 'invalidValue'],
    ['a wrong type', () => scim.post('/Users', { userName: 'x', name: 'x' }), 400, 'invalidValue'],
    ['an unknown id', () => scim.get('/Users/nobody'), 404, undefined],
    ['an unknown endpoint', () => scim.get('/Devices'), 404, undefined],
    ['an unknown id to PATCH', () => patch('/Groups/nobody', { op: 'remove', path: 'members' }), 404, undefined],
    ['a method that does not apply', () => scim.delete('/Users'), 405, undefined],
    ['/Me', () => scim.get('/Me'), 501, undefined],
    ['a sort attribute that there is not', () => scim.get('/Users?sortBy=nobody'), 400, 'invalidPath'],
    ['a sort order that there is not', () => scim.get('/Users?sortBy=userName&sortOrder=up'), 400, 'invalidValue'],
    ['a count that is no number', () => scim.get('/Users?count=many'), 400, 'invalidValue'],
    ['a cursor that was not given out', () => scim.get('/Users?cursor=made-up'), 400, 'invalidCursor'],
    ['a count that does not go with a cursor', () => scim.get('/Users?cursor&count=0'), 400, 'invalidCount'],
    ['an undecodable path', () => scim.get('/Users/%ff'), 404, undefined],
  ]

  it.each(cases)('E7: %s', async (_what, ask, status, scimType) => {
    const answer = await ask()
    expect(answer.status).toBe(status)
    expect(answer.body).toEqual({
      schemas: [ERROR],
      status: String(status),
      ...(scimType === undefined ? {} : { scimType }),
      detail: expect.stringMatching(/\S/) as unknown,
    })
  })

  it('E7: no stack, no SQL and no token appears in any of them', async () => {
    const texts = await Promise.all(cases.map(async ([, ask]) => (await ask()).text))
    for (const text of texts) {
      expect(text).not.toMatch(/\bat .*\(|\.ts:\d|node:|SQLITE|SELECT |INSERT |constraint/i)
      expect(text).not.toContain(token.slice(20, 40))
    }
    expect(endpoint.incidents).toEqual([])
  })

  it('E7, R1: tell where a filter goes wrong and what was meant', async () => {
    const at = async (filter: string) => (await scim.get(filtered('/Users', filter))).body.detail
    expect(await at('userName eq "x" und active eq true')).toMatch(/column 17\b/)
    expect(await at('usrName eq "x"')).toMatch(/column 1\b.*"userName"/)
    expect(await at('title pr and')).toMatch(/column 13\b/)
    expect(await at('(title pr')).toMatch(/column 10\b/)
  })
})

describe('unexpected failures', () => {
  it('E7: a damaged document is a 500 that names an incident and tells nothing of the inside', async () => {
    const id = await scim.create('/Users', { userName: 'damaged@acme.example' })
    await endpoint.data.database.write((tx) => tx.run("UPDATE users SET document = '{' WHERE id = ?", id))
    const { status, body, headers } = await scim.get(`/Users/${id}`)
    expect([status, headers['content-type'], body.status]).toEqual([500, 'application/scim+json', '500'])
    expect(body.detail).toMatch(/^The service failed to carry out the request; nothing was changed\. Incident #1\.$/)
    expect(endpoint.incidents.splice(0)).toEqual([expect.any(SyntaxError)])
  })
})
