import { describe, expect, it } from 'vitest'
import { fileApi } from './fixture.ts'

const service = await fileApi()
const acme = await service.organization('acme')
const { api } = acme
const ann = await acme.scim.create('/Users', { userName: 'ann@acme.example', displayName: 'Ann' })
const bob = await acme.scim.create('/Users', { userName: 'bob@acme.example' })
const group = await acme.scim.create('/Groups', { displayName: 'Operators', members: [{ value: ann }] })

describe('roles and bindings', () => {
  const roles = `${acme.v1}/roles`

  it('I5: Admin, Viewer and SCIMProvisioner are there, managed, and stay', async () => {
    const { results } = (await api.get(roles)).body
    const managed = results.filter((role) => role['managed'] === true)
    expect(managed.map(({ name }) => name)).toEqual(['Admin', 'SCIMProvisioner', 'Viewer'])
    for (const { id, name } of managed) expect([name, (await api.delete(`${roles}/${id}`)).status]).toEqual([name, 409])
    const admin = managed.find(({ name }) => name === 'Admin')
    expect(await api.put(`${roles}/${admin?.id}`, { permissions: {} })).toMatchObject({ status: 409, body: { code: 'managed' } })
  })

  it('I5: a custom role is resource by action; what is no resource or action is 400', async () => {
    const { status, body } = await api.post(roles, { name: 'Group Keeper', permissions: { GROUPS: ['CREATE', 'READ'] } })
    expect(status).toBe(201)
    expect(body).toMatchObject({ name: 'Group Keeper', managed: false, permissions: { GROUPS: ['CREATE', 'READ'] }, bindingCount: 0 })
    expect((await api.get(`${roles}/${body.id}`)).body).toEqual(body)
    expect((await api.put(`${roles}/${body.id}`, { name: 'Keeper' })).body).toMatchObject({
      name: 'Keeper',
      permissions: { GROUPS: ['CREATE', 'READ'] },
    })
    for (const permissions of [{ GROUPS: ['OWN'] }, { PLANETS: ['READ'] }, { GROUPS: 'READ' }, [], null])
      expect((await api.post(roles, { name: 'Wrong', permissions })).status).toBe(400)
    expect((await api.post(roles, { name: 'keeper', permissions: {} })).body.code).toBe('value_taken')
    expect((await api.delete(`${roles}/${body.id}`)).status).toBe(204)
    expect((await api.get(`${roles}/${body.id}`)).status).toBe(404)
  })

  it('I5: a role is bound to a user, a group or a service account, once; while it is bound it cannot be deleted', async () => {
    const role = await api.create(roles, { name: 'Bound', permissions: { TEAMS: ['READ'] } })
    const account = await api.create(`${acme.v1}/service-accounts`, { name: 'worker', roleId: role.id })
    const made = []
    for (const [type, externalId, externalName] of [
      ['USER', ann, 'ann@acme.example'],
      ['GROUP', group, 'Operators'],
    ] as const) {
      const binding = await api.create(`${acme.v1}/bindings`, { type, externalId, roleId: role.id })
      expect(binding).toMatchObject({ type, externalId, externalName, roleId: role.id, roleName: 'Bound' })
      expect((await api.get(`${acme.v1}/bindings/${binding.id}`)).body).toEqual(binding)
      made.push(binding)
    }
    expect(await api.post(`${acme.v1}/bindings`, { type: 'USER', externalId: ann, roleId: role.id })).toMatchObject({
      status: 409,
      body: { code: 'already_bound' },
    })
    expect((await api.get(`${acme.v1}/bindings?roleId=${role.id}`)).body.total).toBe(3)
    expect((await api.get(`${acme.v1}/bindings?roleId=${role.id}&size=1&page=2`)).body.results).toHaveLength(1)
    expect((await api.get(`${acme.v1}/bindings?type=GROUP&externalId=${group}`)).body.results).toEqual([made[1]])
    expect((await api.get(`${acme.v1}/bindings?type=GROUP`)).status).toBe(400)
    expect(await api.delete(`${roles}/${role.id}`)).toMatchObject({ status: 409, body: { code: 'role_in_use' } })
    for (const { id } of made) expect((await api.delete(`${acme.v1}/bindings/${id}`)).status).toBe(204)
    await api.delete(`${acme.v1}/service-accounts/${account.id}`)
    expect((await api.delete(`${roles}/${role.id}`)).status).toBe(204)
  })

  it('I5: nobody is bound who is not there', async () => {
    const { id } = await api.create(roles, { name: 'Lonely', permissions: {} })
    for (const type of ['USER', 'GROUP', 'SERVICE_ACCOUNT'])
      expect((await api.post(`${acme.v1}/bindings`, { type, externalId: 'nobody', roleId: id })).status).toBe(404)
    expect((await api.post(`${acme.v1}/bindings`, { type: 'TEAM', externalId: ann, roleId: id })).status).toBe(400)
  })
})

