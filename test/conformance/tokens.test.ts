import { afterEach, describe, expect, it } from 'vitest'
import { createIntegration } from '../../src/main/domain/integrations.ts'
import { issueToken, revokeLiveToken } from '../../src/main/domain/tokens.ts'
import { ERROR, USER } from '../support/scim-client.ts'
import { ADMIN, fileEndpoint, type Tenant } from '../support/scim-endpoint.ts'

const endpoint = await fileEndpoint()
const { data } = endpoint
const acme = await endpoint.tenant('acme')
const globex = await endpoint.tenant('globex')
const START = data.time.now
const DAY = 86_400_000

afterEach(async () => {
  data.time.now = START
  // A success clears the count of failures from this address, so that no test waits for another's.
  await globex.scim.get('/Users?count=0')
})

const issue = (tenant: Tenant, lifetime: null | 30 = null) =>
  data.domain.change({ actor: ADMIN }, (change) => issueToken(change, tenant.integration, lifetime))

async function refusal(authorization: string | null, scim = acme.scim) {
  const headers: Record<string, string> = authorization === null ? {} : { authorization }
  const { status, headers: answered, body, text } = await scim.get('/Users?count=0', { token: null, headers })
  expect({ status, challenge: answered['www-authenticate'], body }).toEqual({
    status: 401,
    // RFC 6750 §3.1: only who has presented a token is told that it is wrong.
    challenge: expect.stringMatching(
      (authorization ?? '') === '' ? /^Bearer realm="[^"]+"$/ : /^Bearer .*error="invalid_token"$/,
    ) as unknown,
    body: { schemas: [ERROR], status: '401', detail: expect.any(String) as unknown },
  })
  expect(text).not.toContain('muster_')
  return body.detail
}

describe('T5: 401 in five cases', () => {
  it('T5: a missing token is told apart: the header to send is named', async () => {
    expect(await refusal(null)).toContain('Authorization: Bearer')
    expect(await refusal('')).toContain('Authorization: Bearer')
  })

  it('T5: a malformed one too: cut, altered, another scheme, no Muster token at all', async () => {
    const { token } = acme
    const changed = (token.at(-10) === 'a' ? 'b' : 'a') + token.slice(-9)
    const malformed = [
      `Bearer ${token.slice(0, -1)}`,
      `Bearer ${token.slice(0, -10)}${changed}`,
      `Bearer ${token}x`,
      `Bearer ${token} ${token}`,
      `Basic ${Buffer.from(`x:${token}`).toString('base64')}`,
      'Bearer',
      'Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln',
      token,
    ]
    for (const authorization of malformed) {
      expect([authorization, await refusal(authorization)]).toEqual([authorization, expect.stringContaining('not a complete Muster token')])
      await globex.scim.get('/Users?count=0')
    }
  })

  it('T5: an unknown one, and one of another organization, are answered alike', async () => {
    const stranger = await endpoint.tenant('stranger')
    const unknown = await issue(stranger)
    const details = [await refusal(`Bearer ${stranger.token}`), await refusal(`Bearer ${unknown}`), await refusal(`Bearer ${globex.token}`)]
    expect(new Set(details)).toEqual(new Set(['The bearer token does not open this endpoint.']))
  })

  it('T5: only who held a token learns that it was revoked', async () => {
    const tenant = await endpoint.tenant('revoked')
    await data.domain.change({ actor: ADMIN }, (change) => revokeLiveToken(change, tenant.integration))
    expect(await refusal(`Bearer ${tenant.token}`, tenant.scim)).toContain('revoked')
    expect(await refusal(`Bearer ${tenant.token}`, acme.scim)).toBe('The bearer token does not open this endpoint.')
  })

  it('T5: only who held a token learns that it has expired, to the millisecond', async () => {
    const tenant = await endpoint.tenant('expired')
    const token = await issue(tenant, 30)
    data.time.now = START + 30 * DAY - 1
    expect((await tenant.scim.get('/Users?count=0', { token })).status).toBe(200)
    data.time.now = START + 30 * DAY
    expect(await refusal(`Bearer ${token}`, tenant.scim)).toContain('expired')
    expect(await refusal(`Bearer ${token}`, acme.scim)).toBe('The bearer token does not open this endpoint.')
  })

  it('T5: the scheme is without case, and extra space before the token is forgiven', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER', 'Bearer  '])
      expect((await acme.scim.get('/Users', { token: null, headers: { authorization: `${scheme} ${acme.token}` } })).status).toBe(200)
  })

  it('T3, T5: a rotation kills the token before it and none is live twice', async () => {
    const tenant = await endpoint.tenant('rotated')
    const next = await issue(tenant)
    expect((await tenant.scim.get('/Users', { token: next })).status).toBe(200)
    expect(await refusal(`Bearer ${tenant.token}`, tenant.scim)).toContain('revoked')
  })

  it('T5: nothing is done for a request without a live token, be it ever so well-formed', async () => {
    const before = (await acme.scim.get('/Users')).body.totalResults
    const { status } = await acme.scim.post('/Users', { schemas: [USER], userName: 'thief' }, { token: globex.token })
    expect([status, (await acme.scim.get('/Users')).body.totalResults]).toEqual([401, before])
  })
})

describe('T6: a token opens its own integration and nothing else', () => {
  it('T6: a second integration’s token opens its own mount only, and the built-in one’s does not open that', async () => {
    const { organization } = acme
    const second = await data.domain.change({ actor: ADMIN }, async (change) => {
      const integration = await createIntegration(change, organization, { name: 'second', description: '', preset: 'other', enabled: true })
      return { id: integration.id, token: await issueToken(change, integration, null) }
    })
    const own = endpoint.client(`${endpoint.url}/api/v1/${organization.slug}/integrations/${second.id}/scim/v2`, second.token)
    expect((await own.get('/Users')).status).toBe(200)
    expect((await own.get('/Users', { token: acme.token })).status).toBe(401)
    for (const mount of Object.values(acme.mounts)) expect((await endpoint.client(mount, second.token).get('/Users')).status).toBe(401)
  })

  it('T6: ids of another organization are not found: not read, changed, deleted, or made members', async () => {
    const id = await globex.scim.create('/Users', { userName: 'theirs@globex.example' })
    const group = await globex.scim.create('/Groups', { displayName: 'theirs' })
    for (const path of [`/Users/${id}`, `/Groups/${group}`]) {
      expect((await acme.scim.get(path)).status).toBe(404)
      expect((await acme.scim.patch(path, [{ op: 'replace', path: 'displayName', value: 'stolen' }])).status).toBe(404)
      expect((await acme.scim.put(path, { userName: 'stolen', displayName: 'stolen' })).status).toBe(404)
      expect((await acme.scim.delete(path)).status).toBe(404)
    }
    const joined = await acme.scim.post('/Groups', { displayName: 'ours', members: [{ value: id }] })
    expect([joined.status, (await globex.scim.get(`/Users/${id}`)).body['userName']]).toEqual([400, 'theirs@globex.example'])
  })
})
