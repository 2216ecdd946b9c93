import { describe, expect, it } from 'vitest'
import { createBinding } from '../../src/main/domain/access/bindings.ts'
import { managedRole } from '../../src/main/domain/access/roles.ts'
import { removalImpact } from '../../src/main/domain/delegation.ts'
import { requireGroup } from '../../src/main/domain/groups.ts'
import { requireOrganization } from '../../src/main/domain/organizations.ts'
import { countRollout, gainsOf, keptByStopping, startHeld, startUsers, stopUser } from '../../src/main/domain/rollout.ts'
import { addTeamMember, describeTeam, removeTeamMember, requireTeam } from '../../src/main/domain/teams.ts'
import { teamsOfUser } from '../../src/main/domain/teams-of-user.ts'
import { requireUser } from '../../src/main/domain/users.ts'
import { searchSql } from '../../src/main/store/search.ts'
import { insertTeamMember } from '../../src/main/store/teams.ts'
import type { UserRow } from '../../src/main/store/users.ts'
import { ADMIN, newWorld } from '../support/world.ts'

/** A staged organization: ann was here before, bob and cid came after and are held. All three are in "Data", which feeds "crew". */
async function staged(policy = {}) {
  const world = newWorld()
  const acme = await world.organization()
  const ann = await world.provision(acme, 'ann')
  await world.policy(acme, { stagedRollout: true, ...policy })
  const bob = await world.provision(acme, 'bob')
  const cid = await world.provision(acme, 'cid')
  const group = await world.push(acme, 'Data', { members: [ann, bob, cid].map(({ id }) => ({ value: id })) })
  const crew = await world.team(acme, 'crew', group)
  return {
    ...world,
    acme,
    ann,
    bob,
    cid,
    group,
    crew,
    inCrew: () => world.members(acme, crew),
    counts: () => world.domain.read(async (tx) => countRollout(tx, await requireOrganization(tx, acme.id))),
    start: (...users: readonly UserRow[]) =>
      world.step(ADMIN, acme, (change, organization) =>
        startUsers(
          change,
          organization,
          users.map(({ id }) => id),
        ),
      ),
    startAll: (search?: string) =>
      world.step(ADMIN, acme, (change, organization) =>
        startHeld(change, organization, search === undefined ? undefined : searchSql('user_search', 'user_name_key', acme.id, search)),
      ),
    stop: (user: UserRow) => world.step(ADMIN, acme, (change, organization) => stopUser(change, organization, user.id)),
    gains: (user: UserRow) =>
      world.domain.read(async (tx) => {
        const organization = await requireOrganization(tx, acme.id)
        return gainsOf(tx, organization, await requireUser(tx, organization, user.id))
      }),
    kept: (user: UserRow) =>
      world.domain.read(async (tx) => {
        const organization = await requireOrganization(tx, acme.id)
        return keptByStopping(tx, organization, await requireUser(tx, organization, user.id))
      }),
    teamsOf: (user: UserRow) =>
      world.domain.read(async (tx) => {
        const organization = await requireOrganization(tx, acme.id)
        return teamsOfUser(tx, organization, await requireUser(tx, organization, user.id))
      }),
  }
}

