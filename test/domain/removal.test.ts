import { describe, expect, it } from 'vitest'
import { removalImpact } from '../../src/main/domain/delegation.ts'
import { removeGroup, requireGroup } from '../../src/main/domain/groups.ts'
import { requireOrganization } from '../../src/main/domain/organizations.ts'
import { listOrphans } from '../../src/main/domain/orphans.ts'
import { describeTeam, removeTeam, requireTeam } from '../../src/main/domain/teams.ts'
import { coreRegistry } from '../../src/main/protocol/schema/registry.ts'
import { insertTeamMember, type TeamRow } from '../../src/main/store/teams.ts'
import { ADMIN, newWorld } from '../support/world.ts'

/**
 * The group "Data" holds ann, bob (deactivated) and the group "Inner" (dan); "Outer" holds "Data". The teams "one" and "two" are
 * delegated to Data, "around" to Outer. In "one", cid was put by hand and eve came by a claim; ann is in it by hand as well.
 */
async function directory() {
  const world = newWorld()
  const acme = await world.organization()
  const [ann, bob, cid, dan, eve] = await Promise.all(['ann', 'bob', 'cid', 'dan', 'eve'].map((name) => world.provision(acme, name)))
  if (!ann || !bob || !cid || !dan || !eve) throw new Error('five people were provisioned')
  const inner = await world.push(acme, 'Inner', { members: [{ value: dan.id }] })
  const group = await world.push(acme, 'Data', { members: [{ value: ann.id }, { value: bob.id }, { value: inner.id }] })
  const outer = await world.push(acme, 'Outer', { members: [{ value: group.id }] })
  await world.patchUser(acme, bob, { op: 'replace', path: 'active', value: false })
  const [one, two, around] = await Promise.all(['one', 'two', 'around'].map((name) => world.team(acme, name)))
  if (!one || !two || !around) throw new Error('three teams were created')
  for (const user of [ann, cid]) await world.addMember(acme, one, user)
  await Promise.all([world.link(acme, one, group), world.link(acme, two, group), world.link(acme, around, outer)])
  await world.database.write((tx) => insertTeamMember(tx, one.id, eve.seq, 'sign-in', world.time.now))
  world.time.now += 60_000
  return {
    ...world,
    acme,
    ann,
    bob,
    cid,
    dan,
    eve,
    inner,
    group,
    outer,
    one,
    two,
    around,
    orphans: () => world.domain.read(async (tx) => listOrphans(tx, await requireOrganization(tx, acme.id))),
    shown: (team: TeamRow) =>
      world.domain.read(async (tx) => {
        const organization = await requireOrganization(tx, acme.id)
        return describeTeam(tx, organization, await requireTeam(tx, organization, team.id))
      }),
    impact: () =>
      world.domain.read(async (tx) => {
        const organization = await requireOrganization(tx, acme.id)
        return removalImpact(tx, organization, await requireGroup(tx, organization, group.id))
      }),
  }
}

type Directory = Awaited<ReturnType<typeof directory>>

const people = (members: readonly { userName: string; origin: string }[]): string[] =>
  members.map((each) => `${each.userName} ${each.origin}`)

