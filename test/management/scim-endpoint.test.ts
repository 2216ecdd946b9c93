import { expect, it } from 'vitest'
import { createOrganization } from '../../src/main/domain/organizations.ts'
import { ADMIN } from '../support/scim-endpoint.ts'
import { fileApi } from './fixture.ts'

const service = await fileApi()
const acme = await service.organization('acme')
const { api } = acme
const config = async () => (await api.get(`${acme.orgs}/scim/config`)).body
const opens = async (token: string) => (await acme.scim.get('/Users?count=0', { token })).status

it('T1: the endpoint and what is known of its token', async () => {
  expect(await config()).toEqual({
    endpointUrl: acme.mounts.okta,
    groupCount: 0,
    hasActiveToken: true,
    maskedToken: `muster_scim_…${acme.token.slice(-4)}`,
    ssoActive: true,
    tokenCreatedAt: new Date(service.data.time.now).toISOString(),
    tokenLastUsed: null,
  })
  await acme.scim.create('/Groups', { displayName: 'One' })
  await service.flush()
  expect(await config()).toMatchObject({ groupCount: 1, tokenLastUsed: new Date(service.data.time.now).toISOString() })
})

it('T2, T3: a new token is given once, and the one before dies with it', async () => {
  const { status, body, text } = await api.post(`${acme.orgs}/scim/token`)
  expect(status).toBe(201)
  expect(body).toMatchObject({ endpointUrl: acme.mounts.okta, tokenExpiresAt: null })
  expect(body.token).toMatch(/^muster_scim_\w{188}$/)
  expect(await opens(acme.token)).toBe(401)
  expect(await opens(body.token)).toBe(200)
  expect(JSON.stringify(await config())).not.toContain(body.token)
  expect(text.split(body.token)).toHaveLength(2)
})

it('T3, T4: rotating replaces it, with a lifetime where one is given', async () => {
  const before = (await api.post(`${acme.orgs}/scim/token`)).body.token
  const { status, body } = await api.post(`${acme.orgs}/scim/token/rotate`, { lifetimeDays: 90 })
  expect(status).toBe(200)
  expect(body['tokenExpiresAt']).toBe(new Date(service.data.time.now + 90 * 86_400_000).toISOString())
  expect(await opens(before)).toBe(401)
  expect(await opens(body.token)).toBe(200)
  for (const lifetimeDays of [7, 'long', 0]) expect((await api.post(`${acme.orgs}/scim/token/rotate`, { lifetimeDays })).status).toBe(400)
})

it('T1: with nothing to rotate, rotate is 404; with nothing to revoke, so is revoking', async () => {
  await api.post(`${acme.orgs}/scim/token`)
  expect((await api.delete(`${acme.orgs}/scim/token`)).status).toBe(204)
  expect(await config()).toMatchObject({ hasActiveToken: false, maskedToken: null, tokenCreatedAt: null })
  expect((await api.post(`${acme.orgs}/scim/token/rotate`)).status).toBe(404)
  expect((await api.delete(`${acme.orgs}/scim/token`)).status).toBe(404)
})

it('T1: an organization that never had a token says so', async () => {
  const fresh = await service.data.domain.change({ actor: ADMIN }, (change) => createOrganization(change, 'fresh'))
  const client = await service.holding({ ...acme, organization: fresh }, 'Admin')
  expect((await client.get(`/api/orgs/${fresh.id}/scim/config`)).body).toMatchObject({ hasActiveToken: false, tokenLastUsed: null })
})

it('T8: issue, rotation and revocation are audited, without the token', async () => {
  const { token } = (await api.post(`${acme.orgs}/scim/token`)).body
  await api.delete(`${acme.orgs}/scim/token`)
  const { results } = (await api.get(`${acme.v1}/audit?size=2`)).body
  expect(results.map((event) => event['action'])).toEqual(['token.revoked', 'token.issued'])
  expect(JSON.stringify(results)).not.toContain(token)
})

it('E3: behind a tunnel the endpoint is told under the public URL', async () => {
  service.settings.publicUrl = 'https://muster.example'
  const told = await config()
  service.settings.publicUrl = null
  expect(told['endpointUrl']).toBe(`https://muster.example/api/orgs/${acme.organization.id}/scim/v2`)
})
