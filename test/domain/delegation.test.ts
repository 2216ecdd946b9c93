import { describe, expect, it } from 'vitest'
import { linkImpact, undoUnlink } from '../../src/main/domain/delegation.ts'
import { requireGroup } from '../../src/main/domain/groups.ts'
import { requireOrganization } from '../../src/main/domain/organizations.ts'
import { addTeamMember, describeTeam, editTeam, removeTeam, removeTeamMember, requireTeam } from '../../src/main/domain/teams.ts'
import type { Change } from '../../src/main/domain/change.ts'
import type { OrganizationRow } from '../../src/main/store/organizations.ts'
import { insertTeamMember, type TeamRow } from '../../src/main/store/teams.ts'
import type { UserRow } from '../../src/main/store/users.ts'
import { ADMIN, newWorld, type World } from '../support/world.ts'

/** ann and bob are in the group "Data", cid in no group, and the team "crew" is there, delegated to nobody. */
async function crew() {
  const world = newWorld()
  const acme = await world.organization()
  const [ann, bob, cid] = await Promise.all(['ann', 'bob', 'cid'].map((name) => world.provision(acme, name)))
  if (!ann || !bob || !cid) throw new Error('three people were provisioned')
  const group = await world.push(acme, 'Data', { members: [{ value: ann.id }, { value: bob.id }] })
  const team = await world.team(acme, 'crew')
  return {
    ...world,
    makeTeam: world.team,
    acme,
    ann,
    bob,
    cid,
    group,
    team,
    inTeam: () => world.members(acme, team),
    shown: () =>
      world.domain.read(async (tx) => {
        const organization = await requireOrganization(tx, acme.id)
        return describeTeam(tx, organization, await requireTeam(tx, organization, team.id))
      }),
    onTeam: <T>(work: (change: Change, organization: OrganizationRow, row: TeamRow) => Promise<T>): Promise<T> =>
      world.step(ADMIN, acme, async (change, organization) =>
        work(change, organization, await requireTeam(change.tx, organization, team.id)),
      ),
  }
}

const newTeam = (world: Awaited<ReturnType<typeof crew>>, name: string): Promise<TeamRow> => world.makeTeam(world.acme, name)

/** As an evaluated sign-in leaves it. */
function signedIn(world: Pick<World, 'database' | 'time'>, team: TeamRow, user: UserRow): Promise<unknown> {
  return world.database.write((tx) => insertTeamMember(tx, team.id, user.seq, 'sign-in', world.time.now))
}