describe('G9: the removal of a group', () => {
  it('takes its people out of every team that it feeds, and leaves who is there by hand', async () => {
    const { acme, group, one, two, around, members, deleteGroup } = await directory()
    expect(await members(acme, one)).toEqual({ ann: ['manual', 'provisioning'], cid: ['manual'], dan: ['provisioning'], eve: ['sign-in'] })
    await deleteGroup(acme, group)
    expect(await members(acme, one)).toEqual({ ann: ['manual'], cid: ['manual'] })
    expect(await members(acme, two)).toEqual({})
    // "around" is fed by Outer, which is still there; it only lost what Data gave it.
    expect(await members(acme, around)).toEqual({})
  })

  it('leaves a team all that is its own, and says why it is orphaned, since when and how many it lost', async () => {
    const { acme, group, one, around, outer, deleteGroup, shown, time } = await directory()
    const before = await shown(one)
    await deleteGroup(acme, group)
    expect(await shown(one)).toEqual({
      ...before,
      group: null,
      orphaned: { groupName: 'Data', cause: 'scim-delete', at: time.now, purgedCount: 4 },
      memberCount: 2,
      updatedAt: time.now,
    })
    expect(await shown(around)).toMatchObject({ group: { id: outer.id }, orphaned: null })
  })

  it('is one transaction: a failure at its end leaves everything as it was', async () => {
    const { acme, group, one, domain, members, orphans, groupResource, audit } = await directory()
    const [before, events] = [await groupResource(acme, group), (await audit()).length]
    const failed = domain.change({ actor: ADMIN }, async (change) => {
      const organization = await requireOrganization(change.tx, acme.id)
      await removeGroup(change, organization, coreRegistry, await requireGroup(change.tx, organization, group.id), 'scim-delete')
      throw new Error('the power went')
    })
    await expect(failed).rejects.toThrow('the power went')
    expect(await groupResource(acme, group)).toEqual(before)
    expect(await members(acme, one)).toMatchObject({ dan: ['provisioning'], eve: ['sign-in'] })
    expect(await orphans()).toEqual([])
    expect(await audit()).toHaveLength(events)
  })

  it('leaves no trace of the row: gone from groups around it, from people’s groups, from index, search and count', async () => {
    const { acme, group, outer, ann, dan, deleteGroup, groupResource, userResource, database, domain } = await directory()
    const version = (await domain.read((tx) => requireGroup(tx, acme, outer.id))).version
    await deleteGroup(acme, group)
    expect(await groupResource(acme, outer)).toMatchObject({ members: [] })
    expect(await domain.read((tx) => requireGroup(tx, acme, outer.id))).toMatchObject({ memberCount: 0, version: version + 1 })
    expect(await userResource(acme, ann)).not.toHaveProperty('groups')
    expect(await userResource(acme, dan)).toMatchObject({ groups: [{ display: 'Inner' }] })
    expect(await domain.read((tx) => requireOrganization(tx, acme.id))).toMatchObject({ groupCount: 2 })
    for (const table of [
      'group_members WHERE group_seq',
      'group_members WHERE kind = 1 AND member_seq',
      'group_attributes WHERE seq',
      'group_search_docsize WHERE id',
      'groups WHERE seq',
    ])
      expect(await database.read((tx) => tx.get(`SELECT count(*) AS n FROM ${table} = ?`, group.seq))).toEqual({ n: 0 })
  })

  it('does what was told before, team by team', async () => {
    const { acme, group, one, two, deleteGroup, impact } = await directory()
    const told = await impact()
    expect(told).toEqual({
      group: { id: group.id, displayName: 'Data', source: 'scim' },
      teams: [
        { id: one.id, name: 'one', purgedMembers: 4, keptMembers: 2 },
        { id: two.id, name: 'two', purgedMembers: 3, keptMembers: 0 },
      ],
    })
    expect(await deleteGroup(acme, group)).toEqual(told)
  })

  it('is one cascade in the audit trail: one correlation id, each team with what it lost, the group with whom it was in', async () => {
    const { acme, group, outer, deleteGroup, audit } = await directory()
    await deleteGroup(acme, group, 'request-7')
    const cascade = (await audit()).filter((event) => event.correlationId === 'request-7')
    expect(cascade.map((event) => [event.action, event.targetName, event.actorName])).toEqual([
      ['team.orphaned', 'one', 'group-mapping'],
      ['team.orphaned', 'two', 'group-mapping'],
      ['group.deleted', 'Data', 'group-mapping'],
    ])
    expect(cascade[0]).toMatchObject({
      before: { group: { displayName: 'Data' } },
      after: { cause: 'scim-delete', purgedMembers: 4, keptMembers: 2 },
    })
    expect(cascade[2]).toMatchObject({
      before: { displayName: 'Data', members: 3, memberOf: [{ id: outer.id, displayName: 'Outer' }] },
      after: null,
    })
  })

  it('by hand has its own cause', async () => {
    const world = newWorld()
    const acme = await world.organization()
    const group = await world.enter(acme, 'Data')
    await world.team(acme, 'crew', group)
    await world.step(ADMIN, acme, (change, organization) => removeGroup(change, organization, coreRegistry, group, 'manual-delete'))
    const orphans = await world.domain.read((tx) => listOrphans(tx, acme))
    expect(orphans).toMatchObject([{ name: 'crew', groupName: 'Data', cause: 'manual-delete', purged: { people: 0 }, firstPurged: [] }])
  })

  it.each([
    ['scim', ['ann provisioning', 'bob provisioning', 'dan provisioning']],
    ['sign-in', ['eve sign-in']],
    ['both', ['ann provisioning', 'bob provisioning', 'dan provisioning', 'eve sign-in']],
  ] as const)('under the policy %s, lists as purged those whose membership it took', async (membershipSources, expected) => {
    const { acme, group, one, policy, impact, deleteGroup, orphans, shown } = await directory()
    await policy(acme, { membershipSources })
    const told = (await impact()).teams.find((team) => team.id === one.id)
    await deleteGroup(acme, group)
    const orphan = (await orphans()).find((team) => team.teamId === one.id)
    expect(people(orphan?.firstPurged ?? [])).toEqual(expected)
    expect(told?.purgedMembers).toBe(expected.length)
    expect((await shown(one)).orphaned?.purgedCount).toBe(expected.length)
  })
})