describe('service accounts and their tokens', () => {
  const accounts = `${acme.v1}/service-accounts`

  it('T2, T4: a token is given once, works, shows its use, and is revoked', async () => {
    const account = await api.create(accounts, { name: 'terraform', description: 'CI', role: 'viewer' })
    expect(account).toMatchObject({ name: 'terraform', description: 'CI', integrationId: null, roles: [{ name: 'Viewer' }] })
    const issued = await api.create(`${accounts}/${account.id}/api-tokens`, { name: 'ci', lifetimeDays: 30 })
    expect(issued.token).toMatch(/^muster_api_\w+$/)
    expect(issued['expiresAt']).toBe(new Date(service.data.time.now + 30 * 86_400_000).toISOString())
    expect((await api.get(`${acme.orgs}/teams`, { token: issued.token })).status).toBe(200)
    const { text, body } = await api.get(`${accounts}/${account.id}/api-tokens`)
    expect(text).not.toContain(issued.token)
    const { token: _, ...rest } = issued
    expect(body).toEqual({ results: [{ ...rest, lastUsedAt: new Date(service.data.time.now).toISOString() }], total: 1 })
    expect((await api.post(`${accounts}/${account.id}/api-tokens`, { name: 'ci' })).status).toBe(409)
    expect((await api.delete(`${accounts}/${account.id}/api-tokens/${issued.id}`)).status).toBe(204)
    expect((await api.get(`${acme.orgs}/teams`, { token: issued.token })).status).toBe(401)
    await api.get(`${acme.orgs}/teams`)
    expect((await api.delete(`${accounts}/${account.id}/api-tokens/${issued.id}`)).status).toBe(404)
  })

  it('goes with its tokens; a role must be named that is there', async () => {
    const { id } = await api.create(accounts, { name: 'gone', role: 'Viewer' })
    const { token } = await api.create(`${accounts}/${id}/api-tokens`, { name: 'x' })
    expect((await api.delete(`${accounts}/${id}`)).status).toBe(204)
    expect((await api.get(`${acme.orgs}/teams`, { token })).status).toBe(401)
    expect((await api.get(`${accounts}/${id}`)).status).toBe(404)
    expect((await api.post(accounts, { name: 'no-role' })).status).toBe(400)
    expect((await api.post(accounts, { name: 'no-role', role: 'Emperor' })).status).toBe(404)
    expect((await api.post(accounts, { name: ' ', role: 'Viewer' })).status).toBe(400)
  })
})

describe('owners and members', () => {
  const members = `${acme.orgs}/members`

  it('are added by hand, made owners, and removed; the last owner stays', async () => {
    const cid = await api.create(members, { userName: 'cid@acme.example', displayName: 'Cid', role: 'owner' })
    expect(cid).toMatchObject({ userName: 'cid@acme.example', role: 'owner', origin: 'manual', active: true, hasAccess: true })
    const path = `${members}/${String(cid['userId'])}`
    expect((await api.get(path)).body).toEqual(cid)
    for (const attempt of [api.put(`${path}/role`, { role: 'member' }), api.delete(path)])
      expect(await attempt).toMatchObject({ status: 409, body: { code: 'last_owner' } })
    expect((await api.put(`${members}/${bob}/role`, { role: 'owner' })).body).toMatchObject({ role: 'owner' })
    expect((await api.get(`${members}?role=owner`)).body.members.map((each) => each['userName'])).toEqual([
      'bob@acme.example',
      'cid@acme.example',
    ])
    expect((await api.put(`${path}/role`, { role: 'member' })).body).toMatchObject({ role: 'member' })
    expect((await api.delete(path)).status).toBe(204)
    expect((await api.get(path)).status).toBe(404)
  })

  it('whom the identity provider manages it removes itself: 409', async () => {
    expect(await api.delete(`${members}/${ann}`)).toMatchObject({ status: 409, body: { code: 'scim_managed' } })
  })

  it('a name that is there already is 409; no name is 400', async () => {
    expect((await api.post(members, { userName: 'ANN@acme.example' })).status).toBe(409)
    expect((await api.post(members, { userName: ' ' })).status).toBe(400)
    expect((await api.post(members, { userName: 'd', role: 'emperor' })).status).toBe(400)
  })

  it('come in pages by userName', async () => {
    expect((await api.get(`${members}?max=1`)).body).toMatchObject({ totalSize: 2, members: [{ userId: ann }] })
    expect((await api.get(`${members}?max=1&offset=1`)).body.members).toMatchObject([{ userId: bob }])
    expect((await api.get(`${members}?origin=manual`)).body.totalSize).toBe(0)
  })
})

