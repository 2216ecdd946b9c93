import { describe, expect, it } from 'vitest'
import { fileApi } from './fixture.ts'

const service = await fileApi()
const acme = await service.organization('acme')
const { api } = acme
const at = `${acme.v1}/security-integrations`

const opens = async (endpoint: string, token: string, path = '/Users?count=0') => (await service.client(endpoint, token).get(path)).status

describe('provisioning integrations', () => {
  it('I1, T9: creating one answers with its id, its endpoint and, this once, its token, which opens that endpoint', async () => {
    const { status, body, headers } = await api.post(at, { name: 'okta-prod', description: 'Production', type: 'SCIM' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ name: 'okta-prod', description: 'Production', type: 'SCIM', enabled: true, builtIn: false })
    expect(body['endpoint']).toBe(`${service.url}${acme.v1}/integrations/${body.id}/scim/v2`)
    expect(body.token).toHaveLength(200)
    expect(headers.get('location')).toBe(`${service.url}${at}/${body.id}`)
    expect(await opens(String(body['endpoint']), body.token)).toBe(200)
    const { token: _, ...rest } = body
    expect((await api.get(`${at}/${body.id}`)).body).toEqual(rest)
    expect((await api.get(at)).text).not.toContain(body.token)
  })

  it('T6: its token opens its own endpoint only', async () => {
    const { token } = await api.create(at, { name: 'narrow' })
    expect(await opens(acme.mounts.okta, token)).toBe(401)
  })

  it('I1: its name has a form and is one integration’s only; another type is 400', async () => {
    for (const name of ['Okta', 'a--b', '-a', 'a_b', '', 'x'.repeat(64)])
      expect([name, (await api.post(at, { name })).status]).toEqual([name, 400])
    await api.create(at, { name: 'twice' })
    expect(await api.post(at, { name: 'twice' })).toMatchObject({ status: 409, body: { code: 'value_taken' } })
    expect((await api.post(at, { name: 'ldap', type: 'LDAP' })).status).toBe(400)
  })

  it('I2: disabled, it answers 403 until it is enabled again; it may be created so', async () => {
    const { id, token, endpoint } = await api.create(at, { name: 'switched', enabled: false })
    expect(await opens(String(endpoint), token)).toBe(403)
    expect((await api.post(`${at}/${id}/enable`)).body).toMatchObject({ id, enabled: true })
    expect(await opens(String(endpoint), token)).toBe(200)
    expect((await api.post(`${at}/${id}/disable`)).body).toMatchObject({ id, enabled: false })
    expect(await opens(String(endpoint), token)).toBe(403)
  })

  it('I2: removed, its token opens nothing, and its service account is gone; the built-in one stays', async () => {
    const { id, token, endpoint, serviceAccountId } = await api.create(at, { name: 'removed' })
    expect((await api.delete(`${at}/${id}`)).status).toBe(204)
    expect(await opens(String(endpoint), token)).toBe(401)
    expect((await api.get(`${at}/${id}`)).status).toBe(404)
    expect((await api.get(`${acme.v1}/service-accounts/${String(serviceAccountId)}`)).status).toBe(404)
    const builtIn = (await api.get(at)).body.results.find((each) => each['builtIn'] === true)
    expect(await api.delete(`${at}/${builtIn?.id}`)).toMatchObject({ status: 409, body: { code: 'managed' } })
  })

  it('lists in pages counted from 1, the built-in one first', async () => {
    const { total, results } = (await api.get(`${at}?size=2`)).body
    expect(results[0]).toMatchObject({ builtIn: true })
    expect(results).toHaveLength(2)
    const second = (await api.get(`${at}?size=2&page=2`)).body
    expect(second.total).toBe(total)
    expect(second.results.map(({ id }) => id)).not.toContain(results[0]?.id)
    expect((await api.get(`${at}?page=0`)).status).toBe(400)
  })
})

describe('I3, I4: what the service account of an integration may do is its role', () => {
  it('I3: it is bound to SCIMProvisioner, which has exactly what is documented', async () => {
    const { serviceAccountId } = await api.create(at, { name: 'bound' })
    const account = (await api.get(`${acme.v1}/service-accounts/${String(serviceAccountId)}`)).body
    expect(account.roles.map(({ name }) => name)).toEqual(['SCIMProvisioner'])
    const role = (await api.get(`${acme.v1}/roles/${account.roles[0]?.id}`)).body
    expect(role).toMatchObject({
      managed: true,
      permissions: {
        GROUPS: ['CREATE', 'READ', 'UPDATE', 'DELETE'],
        USERS: ['CREATE', 'READ', 'UPDATE'],
        BINDINGS: ['CREATE', 'READ', 'UPDATE', 'DELETE'],
      },
    })
  })

  it('I4: without GROUPS:CREATE, POST /Groups is 403', async () => {
    const globex = await service.organization('globex')
    const { results } = (await globex.api.get(`${globex.v1}/roles`)).body
    const role = results.find(({ name }) => name === 'SCIMProvisioner')
    expect((await globex.scim.post('/Groups', { displayName: 'allowed' })).status).toBe(201)
    const permissions = { GROUPS: ['READ'], USERS: ['READ'] }
    expect((await globex.api.put(`${globex.v1}/roles/${role?.id}`, { permissions })).body).toMatchObject({ permissions })
    expect((await globex.scim.post('/Groups', { displayName: 'refused' })).status).toBe(403)
  })

  it('its account takes no tokens of the management API and goes with it only', async () => {
    const { serviceAccountId } = await api.create(at, { name: 'kept' })
    const account = `${acme.v1}/service-accounts/${String(serviceAccountId)}`
    expect(await api.post(`${account}/api-tokens`, { name: 'x' })).toMatchObject({ status: 409, body: { code: 'managed' } })
    expect(await api.delete(account)).toMatchObject({ status: 409, body: { code: 'managed' } })
  })
})
