import { describe, expect, it } from 'vitest'
import { raiseNameConflict } from '../../src/main/domain/problems/group-names.ts'
import { raiseProblem, type RaisedProblem, resolveProblemByHand, resolveProblems } from '../../src/main/domain/problems.ts'
import { problemsPage, trimProblems } from '../../src/main/store/problems.ts'
import { ADMIN, newWorld, type World } from '../support/world.ts'

const GUID = '3f2504e0-4f89-11d3-9a0c-0305e82c3301'
const HOUR = 3_600_000

async function two() {
  const world = newWorld()
  return { world, a: await world.organization('alpha'), b: await world.organization('beta') }
}

const kinds = async (world: World, org: { id: number }): Promise<string[]> => (await world.problems(org as never)).map(({ kind }) => kind)

describe('problems', () => {
  const raised = (organization: RaisedProblem<'backup-failed'>['organization'], why: string): RaisedProblem<'backup-failed'> => ({
    organization,
    kind: 'backup-failed',
    subject: 'backup',
    detail: { why },
  })

  it('a repeat counts up, moves last seen and brings the words up to date; it makes no second row', async () => {
    const { world, a } = await two()
    await world.domain.change({ actor: ADMIN }, (change) => raiseProblem(change, raised(a.id, 'disk full')))
    world.time.now += HOUR
    await world.domain.change({ actor: ADMIN }, (change) => raiseProblem(change, { ...raised(a.id, 'no such folder'), times: 3 }))
    expect(await world.problems(a)).toMatchObject([
      { count: 4, cause: 'no such folder', firstSeenAt: world.time.now - HOUR, lastSeenAt: world.time.now, severity: 'error' },
    ])
  })

  it('a state that holds is told once, however often it is looked at', async () => {
    const { world, a } = await two()
    for (const why of ['one', 'two'])
      await world.domain.change({ actor: ADMIN }, (change) => raiseProblem(change, { ...raised(a.id, why), standing: true }))
    expect(await world.problems(a)).toMatchObject([{ count: 1, cause: 'one' }])
  })

  it('one that is over is resolved by itself, and comes back as a new one', async () => {
    const { world, a } = await two()
    await world.domain.change({ actor: ADMIN }, (change) => raiseProblem(change, raised(a.id, 'disk full')))
    expect(await world.domain.change({ actor: ADMIN }, (change) => resolveProblems(change, raised(a.id, '')))).toBe(true)
    expect(await world.domain.change({ actor: ADMIN }, (change) => resolveProblems(change, raised(a.id, '')))).toBe(false)
    expect(await world.problems(a)).toEqual([])
    expect(await world.problems(a, 'resolved')).toMatchObject([{ resolvedAt: world.time.now, resolvedBy: null }])
    await world.domain.change({ actor: ADMIN }, (change) => raiseProblem(change, raised(a.id, 'again')))
    expect(await world.problems(a)).toMatchObject([{ count: 1, cause: 'again' }])
  })

  it('L2: resolving by hand is audited with who did it; resolving what is resolved changes nothing', async () => {
    const { world, a } = await two()
    await world.domain.change({ actor: ADMIN }, (change) => raiseProblem(change, raised(a.id, 'disk full')))
    const [problem] = await world.problems(a)
    for (let i = 0; i < 2; i++) await world.domain.change({ actor: ADMIN }, (change) => resolveProblemByHand(change, problem?.id ?? ''))
    expect(await world.problems(a, 'resolved')).toMatchObject([{ resolvedBy: 'ada' }])
    const events = (await world.audit()).filter(({ action }) => action === 'problem.resolved')
    expect(events).toMatchObject([{ organizationId: a.id, actorName: 'ada', targetName: 'The last backup failed' }])
  })

  it('those of the instance are shown to every organization, those of an organization to no other', async () => {
    const { world, a, b } = await two()
    await world.domain.change({ actor: ADMIN }, async (change) => {
      await raiseProblem(change, raised(null, 'of all'))
      await raiseProblem(change, raised(a.id, 'of alpha'))
    })
    expect((await world.problems(a)).map(({ cause }) => cause).toSorted()).toEqual(['of all', 'of alpha'])
    expect((await world.problems(b)).map(({ cause }) => cause)).toEqual(['of all'])
  })

  it('the most severe come first, then the ones seen last, page by page', async () => {
    const { world, a } = await two()
    for (const [subject, severity] of [
      ['old', 'error'],
      ['low', 'notice'],
      ['mid', 'warning'],
      ['new', 'error'],
    ] as const) {
      world.time.now += HOUR
      await world.domain.change({ actor: ADMIN }, (change) => raiseProblem(change, { ...raised(a.id, ''), subject, severity }))
    }
    const query = { organizationId: a.id, state: 'open', severity: undefined, kind: undefined } as const
    const order = await world.domain.read(async (tx) => {
      const first = await problemsPage(tx, query, undefined, 2)
      return [...first, ...(await problemsPage(tx, query, first.at(-1), 2))].map(({ subject }) => subject)
    })
    expect(order).toEqual(['new', 'old', 'mid', 'low'])
  })

  it('resolved ones are forgotten when they are old; open ones never', async () => {
    const { world, a } = await two()
    await world.domain.change({ actor: ADMIN }, async (change) => {
      await raiseProblem(change, raised(a.id, 'over'))
      await resolveProblems(change, raised(a.id, ''))
      await raiseProblem(change, { ...raised(a.id, 'open'), subject: 'other' })
    })
    expect(await world.database.write((tx) => trimProblems(tx, world.time.now + 1))).toBe(1)
    expect((await world.problems(a)).map(({ cause }) => cause)).toEqual(['open'])
    expect(await world.problems(a, 'resolved')).toEqual([])
  })
})

