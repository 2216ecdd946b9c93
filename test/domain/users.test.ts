import { describe, expect, it } from 'vitest'
import { ENTERPRISE_SCHEMA } from '../../src/main/protocol/schema/enterprise.ts'
import { describeUserDetail } from '../../src/main/domain/user-detail.ts'
import { requireUser } from '../../src/main/domain/users.ts'
import { requireOrganization } from '../../src/main/domain/organizations.ts'
import { describeTeam, requireTeam } from '../../src/main/domain/teams.ts'
import type { OrganizationRow } from '../../src/main/store/organizations.ts'
import type { TeamRow } from '../../src/main/store/teams.ts'
import { newWorld, type World } from '../support/world.ts'

const userNameIn = async (world: World, org: OrganizationRow, id: string): Promise<string> =>
  (await world.domain.read((tx) => requireUser(tx, org, id))).userName

const accounts = (world: World) =>
  world.database.read((tx) => tx.all<{ id: string; userName: string }>('SELECT id, user_name AS userName FROM accounts ORDER BY rowid'))

const detailOf = (world: World, org: OrganizationRow, id: string) =>
  world.domain.read(async (tx) => {
    const organization = await requireOrganization(tx, org.id)
    return describeUserDetail(tx, organization, await requireUser(tx, organization, id))
  })

const countOf = (world: World, org: OrganizationRow, team: TeamRow): Promise<number> =>
  world.domain.read(async (tx) => (await describeTeam(tx, org, await requireTeam(tx, org, team.id))).memberCount)

describe('U2: userName', () => {
  it('is unique in the organization without case, in composed form, and the refusal says so', async () => {
    const world = newWorld()
    const acme = await world.organization()
    await world.provision(acme, 'Zo\u00eb@Example.com')
    for (const clash of ['zo\u00eb@example.com', 'ZOE\u0308@EXAMPLE.COM'])
      await expect(world.provision(acme, clash)).rejects.toMatchObject({ code: 'user_name_taken', issues: [{ path: 'userName' }] })
    expect(await accounts(world)).toHaveLength(1)
  })

  it('may be the same in another organization: it is the same account, with the same id', async () => {
    const world = newWorld()
    const [acme, other] = [await world.organization('acme'), await world.organization('other')]
    const here = await world.provision(acme, 'ann@example.com')
    const there = await world.provision(other, 'ANN@example.com')
    expect(there.id).toBe(here.id)
    expect([await userNameIn(world, acme, here.id), await userNameIn(world, other, here.id)]).toEqual([
      'ann@example.com',
      'ANN@example.com',
    ])
  })

  it('of somebody else cannot be taken by a rename, but one’s own can change its case', async () => {
    const world = newWorld()
    const acme = await world.organization()
    await world.provision(acme, 'ann')
    const bob = await world.provision(acme, 'bob')
    await expect(world.patchUser(acme, bob, { op: 'replace', path: 'userName', value: 'ANN' })).rejects.toMatchObject({
      code: 'user_name_taken',
    })
    expect((await world.patchUser(acme, bob, { op: 'replace', path: 'userName', value: 'Bob' })).userName).toBe('Bob')
  })

  it('is required', async () => {
    const world = newWorld()
    const acme = await world.organization()
    await expect(world.provision(acme, '  ')).rejects.toThrow('userName is required')
  })
})

