import { afterAll, describe, expect, it } from 'vitest'
import { filtered, GROUP, scimClient } from '../support/scim-client.ts'
import { fileHost } from '../support/real-host.ts'

const { organization, ask } = await fileHost()
const acme = await organization('acme')
const globex = await organization('globex')
const scim = scimClient(acme.mounts.okta, acme.token)
const elsewhere = scimClient(globex.mounts.entra, globex.token)
afterAll(() => {
  scim.close()
  elsewhere.close()
})

const inAcme = { organizationId: acme.id }
const row = (groupId: string) => ask('catalog.get', { ...inAcme, groupId })
const push = (body: Record<string, unknown>, client = scim) => client.post('/Groups', { schemas: [GROUP], ...body })
const auditOf = async (id: string) => (await ask('activity.audit', inAcme)).items.filter(({ target }) => target.id === id)
const members = async (teamId: string) => (await ask('teams.members', { ...inAcme, teamId })).items

describe('G1, G4: the catalog and promotion in place', () => {
  it('G1: a pushed group is in the catalog when its answer is', async () => {
    const id = await scim.create('/Groups', { displayName: 'Arrived', externalId: 'x-arrived' })
    expect(await row(id)).toMatchObject({ displayName: 'Arrived', source: 'scim', externalId: 'x-arrived', memberCount: 0 })
  })

  it.each([
    ['the same name', 'By name', { displayName: 'By name' }],
    ['the name in another case and with space around it', 'By Key', { displayName: ' by key ' }],
    ['an externalId that is the manual row’s identifier', '0f8fad5b', { displayName: 'From Entra', externalId: '0f8fad5b' }],
  ])('G4: a POST with %s takes the manual row over: 201, the same id, links kept', async (_what, entered, body) => {
    const manual = await ask('catalog.add', { ...inAcme, displayName: entered, label: 'note' })
    const team = await ask('teams.create', { ...inAcme, name: `team-${manual.id.slice(-8)}`, groupId: manual.id })
    const made = await push(body)
    expect([made.status, made.body.id]).toEqual([201, manual.id])
    const after = await row(manual.id)
    expect(after).toMatchObject({ source: 'scim', displayName: body.displayName, label: 'note', teams: [{ id: team.id }] })
    await expect(ask('catalog.remove', { ...inAcme, groupId: manual.id })).rejects.toThrow(/managed by SCIM/)
  })

  it('G4: PUT and PATCH on a manual row by its id promote it too, even when they change nothing else', async () => {
    for (const [name, send] of [
      ['put', (id: string) => scim.put(`/Groups/${id}`, { schemas: [GROUP], displayName: 'put' })],
      ['patched', (id: string) => scim.patch(`/Groups/${id}`, [{ op: 'replace', path: 'displayName', value: 'patched' }])],
    ] as const) {
      const manual = await ask('catalog.add', { ...inAcme, displayName: name })
      expect((await send(manual.id)).status).toBeLessThan(300)
      expect(await row(manual.id)).toMatchObject({ source: 'scim', displayName: name })
    }
  })
})

describe('G5, G6: renaming', () => {
  it.each([
    ['PATCH with a path', (id: string, name: string) => scim.patch(`/Groups/${id}`, [{ op: 'Replace', path: 'displayName', value: name }])],
    ['PATCH without one', (id: string, name: string) => scim.patch(`/Groups/${id}`, [{ op: 'replace', value: { id, displayName: name } }])],
    ['PUT', (id: string, name: string) => scim.put(`/Groups/${id}`, { schemas: [GROUP], displayName: name })],
    ['POST with a known externalId (G6)', (id: string, name: string) => push({ displayName: name, externalId: `ext-${id}` })],
  ])('G5: %s changes the name in place; the team’s link holds', async (how, rename) => {
    const before = await push({ displayName: `Before ${how}` })
    const { id } = before.body
    await scim.patch(`/Groups/${id}`, [{ op: 'add', path: 'externalId', value: `ext-${id}` }])
    const team = await ask('teams.create', { ...inAcme, name: `ren-${id.slice(-8)}`, groupId: id })
    const { status } = await rename(id, `After ${how}`)
    expect(status).toBeLessThan(300)
    expect(await ask('teams.get', { ...inAcme, teamId: team.id })).toMatchObject({ group: { id, displayName: `After ${how}` } })
    expect((await scim.get(filtered('/Groups', `displayName eq "before ${how}"`))).body.totalResults).toBe(0)
    expect((await scim.get(filtered('/Groups', `displayName eq "after ${how}"`))).body.Resources[0]?.id).toBe(id)
  })

  it('G5: a rename to the same name changes nothing and writes no event', async () => {
    const id = await scim.create('/Groups', { displayName: 'Steady' })
    const before = await scim.get(`/Groups/${id}`)
    const events = await auditOf(id)
    await scim.patch(`/Groups/${id}`, [{ op: 'replace', path: 'displayName', value: 'Steady' }])
    await scim.patch(`/Groups/${id}`, [{ op: 'replace', value: { id, displayName: 'Steady' } }])
    await scim.put(`/Groups/${id}`, { schemas: [GROUP], displayName: 'Steady' })
    expect((await scim.get(`/Groups/${id}`)).body).toEqual(before.body)
    expect(await auditOf(id)).toEqual(events)
  })

  it('G6: a POST with a known externalId and a new name is that group renamed: no second one, members as sent', async () => {
    const user = await scim.create('/Users', { userName: 'g6@acme.example' })
    const id = await scim.create('/Groups', { displayName: 'Six', externalId: 'ext-six', members: [{ value: user }] })
    const again = await push({ displayName: 'Six Renamed', externalId: 'ext-six' })
    expect([again.status, again.body.id, again.body.members.map(({ value }) => value)]).toEqual([201, id, [user]])
    expect((await scim.get(filtered('/Groups', 'externalId eq "ext-six"'))).body.totalResults).toBe(1)
  })
})