describe('G8: a name conflict', () => {
  it('G8: is a problem of the organization that pushed; the console names the other organization and both ways out', async () => {
    const { world, a, b } = await two()
    const held = await world.push(a, 'Platform')
    const refusal = await world.refusedPush(b, ' PLATFORM ', { externalId: 'x1' })
    expect(refusal.shielded).not.toContain('alpha')
    expect(await world.problems(a)).toEqual([])
    const [problem] = await world.problems(b)
    expect(problem).toMatchObject({
      kind: 'name-conflict',
      severity: 'error',
      organizationSlug: 'beta',
      conflict: {
        refused: { organizationSlug: 'beta', groupId: null, groupName: 'PLATFORM' },
        holder: { organizationSlug: 'alpha', groupId: held.id, groupName: 'Platform', source: 'scim' },
      },
    })
    expect(problem?.cause).toContain('alpha')
    expect(problem?.remedies.join(' ')).toMatch(/Rename.*prefix/)
  })

  it('G8: stays one problem while retries are refused, and clears when one succeeds', async () => {
    const { world, a, b } = await two()
    const held = await world.push(a, 'Platform')
    await world.refusedPush(b, 'Platform')
    await world.refusedPush(b, 'platform')
    expect(await world.problems(b)).toMatchObject([{ count: 2 }])
    await world.deleteGroup(a, held)
    // The name is free, and the group is still missing: that is what the administrator has to know.
    expect(await world.problems(b)).toMatchObject([{ conflict: { holder: null }, remedies: [expect.stringContaining('free now')] }])
    await world.push(b, 'Platform')
    expect(await world.problems(b)).toEqual([])
    expect(await world.problems(b, 'resolved')).toMatchObject([{ kind: 'name-conflict', resolvedBy: null }])
  })

  it('G8: clears when the group arrives under another name, known by its external id', async () => {
    const { world, a, b } = await two()
    await world.push(a, 'Platform')
    await world.refusedPush(b, 'Platform', { externalId: 'x1' })
    await world.push(b, 'Other', { externalId: 'x2' })
    expect(await kinds(world, b)).toEqual(['name-conflict'])
    await world.push(b, 'beta-Platform', { externalId: 'x1' })
    expect(await kinds(world, b)).toEqual([])
  })

  it('G8: is not settled by the group of one’s own organization that has the name', async () => {
    const { world, b } = await two()
    const held = await world.push(b, 'Platform', { externalId: 'x1' })
    await world.refusedPush(b, 'Platform', { externalId: 'x2' })
    expect(await world.problems(b)).toMatchObject([{ conflict: { holder: { groupId: held.id, organizationSlug: 'beta' } } }])
    await world.patchGroup(b, held, { op: 'add', path: 'members', value: [] })
    expect(await kinds(world, b)).toEqual(['name-conflict'])
    await world.push(b, 'Platform 2', { externalId: 'x2' })
    expect(await kinds(world, b)).toEqual([])
  })

  it('G8: is not told when the group has its place by the time that it would be', async () => {
    const { world, a, b } = await two()
    const held = await world.push(a, 'Platform')
    const clash = {
      name: 'Platform',
      groupId: null,
      externalId: null,
      holder: { id: held.id, name: 'Platform', organization: 'alpha', own: false },
    }
    await world.deleteGroup(a, held)
    await world.push(b, 'Platform')
    await world.step(ADMIN, b, (change, organization) => raiseNameConflict(change, organization, clash))
    expect(await kinds(world, b)).toEqual([])
  })
})

describe('G12: names that look like ids', () => {
  it('G12: are told once for an organization, and no more when none is left', async () => {
    const { world, a } = await two()
    const first = await world.push(a, GUID)
    const second = await world.push(a, GUID.replace('3f', '4f'))
    expect(await world.problems(a)).toMatchObject([{ kind: 'guid-names', severity: 'notice', count: 1 }])
    await world.patchGroup(a, first, { op: 'replace', path: 'displayName', value: 'Platform' })
    expect(await kinds(world, a)).toEqual(['guid-names'])
    await world.deleteGroup(a, second)
    expect(await kinds(world, a)).toEqual([])
  })
})