describe('I7: staged rollout', () => {
  it('is off by default: whoever is provisioned is started', async () => {
    const world = newWorld()
    const acme = await world.organization()
    expect(await world.provision(acme, 'ann')).toMatchObject({ rollout: 'started', origin: 'scim' })
  })

  it('holds who is provisioned from then on, and nobody who was here before', async () => {
    const { ann, bob, inCrew, counts, teamsOf } = await staged()
    expect(bob.rollout).toBe('held')
    expect(await inCrew()).toEqual({ ann: ['provisioning'] })
    expect(await teamsOf(ann)).toMatchObject([{ name: 'crew' }])
    expect(await teamsOf(bob)).toEqual([])
    expect(await counts()).toEqual({ held: 2, started: 1, stopped: 0, 'not-synced': 0 })
  })

  it('what is given by hand counts for a held person too; what the claims of a sign-in give does not', async () => {
    const { domain, acme, bob, cid, crew, team, addMember, members, database, time } = await staged()
    const byHand = await team(acme, 'by-hand')
    await addMember(acme, byHand, bob)
    await database.write((tx) => insertTeamMember(tx, crew.id, cid.seq, 'sign-in', time.now))
    expect(await members(acme, byHand)).toEqual({ bob: ['manual'] })
    expect(await members(acme, crew)).toEqual({ ann: ['provisioning'] })
    const shown = await domain.read(async (tx) => {
      const organization = await requireOrganization(tx, acme.id)
      return describeTeam(tx, organization, await requireTeam(tx, organization, crew.id))
    })
    expect(shown.memberCount).toBe(1)
  })

  it('previews what starting a person would give over what she has, and changes nothing by it', async () => {
    const { acme, bob, provision, gains, inCrew, actions } = await staged()
    const before = (await actions()).length
    expect(await gains(bob)).toMatchObject({ teams: [{ name: 'crew', origins: ['provisioning'] }] })
    expect(await inCrew()).toEqual({ ann: ['provisioning'] })
    expect((await actions()).length).toBe(before)
    expect(await gains(await provision(acme, 'dan'))).toMatchObject({ teams: [] })
  })

  it('previews the roles that groups and their teams give, and what they stand instead of', async () => {
    const { acme, bob, group, crew, workspace, grant, step, gains, start } = await staged()
    const lab = await workspace(acme, 'lab')
    const den = await workspace(acme, 'den')
    await grant(acme, lab, { kind: 'team', id: crew.id }, 'maintain')
    await grant(acme, lab, { kind: 'user', id: bob.id }, 'view')
    await grant(acme, den, { kind: 'user', id: bob.id }, 'admin')
    await grant(acme, den, { kind: 'group', id: group.id }, 'view')
    await step(ADMIN, acme, async (change, organization) =>
      createBinding(change, organization, await managedRole(change.tx, organization, 'Viewer'), { kind: 'group', id: group.id }),
    )
    expect(await gains(bob)).toMatchObject({
      teams: [{ name: 'crew' }],
      workspaces: [{ name: 'lab', role: 'maintain', insteadOf: 'view' }],
      roles: [{ name: 'Viewer' }],
    })
    await start(bob)
    expect(await gains(bob)).toEqual({ teams: [], workspaces: [], roles: [] })
  })

  it('starts one: the membership is there in the same transaction, and it is audited', async () => {
    const { bob, start, inCrew, audit, counts } = await staged()
    expect(await start(bob)).toBe(1)
    expect(await inCrew()).toEqual({ ann: ['provisioning'], bob: ['provisioning'] })
    expect((await audit()).at(-1)).toMatchObject({
      action: 'user.rollout-started',
      targetId: bob.id,
      before: { rollout: 'held' },
      after: { rollout: 'started' },
    })
    expect(await start(bob)).toBe(0)
    expect(await counts()).toMatchObject({ held: 1, started: 2 })
  })

  it('starts nobody when one of several is not of this organization', async () => {
    const world = await staged()
    const other = await world.organization('other')
    const eve = await world.provision(other, 'eve')
    await expect(world.start(world.bob, eve)).rejects.toMatchObject({ code: 'not_found' })
    expect(await world.counts()).toMatchObject({ held: 2 })
  })

  it('starts everybody, or those whom a search finds, and nobody who was stopped', async () => {
    const { ann, stop, startAll, counts } = await staged()
    await stop(ann)
    expect(await startAll('bob')).toBe(1)
    expect(await counts()).toMatchObject({ held: 1, started: 1, stopped: 1 })
    expect(await startAll()).toBe(1)
    expect(await counts()).toMatchObject({ held: 0, started: 2, stopped: 1 })
  })

  it('automatic start lets in those to come, and leaves those who are held to the administrator', async () => {
    const { acme, policy, provision, counts } = await staged()
    await policy(acme, { automaticStart: true })
    expect(await provision(acme, 'dan')).toMatchObject({ rollout: 'started' })
    expect(await counts()).toMatchObject({ held: 2, started: 2 })
  })

  it('nobody stays held when the rollout is no longer staged', async () => {
    const { acme, policy, inCrew, counts, stop, ann } = await staged()
    await stop(ann)
    await policy(acme, { stagedRollout: false })
    expect(await counts()).toMatchObject({ held: 0, started: 2, stopped: 1 })
    expect(Object.keys(await inCrew())).toEqual(['ann', 'bob', 'cid'])
  })

  it('a person who is provisioned again is held again', async () => {
    const { acme, bob, start, deprovision, provision } = await staged()
    await start(bob)
    await deprovision(acme, bob)
    expect(await provision(acme, 'bob')).toMatchObject({ id: bob.id, rollout: 'held' })
  })
})