describe('D3: an unlinking can be taken back', () => {
  it('exactly: by group, by sign-in and by hand as it was before', async () => {
    const world = await crew()
    const { acme, group, team, ann, cid, link, unlink, onTeam, inTeam } = world
    await onTeam((change, organization, row) => addTeamMember(change, organization, row, ann.id))
    world.time.now += 1_000
    await link(acme, team, group)
    await signedIn(world, team, cid)
    const before = await inTeam()
    world.time.now += 1_000
    await unlink(acme, team)
    expect(await inTeam()).toEqual({ ann: ['manual'], bob: ['manual'], cid: ['manual'] })
    world.time.now += 1_000
    await onTeam(undoUnlink)
    expect(await inTeam()).toEqual(before)
  })

  it('not after the team’s group has changed by something else', async () => {
    const world = await crew()
    const { acme, group, team, link, unlink, onTeam } = world
    await expect(onTeam(undoUnlink)).rejects.toMatchObject({ code: 'not_found' })
    await link(acme, team, group)
    await unlink(acme, team)
    await link(acme, team, group)
    await expect(onTeam(undoUnlink)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('D1: a delegated team', () => {
  it('has the group’s members at once, and shows the group', async () => {
    const { acme, group, team, link, inTeam, shown } = await crew()
    await link(acme, team, group)
    expect(await inTeam()).toEqual({ ann: ['provisioning'], bob: ['provisioning'] })
    expect(await shown()).toMatchObject({ group: { id: group.id, displayName: 'Data' }, orphaned: null, memberCount: 2 })
  })

  it('cannot be changed by hand, nor deleted, until the field is cleared', async () => {
    const { acme, group, team, ann, cid, link, onTeam, unlink, inTeam } = await crew()
    await link(acme, team, group)
    const byHand = [
      onTeam((change, organization, row) => addTeamMember(change, organization, row, cid.id)),
      onTeam((change, organization, row) => removeTeamMember(change, organization, row, ann.id)),
      onTeam((change, organization, row) => removeTeam(change, organization, row)),
    ]
    for (const deed of byHand) await expect(deed).rejects.toMatchObject({ code: 'delegated' })
    await unlink(acme, team)
    await onTeam((change, organization, row) => removeTeamMember(change, organization, row, ann.id))
    expect(await inTeam()).toEqual({ bob: ['manual'] })
    await onTeam((change, organization, row) => removeTeam(change, organization, row))
  })

  it('can be renamed and described all the while', async () => {
    const { acme, group, team, link, onTeam, shown } = await crew()
    await link(acme, team, group)
    await onTeam((change, organization, row) => editTeam(change, organization, row, { name: 'crew-2', description: 'the crew' }))
    expect(await shown()).toMatchObject({ name: 'crew-2', description: 'the crew', memberCount: 2 })
  })
})

describe('D2: a team and its group', () => {
  it('a group may serve several teams', async () => {
    const world = await crew()
    const { acme, group } = world
    await world.link(acme, world.team, group)
    const second = await newTeam(world, 'second')
    await world.link(acme, second, group)
    expect(await world.inTeam()).toEqual({ ann: ['provisioning'], bob: ['provisioning'] })
    expect(await world.members(acme, second)).toEqual({ ann: ['provisioning'], bob: ['provisioning'] })
  })

  it('unless the policy says one: then the refusal names the team that has it', async () => {
    const world = await crew()
    const { acme, group } = world
    await world.policy(acme, { oneTeamPerGroup: true })
    await world.link(acme, world.team, group)
    const refused = world.link(acme, await newTeam(world, 'second'), group)
    await expect(refused).rejects.toMatchObject({ code: 'group_serves_a_team' })
    await expect(refused).rejects.toThrow('crew')
    await world.link(acme, world.team, group)
  })

  it('the policy is refused while a group serves several, and says which', async () => {
    const world = await crew()
    const { acme, group, team } = world
    await world.link(acme, team, group)
    const second = await newTeam(world, 'second')
    await world.link(acme, second, group)
    const refused = world.policy(acme, { oneTeamPerGroup: true })
    await expect(refused).rejects.toMatchObject({ code: 'group_serves_a_team' })
    await expect(refused).rejects.toThrow(/Data serves 2 teams/)
    await world.unlink(acme, second)
    expect(await world.policy(acme, { oneTeamPerGroup: true })).toMatchObject({ oneTeamPerGroup: 1 })
  })

  it('a team has one group: another one takes its place, and its people too', async () => {
    const { acme, cid, group, team, link, push, inTeam } = await crew()
    await link(acme, team, group)
    await link(acme, team, await push(acme, 'Lake', { members: [{ value: cid.id }] }))
    expect(await inTeam()).toEqual({ cid: ['provisioning'] })
  })

  it('a group of another organization cannot be had', async () => {
    const { team, acme, organization, push, link } = await crew()
    const theirs = await push(await organization('other'), 'Theirs')
    await expect(link(acme, team, theirs)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('linking again what is linked changes nothing', async () => {
    const { acme, group, team, link, actions } = await crew()
    await link(acme, team, group)
    const events = (await actions()).length
    await link(acme, team, group)
    expect(await actions()).toHaveLength(events)
  })
})

describe('D3: clearing the field', () => {
  it('keeps whoever is in the team now as manual members, deactivated people too, and gives the controls back', async () => {
    const { acme, ann, bob, cid, group, team, link, unlink, patchUser, addMember, inTeam, deleteGroup } = await crew()
    await addMember(acme, team, ann)
    await link(acme, team, group)
    await patchUser(acme, bob, { op: 'replace', path: 'active', value: false })
    expect(await inTeam()).toEqual({ ann: ['manual', 'provisioning'] })
    await unlink(acme, team)
    await patchUser(acme, bob, { op: 'replace', path: 'active', value: true })
    expect(await inTeam()).toEqual({ ann: ['manual'], bob: ['manual'] })
    await addMember(acme, team, cid)
    await deleteGroup(acme, group)
    expect(await inTeam()).toEqual({ ann: ['manual'], bob: ['manual'], cid: ['manual'] })
  })

  it('keeps who came by a claim, as a manual member', async () => {
    const world = await crew()
    const { acme, cid, group, team } = world
    await world.link(acme, team, group)
    await signedIn(world, team, cid)
    await world.unlink(acme, team)
    expect(await world.inTeam()).toEqual({ ann: ['manual'], bob: ['manual'], cid: ['manual'] })
  })

  it('of a team that is not delegated is refused', async () => {
    const { acme, team, unlink } = await crew()
    await expect(unlink(acme, team)).rejects.toMatchObject({ code: 'not_delegated' })
  })
})

describe('D4: the sources of a team’s members', () => {
  it('a push takes effect in the push’s own transaction: inside it, already', async () => {
    const { acme, cid, group, team, link, patchGroup, inTeam } = await crew()
    await link(acme, team, group)
    await patchGroup(acme, group, { op: 'add', path: 'members', value: [{ value: cid.id }] })
    expect(await inTeam()).toMatchObject({ cid: ['provisioning'] })
    await patchGroup(acme, group, { op: 'remove', path: 'members' })
    expect(await inTeam()).toEqual({})
  })

  it.each([
    ['scim', { ann: ['provisioning'], bob: ['manual', 'provisioning'] }],
    ['sign-in', { bob: ['manual', 'sign-in'], cid: ['sign-in'] }],
    ['both', { ann: ['provisioning'], bob: ['manual', 'provisioning', 'sign-in'], cid: ['sign-in'] }],
  ] as const)('are those of the policy: %s; who was put there by hand stays under each', async (membershipSources, expected) => {
    const world = await crew()
    const { acme, bob, cid, group, team } = world
    await world.addMember(acme, team, bob)
    await world.link(acme, team, group)
    await signedIn(world, team, bob)
    await signedIn(world, team, cid)
    await world.policy(acme, { membershipSources })
    expect(await world.inTeam()).toEqual(expected)
    expect((await world.shown()).memberCount).toBe(Object.keys(expected).length)
  })

  it('a person stays while any origin holds', async () => {
    const { acme, ann, group, team, link, addMember, patchGroup, inTeam } = await crew()
    await addMember(acme, team, ann)
    await link(acme, team, group)
    await patchGroup(acme, group, { op: 'remove', path: `members[value eq "${ann.id}"]` })
    expect(await inTeam()).toEqual({ ann: ['manual'], bob: ['provisioning'] })
  })
})

describe('what a link would do', () => {
  it('is told before, and is what it then does', async () => {
    const world = await crew()
    const { acme, cid, ann, group, team } = world
    await world.addMember(acme, team, cid)
    await world.addMember(acme, team, ann)
    const impact = await world.domain.read(async (tx) => {
      const organization = await requireOrganization(tx, acme.id)
      return linkImpact(tx, organization, await requireTeam(tx, organization, team.id), await requireGroup(tx, organization, group.id))
    })
    expect(impact).toEqual({ group: { id: group.id, displayName: 'Data' }, membersNow: 2, membersAfter: 3, keptManual: 2 })
    await world.link(acme, team, group)
    expect(Object.keys(await world.inTeam())).toHaveLength(impact.membersAfter)
  })
})

describe('D6: the name of a team', () => {
  it.each(['a', '-a', 'a-', 'a--b', 'a b', 'ä1', 'x'.repeat(40), ''])('may not be %j', async (name) => {
    const world = await crew()
    await expect(newTeam(world, name)).rejects.toMatchObject({ code: 'invalid', issues: [{ path: 'name' }] })
  })

  it.each(['ab', 'a-b_c', '42', 'x'.repeat(39)])('may be %j', async (name) => {
    const world = await crew()
    expect((await newTeam(world, name)).name).toBe(name)
  })

  it('is unique in its organization, without case', async () => {
    const world = await crew()
    await expect(newTeam(world, 'CREW')).rejects.toMatchObject({ code: 'name_taken' })
    const other = await world.organization('other')
    expect((await world.makeTeam(other, 'crew')).name).toBe('crew')
  })
})
