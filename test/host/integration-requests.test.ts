import { expect, it } from 'vitest'
import { fileHost } from '../support/real-host.ts'

const { ask, organization } = await fileHost()

it('L1, I2: the request log is asked for one integration’s requests, its refused ones too, and keeps them when it is removed', async () => {
  const acme = await organization('acme')
  const of = { organizationId: acme.id }
  const { integration, token, endpoint } = await ask('integrations.create', { ...of, name: 'entra', preset: 'entra', enabled: false })
  const get = async (url: string, bearer: string): Promise<number> =>
    (await fetch(url, { headers: { authorization: `Bearer ${bearer}` } })).status
  expect(await get(`${acme.mounts.okta}/Users?count=1`, acme.token)).toBe(200)
  expect(await get(`${endpoint}/Groups?count=1`, token)).toBe(403)
  expect(await get(`${endpoint}/Groups?count=1`, acme.token)).toBe(401)

  const statuses = async (more: object): Promise<number[]> => {
    const { items } = await ask('activity.requests', { ...of, limit: 10, ...more })
    return items.map(({ status }) => status).toSorted((one, other) => one - other)
  }
  await expect.poll(() => statuses({})).toEqual([200, 401, 403])
  expect(await statuses({ integrationId: integration.id })).toEqual([401, 403])
  expect(await statuses({ integrationId: integration.id, outcome: 'success' })).toEqual([])
  expect((await ask('activity.requests', { ...of, limit: 1, integrationId: integration.id })).total).toBe(2)
  await ask('integrations.remove', { ...of, integrationId: integration.id })
  expect(await statuses({ integrationId: integration.id })).toEqual([401, 403])
  expect(await get(`${endpoint}/Groups?count=1`, token)).toBe(401)

  // Of another organization nothing is told.
  const globex = await organization('globex')
  expect((await ask('activity.requests', { organizationId: globex.id, limit: 10, integrationId: integration.id })).items).toEqual([])
})