describe('G7: display names are unique across the instance', () => {
  it('G7: a name that another organization has is 409 for POST, PUT, PATCH and manual entry, and nothing is changed', async () => {
    await elsewhere.create('/Groups', { displayName: 'Claimed Café' })
    const id = await scim.create('/Groups', { displayName: 'Mine' })
    for (const displayName of ['Claimed Café', ' claimed cafe\u0301 ', 'CLAIMED CAFÉ']) {
      for (const { status, body } of [
        await push({ displayName }),
        await scim.put(`/Groups/${id}`, { schemas: [GROUP], displayName }),
        await scim.patch(`/Groups/${id}`, [{ op: 'replace', path: 'displayName', value: displayName }]),
        await scim.patch(`/Groups/${id}`, [{ op: 'replace', value: { id, displayName } }]),
      ])
        expect([status, body.scimType]).toEqual([409, 'uniqueness'])
      await expect(ask('catalog.add', { ...inAcme, displayName })).rejects.toThrow(/unique across the instance/)
    }
    expect((await scim.get(`/Groups/${id}`)).body['displayName']).toBe('Mine')
  })

  it('G7: the console names the other organization; the SCIM detail does not, and tells neither its id nor the group’s', async () => {
    const theirs = await elsewhere.create('/Groups', { displayName: 'Shielded' })
    const { text, body } = await push({ displayName: 'shielded' })
    expect(body.detail).toMatch(/shielded exists elsewhere on this instance/)
    for (const secret of ['globex', theirs, 'Shielded', `orgs/${globex.id}`]) expect(text).not.toContain(secret)
    await expect(ask('catalog.add', { ...inAcme, displayName: 'shielded' })).rejects.toThrow(/globex/)
  })

  it('G7: a clash fails that group alone: other operations of a bulk request go through', async () => {
    await elsewhere.create('/Groups', { displayName: 'Taken Elsewhere' })
    const { body } = await scim.post('/Bulk', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      Operations: ['Free One', 'Taken Elsewhere', 'Free Two'].map((displayName, i) => ({
        method: 'POST',
        path: '/Groups',
        bulkId: String(i),
        data: { schemas: [GROUP], displayName },
      })),
    })
    expect(body.Operations.map(({ status }) => status)).toEqual(['201', '409', '201'])
  })

  it('G7, G8: the group can be pushed once the name is free', async () => {
    const theirs = await elsewhere.create('/Groups', { displayName: 'Contended' })
    expect((await push({ displayName: 'Contended' })).status).toBe(409)
    await elsewhere.delete(`/Groups/${theirs}`)
    expect((await push({ displayName: 'Contended' })).status).toBe(201)
  })
})

describe('G9: removing a row', () => {
  it('G9: deletes the group, purges its teams’ delegated members, keeps the rest, and lists who was purged', async () => {
    const userName = 'purged@acme.example'
    const kept = await scim.create('/Users', { userName: 'kept@acme.example' })
    const purged = await scim.create('/Users', { userName })
    const groupId = await scim.create('/Groups', { displayName: 'Doomed', members: [{ value: purged }] })
    const outer = await scim.create('/Groups', { displayName: 'Outer', members: [{ value: groupId }, { value: kept }] })
    const team = await ask('teams.create', { ...inAcme, name: 'doomed-team', description: 'stays' })
    await ask('teams.addMember', { ...inAcme, teamId: team.id, userId: kept })
    await ask('teams.link', { ...inAcme, teamId: team.id, groupId })
    expect((await members(team.id)).map(({ userId, origins }) => [userId, origins])).toEqual(
      expect.arrayContaining([
        [kept, ['manual']],
        [purged, ['provisioning']],
      ]),
    )

    expect((await scim.delete(`/Groups/${groupId}`)).status).toBe(204)

    expect((await scim.get(`/Groups/${groupId}`)).status).toBe(404)
    expect((await scim.delete(`/Groups/${groupId}`)).status).toBe(404)
    expect((await scim.get(`/Groups/${outer}`)).body.members.map(({ value }) => value)).toEqual([kept])
    expect((await scim.get(`/Users/${purged}`)).body.groups).toBeUndefined()
    expect(await ask('teams.get', { ...inAcme, teamId: team.id })).toMatchObject({ name: 'doomed-team', description: 'stays', group: null })
    expect(await members(team.id)).toMatchObject([{ userId: kept, origins: ['manual'] }])
    const orphans = await ask('orphans.list', inAcme)
    expect(orphans.teams).toMatchObject([
      {
        teamId: team.id,
        groupName: 'Doomed',
        cause: 'scim-delete',
        keptMembers: 1,
        purged: { people: 1, present: 1 },
        firstPurged: [{ userId: purged, userName, origin: 'provisioning' }],
      },
    ])
  })
})
