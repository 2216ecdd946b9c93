import { describe, expect, it } from 'vitest'
import { decideOrphans, listOrphans } from '../../src/main/domain/orphans.ts'
import { requireOrganization } from '../../src/main/domain/organizations.ts'
import type { OrphanDecision } from '../../src/shared/console/orphans.ts'
import { ADMIN, newWorld } from '../support/world.ts'

/** Three teams that the group "Data" fed with ann and bob, orphaned by its removal; "own" follows no group. */
async function orphaned() {
  const world = newWorld()
  const acme = await world.organization()
  const [ann, bob] = [await world.provision(acme, 'ann'), await world.provision(acme, 'bob')]
  const members = [ann, bob].map(({ id }) => ({ value: id }))
  const group = await world.push(acme, 'Data', { members })
  const teams = []
  for (const name of ['one', 'two', 'three']) teams.push(await world.team(acme, name, group))
  const own = await world.team(acme, 'own')
  await world.deleteGroup(acme, group)
  return {
    ...world,
    acme,
    ids: teams.map(({ id }) => id),
    teams,
    own,
    members: (team: { id: string }) => world.members(acme, team),
    pushAgain: () => world.push(acme, 'data', { members }),
    waiting: () =>
      world.domain.read(async (tx) => (await listOrphans(tx, await requireOrganization(tx, acme.id))).map(({ name }) => name).toSorted()),
    decide: (ids: readonly string[], decision: OrphanDecision) =>
      world.step(ADMIN, acme, (change, organization) => decideOrphans(change, organization, ids, decision), 'decision-1'),
  }
}

describe('D5: several orphaned teams at once', () => {
  it.each([
    ['return-with-members', { ann: ['manual'], bob: ['manual'] }],
    ['return-without-members', {}],
  ] as const)('%s: those chosen are managed by hand, the others wait on; one correlation id joins it', async (decision, expected) => {
    const { ids, teams, members, decide, waiting, audit } = await orphaned()
    expect(await decide(ids.slice(0, 2), decision)).toEqual(teams.slice(0, 2).map(({ id, name }) => ({ id, name })))
    for (const team of teams.slice(0, 2)) expect(await members(team)).toEqual(expected)
    expect(await waiting()).toEqual(['three'])
    expect(
      (await audit()).filter((event) => event.correlationId === 'decision-1').map((event) => `${event.action} ${event.targetName}`),
    ).toEqual(['team.returned-to-manual one', 'team.returned-to-manual two'])
  })

  it('relink: each gets the group of the same name that is back, and follows it', async () => {
    const { ids, teams, pushAgain, members, decide, waiting } = await orphaned()
    await pushAgain()
    await decide(ids, 'relink')
    expect(await waiting()).toEqual([])
    for (const team of teams) expect(await members(team)).toEqual({ ann: ['provisioning'], bob: ['provisioning'] })
  })

  it('delete: the teams are gone', async () => {
    const { ids, decide, waiting, actions } = await orphaned()
    await decide([...ids, ids[0] ?? ''], 'delete')
    expect(await waiting()).toEqual([])
    expect((await actions()).filter((action) => action === 'team.deleted')).toHaveLength(3)
  })

  it('is all or nothing: one that is not orphaned, or not there, or has no group to go back to, leaves the rest as it was', async () => {
    const { ids, own, decide, waiting, pushAgain, policy, acme, actions } = await orphaned()
    const before = (await actions()).length
    await expect(decide([...ids, own.id], 'delete')).rejects.toMatchObject({
      code: 'not_orphaned',
      message: expect.stringContaining('own') as string,
    })
    await expect(decide([...ids, 'x'], 'return-with-members')).rejects.toMatchObject({ code: 'not_found' })
    await expect(decide(ids, 'relink')).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining('Data') as string })
    expect((await actions()).length).toBe(before)
    await policy(acme, { oneTeamPerGroup: true })
    await pushAgain()
    await expect(decide(ids, 'relink')).rejects.toMatchObject({
      code: 'group_serves_a_team',
      message: expect.stringContaining('one') as string,
    })
    expect(await waiting()).toEqual(['one', 'three', 'two'])
  })

  it('takes no team of another organization', async () => {
    const { ids, organization, step, waiting } = await orphaned()
    const other = await organization('other')
    const work = step(ADMIN, other, (change, place) => decideOrphans(change, place, ids, 'delete'))
    await expect(work).rejects.toMatchObject({ code: 'not_found' })
    expect(await waiting()).toHaveLength(3)
  })
})