describe('U4: taking access away', () => {
  it('ends it here: groups, teams and index forget her; the account and access elsewhere stay', async () => {
    const world = newWorld()
    const [acme, other] = [await world.organization('acme'), await world.organization('other')]
    const ann = await world.provision(acme, 'ann')
    await world.provision(other, 'ann')
    const group = await world.push(acme, 'Data', { members: [{ value: ann.id }] })
    const byGroup = await world.team(acme, 'by-group', group)
    const byHand = await world.team(acme, 'by-hand')
    await world.addMember(acme, byHand, ann)
    const versionBefore = (await world.groupResource(acme, group))['meta']

    world.time.now += 60_000
    await world.deprovision(acme, ann)
    await expect(world.userResource(acme, ann)).rejects.toMatchObject({ code: 'not_found' })
    expect(await world.groupResource(acme, group)).toMatchObject({ members: [] })
    expect((await world.groupResource(acme, group))['meta']).not.toEqual(versionBefore)
    expect([await world.members(acme, byGroup), await world.members(acme, byHand)]).toEqual([{}, {}])
    expect(await world.userResource(other, ann)).toMatchObject({ id: ann.id, userName: 'ann' })
    expect(await accounts(world)).toEqual([{ id: ann.id, userName: 'ann' }])
    const counts = await world.domain.read((tx) => requireOrganization(tx, acme.id))
    expect(counts).toMatchObject({ userCount: 0, groupCount: 1 })
  })

  it('is undone by provisioning her again: the same account and id, and nothing of what she was in', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const ann = await world.provision(acme, 'ann', { title: 'Chief' })
    const group = await world.push(acme, 'Data', { members: [{ value: ann.id }] })
    await world.deprovision(acme, ann)
    const again = await world.provision(acme, 'Ann')
    expect(again.id).toBe(ann.id)
    expect(again.version).toBe(1)
    expect(await world.userResource(acme, again)).not.toHaveProperty('title')
    expect(await world.groupResource(acme, group)).toMatchObject({ members: [] })
  })

  it('twice is not found the second time', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const ann = await world.provision(acme, 'ann')
    await world.deprovision(acme, ann)
    await expect(world.deprovision(acme, ann)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('can be looked back on: the event says which groups and teams she was in', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const ann = await world.provision(acme, 'ann')
    const group = await world.push(acme, 'Data', { members: [{ value: ann.id }] })
    const team = await world.team(acme, 'crew')
    await world.addMember(acme, team, ann)
    await world.deprovision(acme, ann)
    expect((await world.audit()).at(-1)).toMatchObject({
      action: 'user.access-removed',
      before: { userName: 'ann', groups: [{ id: group.id, displayName: 'Data' }], teams: [{ id: team.id, name: 'crew' }] },
      after: null,
    })
  })
})

describe('U5: a rename', () => {
  it('renames the account too when no other organization has it', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const ann = await world.provision(acme, 'ann')
    await world.patchUser(acme, ann, { op: 'replace', path: 'userName', value: 'anna' })
    expect(await accounts(world)).toEqual([{ id: ann.id, userName: 'anna' }])
    expect((await world.provision(await world.organization('other'), 'anna')).id).toBe(ann.id)
  })

  it('in one organization is not seen in another, and the account stays whose it was', async () => {
    const world = newWorld()
    const [acme, other] = [await world.organization('acme'), await world.organization('other')]
    const ann = await world.provision(acme, 'ann')
    await world.provision(other, 'ann')
    await world.patchUser(acme, ann, { op: 'replace', path: 'userName', value: 'anna' })
    expect(await userNameIn(world, other, ann.id)).toBe('ann')
    expect(await accounts(world)).toEqual([{ id: ann.id, userName: 'ann' }])
  })

  it('frees the old name here: who comes with it is another person, and nobody becomes two in one organization', async () => {
    const world = newWorld()
    const [acme, other] = [await world.organization('acme'), await world.organization('other')]
    const ann = await world.provision(acme, 'ann')
    await world.provision(other, 'ann')
    await world.patchUser(acme, ann, { op: 'replace', path: 'userName', value: 'anna' })
    const newcomer = await world.provision(acme, 'ann')
    expect(newcomer.id).not.toBe(ann.id)
    expect(await userNameIn(world, other, ann.id)).toBe('ann')
    expect(await accounts(world)).toHaveLength(2)
  })
})

