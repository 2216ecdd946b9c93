import { describe, expect, it } from 'vitest'
import { fileApi } from './fixture.ts'

const service = await fileApi()
const acme = await service.organization('acme')
const { api } = acme
const teams = `${acme.orgs}/teams`
const ann = await acme.scim.create('/Users', { userName: 'ann@acme.example', displayName: 'Ann' })
const bob = await acme.scim.create('/Users', { userName: 'bob@acme.example' })
let made = 0
const team = (more: Record<string, unknown> = {}) => api.create(teams, { name: `team-${++made}`, ...more })
const group = (members: string[]) =>
  acme.scim.create('/Groups', { displayName: `Group ${++made}`, members: members.map((value) => ({ value })) })
const membersOf = async (id: string) =>
  Object.fromEntries(
    (await api.get(`${teams}/${id}/members`)).body.members.map((each) => [String(each['userName']).split('@')[0], each['origins']]),
  )

describe('teams', () => {
  it('are made, read, changed in part and deleted', async () => {
    const { status, body, headers } = await api.post(teams, { name: 'platform', description: 'runs it' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ name: 'platform', description: 'runs it', idpGroupId: null, managedInIdp: false, orphaned: null })
    expect(headers.get('location')).toBe(`${service.url}${teams}/${body.id}`)
    expect((await api.get(`${teams}/${body.id}`)).body).toEqual(body)
    const changed = (await api.put(`${teams}/${body.id}`, { description: 'ran it' })).body
    expect(changed).toMatchObject({ name: 'platform', description: 'ran it' })
    expect((await api.get(`${teams}?search=ran it`)).body).toMatchObject({ totalSize: 1, teams: [{ id: body.id }] })
    expect((await api.delete(`${teams}/${body.id}`)).status).toBe(204)
    expect((await api.get(`${teams}/${body.id}`)).status).toBe(404)
  })

  it('D6: a name has a form, and is one team’s only', async () => {
    for (const name of ['a', '-a', 'a--b', 'white space', 'x'.repeat(40), ''])
      expect([name, (await api.post(teams, { name })).status]).toEqual([name, 400])
    await api.create(teams, { name: 'Unique' })
    expect((await api.post(teams, { name: 'unique' })).body.code).toBe('name_taken')
    expect((await api.put(`${teams}/${(await team()).id}`, { name: 'UNIQUE' })).status).toBe(409)
  })

  it('D1: created with idpGroupId it is delegated at once, or not created at all', async () => {
    const id = await group([ann])
    const delegated = await team({ idpGroupId: id })
    expect(delegated).toMatchObject({ idpGroupId: id, managedInIdp: true, memberCount: 1 })
    expect(await membersOf(delegated.id)).toEqual({ ann: ['provisioning'] })
    expect((await api.post(teams, { name: 'half-made', idpGroupId: 'nobody' })).status).toBe(404)
    expect((await api.get(`${teams}?search=half-made`)).body.totalSize).toBe(0)
  })

  it('D1: a delegated team cannot be deleted, and its members cannot be changed by hand: 409', async () => {
    const { id } = await team({ idpGroupId: await group([ann]) })
    for (const attempt of [
      api.delete(`${teams}/${id}`),
      api.post(`${teams}/${id}/members`, { userId: bob }),
      api.delete(`${teams}/${id}/members/${ann}`),
    ])
      expect(await attempt).toMatchObject({ status: 409, body: { code: 'delegated' } })
    expect((await api.put(`${teams}/${id}`, { description: 'still editable' })).status).toBe(200)
  })

  it('D2: a group serves several teams, unless the policy says one', async () => {
    const id = await group([])
    await team({ idpGroupId: id })
    expect((await team({ idpGroupId: id })).id).toBeTruthy()
  })

  it('D3: clearing the field keeps who is in it as manual members, and the team can be deleted', async () => {
    const { id } = await team({ idpGroupId: await group([ann, bob]) })
    expect((await api.put(`${teams}/${id}`, { idpGroupId: null })).body).toMatchObject({ idpGroupId: null, memberCount: 2 })
    expect(await membersOf(id)).toEqual({ ann: ['manual'], bob: ['manual'] })
    expect((await api.delete(`${teams}/${id}`)).status).toBe(204)
  })

  it('D1: leaving the field out leaves it as it is', async () => {
    const { id } = await team({ idpGroupId: await group([ann]) })
    expect((await api.put(`${teams}/${id}`, { description: 'x' })).body).toMatchObject({ managedInIdp: true })
  })

  it.each([
    [false, {}],
    [true, { ann: ['manual'] }],
  ])('D5: an orphaned team goes back to manual, with its purged members: %s', async (restoreMembers, expected) => {
    const id = await group([ann])
    const orphan = await team({ idpGroupId: id })
    await acme.scim.delete(`/Groups/${id}`)
    expect((await api.get(`${teams}/${orphan.id}`)).body).toMatchObject({
      orphaned: { cause: 'scim-delete', purgedCount: 1 },
      memberCount: 0,
    })
    expect((await api.get(`${teams}?state=orphaned`)).body.teams.map((each) => each.id)).toContain(orphan.id)
    const after = (await api.put(`${teams}/${orphan.id}`, { idpGroupId: null, restoreMembers })).body
    expect(after['orphaned']).toBeNull()
    expect(await membersOf(orphan.id)).toEqual(expected)
  })

  it('D5: or is given another group', async () => {
    const id = await group([ann])
    const orphan = await team({ idpGroupId: id })
    await acme.scim.delete(`/Groups/${id}`)
    const other = await group([bob])
    expect((await api.put(`${teams}/${orphan.id}`, { idpGroupId: other })).body).toMatchObject({ orphaned: null, idpGroupId: other })
    expect(await membersOf(orphan.id)).toEqual({ bob: ['provisioning'] })
  })
})