describe('D7: an owner who has lost her access', () => {
  it('D7: is still listed, after everybody else', async () => {
    const initech = await service.organization('initech')
    const zoe = await initech.scim.create('/Users', { userName: 'a-first@initech.example' })
    await initech.scim.create('/Users', { userName: 'b-second@initech.example' })
    await initech.api.put(`${initech.orgs}/members/${zoe}/role`, { role: 'owner' })
    expect((await initech.scim.delete(`/Users/${zoe}`)).status).toBe(204)
    const page = async (query: string) => (await initech.api.get(`${initech.orgs}/members?${query}`)).body
    expect((await page('')).members).toMatchObject([{ hasAccess: true }, { userId: zoe, hasAccess: false, role: 'owner' }])
    expect(await page('max=1&offset=1')).toMatchObject({ totalSize: 2, members: [{ userId: zoe }] })
    expect((await page('max=1&offset=2')).members).toEqual([])
  })
})

describe('workspaces', () => {
  const workspaces = `${acme.orgs}/workspaces`

  it('are made, read, changed and deleted', async () => {
    const { status, body } = await api.post(workspaces, { name: 'genomics', description: 'pipelines' })
    expect(status).toBe(201)
    expect((await api.get(`${workspaces}/${body.id}`)).body).toEqual(body)
    expect((await api.put(`${workspaces}/${body.id}`, { description: 'x' })).body).toMatchObject({ name: 'genomics', description: 'x' })
    expect((await api.post(workspaces, { name: 'Genomics' })).status).toBe(409)
    expect((await api.post(workspaces, { name: '-' })).status).toBe(400)
    expect((await api.get(`${workspaces}?max=1`)).body).toMatchObject({ totalSize: 1, workspaces: [{ id: body.id }] })
    expect((await api.delete(`${workspaces}/${body.id}`)).status).toBe(204)
    expect((await api.get(`${workspaces}/${body.id}`)).status).toBe(404)
  })

  it('I6: teams, groups and people have roles in them', async () => {
    const { id } = await api.create(workspaces, { name: 'shared' })
    const team = await api.create(`${acme.orgs}/teams`, { name: 'ops', idpGroupId: group })
    const at = `${workspaces}/${id}/participants`
    const added = [
      await api.create(at, { teamId: team.id, role: 'maintain' }),
      await api.create(at, { groupId: group, role: 'launch' }),
      await api.create(at, { userName: 'bob@acme.example', role: 'view' }),
    ]
    expect(added[0]).toMatchObject({ type: 'team', subjectId: team.id, name: 'ops', people: 1, role: 'maintain' })
    expect((await api.get(at)).body).toEqual({ participants: added, totalSize: 3 })
    expect((await api.get(`${at}?max=1&offset=2`)).body.participants).toEqual([added[2]])
    expect((await api.put(`${at}/${added[2]?.id}/role`, { role: 'admin' })).body).toMatchObject({ type: 'user', role: 'admin' })
    expect((await api.delete(`${at}/${added[1]?.id}`)).status).toBe(204)
    expect((await api.delete(`${at}/${added[1]?.id}`)).status).toBe(404)
    expect((await api.put(`${at}/nobody/role`, { role: 'admin' })).status).toBe(404)
    expect((await api.post(at, { role: 'view' })).status).toBe(400)
    expect((await api.post(at, { teamId: 'nobody', role: 'view' })).status).toBe(404)
    expect((await api.post(at, { teamId: team.id, role: 'emperor' })).status).toBe(400)
  })

  it('G9: a team keeps its workspaces when it is orphaned', async () => {
    const { id } = await api.create(workspaces, { name: 'kept' })
    const feeding = await acme.scim.create('/Groups', { displayName: 'Feeding' })
    const team = await api.create(`${acme.orgs}/teams`, { name: 'feeds', idpGroupId: feeding })
    const at = `${acme.orgs}/teams/${team.id}/workspaces`
    expect((await api.post(at, { workspaceId: id, role: 'connect' })).body).toEqual({
      workspaceId: id,
      workspaceName: 'kept',
      role: 'connect',
    })
    await acme.scim.delete(`/Groups/${feeding}`)
    expect((await api.get(at)).body).toEqual({ workspaces: [{ workspaceId: id, workspaceName: 'kept', role: 'connect' }], totalSize: 1 })
    expect((await api.delete(`${at}/${id}`)).status).toBe(204)
    expect((await api.get(at)).body.totalSize).toBe(0)
  })
})