describe('U7: deactivation', () => {
  it('takes a person out of every team, by hand or by group, and gives her back on reactivation', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const ann = await world.provision(acme, 'ann')
    const byGroup = await world.team(acme, 'by-group', await world.push(acme, 'Data', { members: [{ value: ann.id }] }))
    const byHand = await world.team(acme, 'by-hand')
    await world.addMember(acme, byHand, ann)
    const teams = async () => [await world.members(acme, byGroup), await world.members(acme, byHand)]
    const inBoth = [{ ann: ['provisioning'] }, { ann: ['manual'] }]
    expect(await teams()).toEqual(inBoth)

    await world.patchUser(acme, ann, { op: 'replace', path: 'active', value: 'False' })
    expect(await teams()).toEqual([{}, {}])
    expect(await Promise.all([byGroup, byHand].map((team) => countOf(world, acme, team)))).toEqual([0, 0])
    expect(await detailOf(world, acme, ann.id)).toMatchObject({
      active: false,
      teams: [],
      groups: [{ displayName: 'Data', type: 'direct' }],
    })

    await world.patchUser(acme, ann, { op: 'replace', value: { active: 'True' } })
    expect(await teams()).toEqual(inBoth)
    expect((await world.actions()).slice(-2)).toEqual(['user.deactivated', 'user.reactivated'])
  })

  it('keeps her membership of groups: she is still returned as a member', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const ann = await world.provision(acme, 'ann', { active: false })
    const group = await world.push(acme, 'Data', { members: [{ value: ann.id }] })
    expect(await world.groupResource(acme, group)).toMatchObject({ members: [{ value: ann.id, type: 'User', display: 'ann' }] })
  })

  it('is kept by a PUT that does not speak of it (U6)', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const ann = await world.provision(acme, 'ann', { active: false })
    const after = await world.putUser(acme, ann, { userName: 'ann', title: 'Chief' })
    expect(after.active).toBe(0)
  })
})

describe('U1: a person', () => {
  it('is returned as she was sent, with the groups she is in, directly and through others', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const sent = {
      displayName: 'Ann',
      name: { givenName: 'Ann', familyName: 'Ångström' },
      emails: [{ value: 'ann@example.com', type: 'work', primary: true }],
      [ENTERPRISE_SCHEMA]: { department: 'Labs', manager: { value: '42' } },
    }
    const ann = await world.provision(acme, 'ann', sent)
    const inner = await world.push(acme, 'inner', { members: [{ value: ann.id }] })
    const outer = await world.push(acme, 'outer', { members: [{ value: inner.id, type: 'Group' }] })
    expect(await world.userResource(acme, ann)).toMatchObject({
      ...sent,
      id: ann.id,
      userName: 'ann',
      active: true,
      groups: [
        { value: inner.id, display: 'inner', type: 'direct' },
        { value: outer.id, display: 'outer', type: 'indirect' },
      ],
      meta: { resourceType: 'User', created: '2026-11-22T09:00:00.000Z', lastModified: '2026-11-22T09:00:00.000Z', version: 'W/"1"' },
    })
  })

  it('is shown with the teams she is in, by which origins, and where else she has access', async () => {
    const world = newWorld()
    const [acme, other] = [await world.organization('acme'), await world.organization('other')]
    const ann = await world.provision(acme, 'ann')
    await world.provision(other, 'ann')
    const crew = await world.team(acme, 'crew')
    await world.addMember(acme, crew, ann)
    await world.link(acme, crew, await world.push(acme, 'Data', { members: [{ value: ann.id }] }))
    expect(await detailOf(world, acme, ann.id)).toMatchObject({
      userName: 'ann',
      teams: [{ id: crew.id, name: 'crew', origins: ['manual', 'provisioning'] }],
      elsewhere: [{ organizationName: 'other', userName: 'ann' }],
    })
  })

  it('a change of nothing is no change: no version, no event', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const ann = await world.provision(acme, 'ann', { title: 'Chief' })
    const events = (await world.actions()).length
    const after = await world.patchUser(acme, ann, { op: 'replace', path: 'title', value: 'Chief' })
    expect(after.version).toBe(1)
    expect(await world.actions()).toHaveLength(events)
  })
})