describe('members of a team', () => {
  it('are added by id or by userName, and taken out', async () => {
    const { id } = await team()
    const added = await api.post(`${teams}/${id}/members`, { userName: 'ANN@acme.example' })
    expect(added).toMatchObject({
      status: 201,
      body: { userId: ann, userName: 'ann@acme.example', displayName: 'Ann', origins: ['manual'] },
    })
    expect((await api.post(`${teams}/${id}/members`, { userId: bob })).status).toBe(201)
    expect((await api.get(`${teams}/${id}/members?max=1&offset=1`)).body).toMatchObject({ totalSize: 2, members: [{ userId: bob }] })
    expect((await api.delete(`${teams}/${id}/members/${bob}`)).status).toBe(204)
    expect((await api.delete(`${teams}/${id}/members/${bob}`)).status).toBe(404)
    expect(await membersOf(id)).toEqual({ ann: ['manual'] })
  })

  it('who is nobody here is 404; nobody at all is 400', async () => {
    const { id } = await team()
    expect((await api.post(`${teams}/${id}/members`, { userName: 'zoe@acme.example' })).status).toBe(404)
    expect((await api.post(`${teams}/${id}/members`, {})).status).toBe(400)
  })
})

describe('which teams a person is in', () => {
  it('is told to a service account of the organization and to an application', async () => {
    const globex = await service.organization('globex')
    const elsewhere = await globex.scim.create('/Users', { userName: 'ann@acme.example' })
    const abroad = await globex.api.create(`${globex.orgs}/teams`, { name: 'abroad' })
    await globex.api.post(`${globex.orgs}/teams/${abroad.id}/members`, { userId: elsewhere })
    const app = await service.application('portal')
    const found = (await app.get(`${acme.orgs}/users?userName=Ann@ACME.example`)).body
    expect(found).toMatchObject({ totalSize: 1, users: [{ id: ann, userName: 'ann@acme.example', active: true }] })
    const mine = (await api.get(`${acme.orgs}/users/${ann}/teams`)).body
    expect((await app.get(`${acme.orgs}/users/${ann}/teams`)).body).toEqual(mine)
    expect(mine.totalSize).toBeGreaterThan(0)
    expect(mine.teams).not.toContainEqual(expect.objectContaining({ name: 'abroad' }))
    const everywhere = (await app.get('/api/users/teams?userName=ANN@acme.example')).body
    expect(everywhere.totalSize).toBe(mine.totalSize + 1)
    expect(everywhere.teams).toContainEqual({
      organization: { id: globex.organization.id, slug: 'globex', name: 'globex' },
      userId: elsewhere,
      id: abroad.id,
      name: 'abroad',
      origins: ['manual'],
    })
    expect((await app.get('/api/users/teams?userName=nobody')).status).toBe(404)
    expect((await app.get('/api/users/teams')).status).toBe(400)
  })

  it('U7: a deactivated person is in none', async () => {
    const id = await acme.scim.create('/Users', { userName: 'cid@acme.example' })
    const { id: joined } = await team()
    await api.post(`${teams}/${joined}/members`, { userId: id })
    await acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'active', value: false }])
    expect((await api.get(`${acme.orgs}/users/${id}/teams`)).body).toEqual({ teams: [], totalSize: 0 })
  })

  it('the list of users comes in pages', async () => {
    const { users, totalSize } = (await api.get(`${acme.orgs}/users?max=1&offset=1`)).body
    expect(totalSize).toBe(3)
    expect(users.map((each) => each['userName'])).toEqual(['bob@acme.example'])
    expect((await api.get(`${acme.orgs}/users?search=Ann`)).body.totalSize).toBe(1)
    expect((await api.get(`${acme.orgs}/users/${ann}`)).body).toMatchObject({ userName: 'ann@acme.example' })
  })
})