describe('I7: stopping a person', () => {
  it('keeps what she has from delegated teams as manual membership, and later pushes change nothing', async () => {
    const { acme, ann, bob, group, kept, stop, start, inCrew, patchGroup, audit } = await staged()
    await start(bob)
    expect(await kept(ann)).toMatchObject([{ name: 'crew' }])
    expect(await stop(ann)).toMatchObject([{ name: 'crew' }])
    expect(await inCrew()).toEqual({ ann: ['manual'], bob: ['provisioning'] })
    expect((await audit()).at(-1)).toMatchObject({ action: 'user.rollout-stopped', after: { keptAsManual: [{ name: 'crew' }] } })
    await patchGroup(acme, group, { op: 'remove', path: 'members' })
    expect(await inCrew()).toEqual({ ann: ['manual'] })
  })

  it('gives manual control over her back, even in a delegated team', async () => {
    const { acme, ann, bob, cid, crew, step, stop, inCrew } = await staged()
    const onCrew = (work: typeof addTeamMember, user: UserRow) =>
      step(ADMIN, acme, async (change, organization) =>
        work(change, organization, await requireTeam(change.tx, organization, crew.id), user.id),
      )
    await stop(ann)
    await onCrew(removeTeamMember, ann)
    expect(await inCrew()).toEqual({})
    await onCrew(addTeamMember, ann)
    expect(await inCrew()).toEqual({ ann: ['manual'] })
    for (const other of [bob, cid]) await expect(onCrew(addTeamMember, other)).rejects.toMatchObject({ code: 'delegated' })
  })

  it('a deactivated person loses nothing by it', async () => {
    const { acme, ann, stop, patchUser, inCrew } = await staged()
    await patchUser(acme, ann, { op: 'replace', path: 'active', value: false })
    await stop(ann)
    await patchUser(acme, ann, { op: 'replace', path: 'active', value: true })
    expect(await inCrew()).toEqual({ ann: ['manual'] })
  })

  it('twice is refused; started again, the pushes count again', async () => {
    const { ann, stop, start, inCrew } = await staged()
    await stop(ann)
    await expect(stop(ann)).rejects.toMatchObject({ code: 'invalid' })
    await start(ann)
    expect(await inCrew()).toEqual({ ann: ['manual', 'provisioning'] })
  })
})

describe('I7: held people and what happens to teams', () => {
  it('a group’s removal takes nothing from them, and its purge list does not name them', async () => {
    const { acme, crew, group, domain, deleteGroup, returnToManual, inCrew } = await staged()
    const impact = await domain.read(async (tx) => {
      const organization = await requireOrganization(tx, acme.id)
      return removalImpact(tx, organization, await requireGroup(tx, organization, group.id))
    })
    expect(impact.teams).toMatchObject([{ purgedMembers: 1 }])
    await deleteGroup(acme, group)
    await returnToManual(acme, crew, true)
    expect(await inCrew()).toEqual({ ann: ['manual'] })
  })

  it('unlinking keeps who was in the team, and lets nobody in who was held', async () => {
    const { acme, crew, unlink, inCrew, startAll } = await staged()
    await unlink(acme, crew)
    await startAll()
    expect(await inCrew()).toEqual({ ann: ['manual'] })
  })
})
