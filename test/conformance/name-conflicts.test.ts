import { afterAll, describe, expect, it } from 'vitest'
import { inconsistencies } from '../support/consistency.ts'
import { type Answered, GROUP, type ScimClient, scimClient } from '../support/scim-client.ts'
import { fileHost } from '../support/real-host.ts'

const { organization, ask, folder } = await fileHost()
const acme = await organization('acme')
const globex = await organization('globex')
const scim = scimClient(acme.mounts.okta, acme.token)
const rival = scimClient(globex.mounts.entra, globex.token)
afterAll(() => {
  scim.close()
  rival.close()
})

const open = async (organizationId = globex.id) => (await ask('problems.list', { organizationId })).items
const conflictOver = async (name: string) => (await open()).find(({ conflict }) => conflict?.name === name)
const push = (client: ScimClient, body: Record<string, unknown>) => client.post('/Groups', { schemas: [GROUP], ...body })
const bulk = (operations: unknown[]) =>
  rival.post('/Bulk', { schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'], Operations: operations })
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

type Refused = { status: number | string; scimType?: unknown; detail: string; text: string }
const plain = ({ status, body, text }: Answered): Refused => ({ status, scimType: body.scimType, detail: body.detail, text })
const inBulk = ({ body, text }: Answered): Refused => {
  const [operation] = body.Operations
  return { status: Number(operation?.status), scimType: operation?.response?.scimType, detail: operation?.response?.detail ?? '', text }
}

/** Every way over SCIM in which a group can get a name, with what it takes beforehand. */
const WAYS: Record<string, (name: string, own: string) => Promise<Refused>> = {
  POST: async (name) => plain(await push(rival, { displayName: name })),
  'POST in another case, with space around it': async (name) => plain(await push(rival, { displayName: ` ${name.toUpperCase()} ` })),
  PUT: async (name, own) => plain(await rival.put(`/Groups/${own}`, { schemas: [GROUP], displayName: name })),
  'PATCH with a path': async (name, own) =>
    plain(await rival.patch(`/Groups/${own}`, [{ op: 'replace', path: 'displayName', value: name }])),
  'PATCH without a path': async (name, own) =>
    plain(await rival.patch(`/Groups/${own}`, [{ op: 'Replace', value: { displayName: name } }])),
  'PATCH by URN': async (name, own) =>
    plain(await rival.patch(`/Groups/${own}`, [{ op: 'add', path: `${GROUP}:displayName`, value: name }])),
  'POST of a known externalId, a rename': async (name, own) => plain(await push(rival, { displayName: name, externalId: `ext-${own}` })),
  'POST that would promote and rename a manual row': async (name) => {
    await ask('catalog.add', { organizationId: globex.id, displayName: `manual ${name}` })
    return plain(await push(rival, { displayName: name, externalId: `manual ${name}` }))
  },
  'a POST in bulk': async (name) =>
    inBulk(await bulk([{ method: 'POST', path: '/Groups', bulkId: 'g', data: { schemas: [GROUP], displayName: name } }])),
  'a PUT in bulk': async (name, own) =>
    inBulk(await bulk([{ method: 'PUT', path: `/Groups/${own}`, data: { schemas: [GROUP], displayName: name } }])),
  'a PATCH in bulk': async (name, own) =>
    inBulk(
      await bulk([
        {
          method: 'PATCH',
          path: `/Groups/${own}`,
          data: { schemas: [PATCH], Operations: [{ op: 'replace', path: 'displayName', value: name }] },
        },
      ]),
    ),
}

describe('G7, G8: a name that another organization has', () => {
  it.each(Object.keys(WAYS))('G7: is refused by %s with 409 uniqueness, for that group alone, without naming whose it is', async (how) => {
    const name = `Taken by ${how}`
    const held = await scim.create('/Groups', { displayName: name })
    const own = await push(rival, { displayName: `Own ${how}` })
    await rival.patch(`/Groups/${own.body.id}`, [{ op: 'add', path: 'externalId', value: `ext-${own.body.id}` }])
    const before = (await rival.get(`/Groups/${own.body.id}`)).body
    const refused = await WAYS[how]?.(name, own.body.id)
    expect(refused).toMatchObject({ status: 409, scimType: 'uniqueness', detail: expect.stringMatching(/prefix/) })
    expect(refused?.text).not.toMatch(new RegExp(`acme|${held}`, 'i'))
    expect((await rival.get(`/Groups/${own.body.id}`)).body).toEqual(before)

    // G8: it stands among the problems of who pushed when the answer is there, and of nobody else.
    const problem = (await open()).find(({ conflict }) => conflict?.name.toLowerCase() === name.toLowerCase())
    expect(problem).toMatchObject({ kind: 'name-conflict', count: 1, conflict: { holder: { organizationName: 'acme', groupId: held } } })
    expect((await open(acme.id)).filter(({ kind }) => kind === 'name-conflict')).toEqual([])
    const logged = await ask('activity.requests', { correlationId: problem?.correlationId })
    expect(logged.items).toMatchObject([{ status: how.includes('in bulk') ? 200 : 409 }])
  })

  it('G8: several refused in one bulk request are a problem each; what is not taken is made', async () => {
    await scim.create('/Groups', { displayName: 'Bulk one' })
    await scim.create('/Groups', { displayName: 'Bulk two' })
    const made = (displayName: string, bulkId: string) => ({
      method: 'POST',
      path: '/Groups',
      bulkId,
      data: { schemas: [GROUP], displayName },
    })
    const { body } = await bulk([made('Bulk one', 'a'), made('Bulk free', 'b'), made('Bulk two', 'c')])
    expect(body.Operations.map(({ status }) => status)).toEqual(['409', '201', '409'])
    expect(await conflictOver('Bulk one')).toBeDefined()
    expect(await conflictOver('Bulk two')).toBeDefined()
    expect(await conflictOver('Bulk free')).toBeUndefined()
  })

  it('G7: manual entry and manual editing are refused in the form, name the organization, and make no problem', async () => {
    await scim.create('/Groups', { displayName: 'By hand' })
    const inGlobex = { organizationId: globex.id }
    await expect(ask('catalog.add', { ...inGlobex, displayName: 'by hand' })).rejects.toThrow(/acme/)
    const row = await ask('catalog.add', { ...inGlobex, displayName: 'Mine by hand' })
    await expect(ask('catalog.update', { ...inGlobex, groupId: row.id, displayName: 'By Hand' })).rejects.toThrow(/acme/)
    expect(await conflictOver('By hand')).toBeUndefined()
  })

  it('G8: J12: clears by itself when a retry succeeds, with how it went in the resolved ones', async () => {
    const held = await scim.create('/Groups', { displayName: 'Journey' })
    const retry = () => push(rival, { displayName: 'Journey', externalId: 'j' })
    expect((await retry()).status).toBe(409)
    expect((await retry()).status).toBe(409)
    expect(await conflictOver('Journey')).toMatchObject({ count: 2 })
    await scim.patch(`/Groups/${held}`, [{ op: 'replace', path: 'displayName', value: 'acme-Journey' }])
    expect(await conflictOver('Journey')).toMatchObject({ conflict: { holder: null } })
    expect((await retry()).status).toBe(201)
    expect(await conflictOver('Journey')).toBeUndefined()
    const resolved = (await ask('problems.list', { organizationId: globex.id, state: 'resolved' })).items
    expect(resolved.find(({ conflict }) => conflict?.name === 'Journey')).toMatchObject({ resolvedBy: null, count: 2 })
  })

  it('G8: J10: a refused rename keeps the old name, and clears when the group takes another', async () => {
    await scim.create('/Groups', { displayName: 'Wanted' })
    const id = await rival.create('/Groups', { displayName: 'Old' })
    const rename = (value: string) => rival.patch(`/Groups/${id}`, [{ op: 'replace', path: 'displayName', value }])
    expect((await rename('Wanted')).status).toBe(409)
    expect((await rival.get(`/Groups/${id}`)).body).toMatchObject({ displayName: 'Old' })
    expect(await conflictOver('Wanted')).toMatchObject({ group: { id }, conflict: { refused: { groupId: id, groupName: 'Old' } } })
    expect((await rename('globex-Wanted')).status).toBe(204)
    expect(await conflictOver('Wanted')).toBeUndefined()
  })

  it('leaves a database that agrees with itself', () => {
    expect(inconsistencies(`${folder}/muster.db`)).toEqual([])
  })
})