describe('D5: orphan review', () => {
  const orphaned = async (): Promise<Directory> => {
    const world = await directory()
    await world.deleteGroup(world.acme, world.group)
    return world
  }

  it('lists every orphaned team with cause, time and who was purged, deactivated people too', async () => {
    const { orphans, one, two, ann, time } = await orphaned()
    const [first, second] = await orphans()
    expect(first).toMatchObject({
      teamId: one.id,
      name: 'one',
      groupName: 'Data',
      cause: 'scim-delete',
      at: time.now,
      keptMembers: 2,
      returnedGroup: null,
    })
    expect(people(first?.firstPurged ?? [])).toEqual(['ann provisioning', 'bob provisioning', 'dan provisioning', 'eve sign-in'])
    expect(first?.firstPurged[0]).toEqual({ userId: ann.id, userName: 'ann', displayName: null, origin: 'provisioning', present: true })
    expect(second).toMatchObject({ teamId: two.id, keptMembers: 0 })
    expect(people(second?.firstPurged ?? [])).toEqual(['ann provisioning', 'bob provisioning', 'dan provisioning'])
  })

  it('says who has lost access since', async () => {
    const { acme, dan, orphans, deprovision } = await orphaned()
    await deprovision(acme, dan)
    const purged = (await orphans())[0]?.firstPurged.map((member) => [member.userName, member.present])
    expect(purged).toEqual([
      ['ann', true],
      ['bob', true],
      ['dan', false],
      ['eve', true],
    ])
  })

  it('links another group: its people come, nobody is given back silently', async () => {
    const { acme, cid, one, push, link, members, orphans, actions } = await orphaned()
    await link(acme, one, await push(acme, 'Lake', { members: [{ value: cid.id }] }))
    expect(await members(acme, one)).toEqual({ ann: ['manual'], cid: ['manual', 'provisioning'] })
    expect((await orphans()).map((team) => team.name)).toEqual(['two'])
    expect((await actions()).at(-1)).toBe('team.relinked')
  })

  it('returns a team to manual without the purged members', async () => {
    const { acme, one, returnToManual, members, shown } = await orphaned()
    await returnToManual(acme, one, false)
    expect(await members(acme, one)).toEqual({ ann: ['manual'], cid: ['manual'] })
    expect(await shown(one)).toMatchObject({ orphaned: null, group: null })
  })

  it('returns a team to manual with the purged members who still have access; a deactivated one is there again once she is active', async () => {
    const { acme, bob, dan, one, two, returnToManual, members, patchUser, deprovision, audit } = await orphaned()
    await deprovision(acme, dan)
    await returnToManual(acme, one, true)
    expect(await members(acme, one)).toEqual({ ann: ['manual'], cid: ['manual'], eve: ['manual'] })
    await patchUser(acme, bob, { op: 'replace', path: 'active', value: true })
    expect(await members(acme, one)).toMatchObject({ bob: ['manual'] })
    expect((await audit()).find((event) => event.action === 'team.returned-to-manual')).toMatchObject({
      after: { orphaned: false, membersRestored: 2 },
    })
    // Eve came to "one" by a claim; she was never in "two".
    await returnToManual(acme, two, true)
    expect(await members(acme, two)).toEqual({ ann: ['manual'], bob: ['manual'] })
  })

  it('deletes the team', async () => {
    const { acme, one, step, orphans } = await orphaned()
    await step(ADMIN, acme, async (change, organization) =>
      removeTeam(change, organization, await requireTeam(change.tx, organization, one.id)),
    )
    expect((await orphans()).map((team) => team.name)).toEqual(['two'])
  })

  it('refuses changes of members until it is resolved, and a return of what is not orphaned', async () => {
    const { acme, eve, one, around, addMember, returnToManual } = await orphaned()
    await expect(addMember(acme, one, eve)).rejects.toMatchObject({ code: 'delegated' })
    await expect(addMember(acme, one, eve)).rejects.toThrow('Orphan review')
    await expect(returnToManual(acme, around, true)).rejects.toMatchObject({ code: 'not_orphaned' })
  })

  it('offers a group of the same name that has come back, and never links it by itself', async () => {
    const { acme, cid, one, push, link, orphans, members } = await orphaned()
    const returned = await push(acme, 'DATA', { members: [{ value: cid.id }] })
    expect((await orphans()).map((team) => team.returnedGroup)).toEqual([
      { id: returned.id, displayName: 'DATA' },
      { id: returned.id, displayName: 'DATA' },
    ])
    expect(await members(acme, one)).toEqual({ ann: ['manual'], cid: ['manual'] })
    await link(acme, one, returned)
    expect(await members(acme, one)).toEqual({ ann: ['manual'], cid: ['manual', 'provisioning'] })
  })

  it('does not offer a group of the same name in another organization', async () => {
    const { organization, push, orphans } = await orphaned()
    await push(await organization('other'), 'Data')
    expect((await orphans()).map((team) => team.returnedGroup)).toEqual([null, null])
  })

  it('keeps two removals apart: each team knows its own', async () => {
    const { acme, outer, around, deleteGroup, orphans, time } = await orphaned()
    time.now += 1000
    await deleteGroup(acme, outer)
    const [newest, ...older] = await orphans()
    expect(newest).toMatchObject({ teamId: around.id, groupName: 'Outer', at: time.now, firstPurged: [] })
    expect(older.map((team) => team.groupName)).toEqual(['Data', 'Data'])
  })
})
