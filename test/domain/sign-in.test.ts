import { describe, expect, it } from 'vitest'
import type { Claims, SignInEvaluation } from '../../src/shared/console/sign-ins.ts'
import { applySignIn, lastSignInOf } from '../../src/main/domain/sign-in/apply.ts'
import { evaluateSignIn } from '../../src/main/domain/sign-in/evaluate.ts'
import { openDetails } from '../../src/main/domain/problems.ts'
import { newWorld, type World } from '../support/world.ts'

const APP = { kind: 'service-account', name: 'portal' } as const

const evaluate = (world: World, userName: string, claims: Claims, createUser = false): Promise<SignInEvaluation> =>
  world.domain.read(async (tx) => (await evaluateSignIn(tx, { userName, claims, createUser })).evaluation)
const apply = (world: World, userName: string, claims: Claims, createUser = false): Promise<SignInEvaluation> =>
  world.domain.change({ actor: APP }, (change) => applySignIn(change, { userName, claims, createUser }, 'portal'))
const signsIn = (world: World, userName: string, ...groups: string[]) => apply(world, userName, { groups })

/** What comes of it, in words: `{ acme: { joins: ['platform'] } }`. */
const told = ({ organizations }: SignInEvaluation) =>
  Object.fromEntries(
    organizations.map(({ slug, joins, leaves, stays }) => [
      slug,
      Object.fromEntries(
        Object.entries({ joins, leaves, stays })
          .map(([what, teams]) => [what, teams.map(({ name }) => name)] as const)
          .filter(([, names]) => names.length > 0),
      ),
    ]),
  )
const reasons = ({ unmatched }: SignInEvaluation) => Object.fromEntries(unmatched.map(({ value, reason }) => [value, reason]))

async function acmeWithTeam() {
  const world = newWorld()
  const acme = await world.organization('acme')
  const ann = await world.provision(acme, 'ann')
  const group = await world.push(acme, 'Platform', { externalId: 'p-1' })
  const team = await world.team(acme, 'platform', group)
  return { world, acme, ann, group, team }
}

describe('S1: one person’s groups claim, held against every organization', () => {
  it('S1, S2: a match joins the teams of the group; the preview changes nothing', async () => {
    const { world, acme, team } = await acmeWithTeam()
    const before = await world.actions()
    expect(told(await evaluate(world, 'ann', { groups: ['Platform'] }))).toEqual({ acme: { joins: ['platform'] } })
    expect(await world.actions()).toEqual(before)
    expect(await world.members(acme, team)).toEqual({})
    await signsIn(world, 'ANN', 'Platform')
    expect(await world.members(acme, team)).toEqual({ ann: ['sign-in'] })
    expect((await world.audit()).at(-1)).toMatchObject({
      action: 'team.member-added',
      actorName: 'portal',
      after: { userName: 'ann', origin: 'sign-in' },
    })
  })

  it('S2: no match any more ends a sign-in membership and never a manual one; a person stays while any origin holds', async () => {
    const { world, acme, ann, group, team } = await acmeWithTeam()
    await signsIn(world, 'ann', 'Platform')
    await world.patchGroup(acme, group, { op: 'add', path: 'members', value: [{ value: ann.id }] })
    expect(await world.members(acme, team)).toEqual({ ann: ['provisioning', 'sign-in'] })
    const leaving = await signsIn(world, 'ann', 'Other')
    expect(leaving.organizations[0]?.leaves).toMatchObject([{ name: 'platform', otherOrigins: ['provisioning'] }])
    expect(await world.members(acme, team)).toEqual({ ann: ['provisioning'] })

    const byHand = await world.team(acme, 'by-hand')
    await world.addMember(acme, byHand, ann)
    await world.link(acme, byHand, group)
    await signsIn(world, 'ann', 'Platform')
    await signsIn(world, 'ann')
    expect((await world.members(acme, byHand))['ann']).toContain('manual')
  })

  it('S2: applied twice it changes nothing the second time, and writes no event', async () => {
    const { world } = await acmeWithTeam()
    await signsIn(world, 'ann', 'Platform')
    const before = await world.actions()
    expect(told(await signsIn(world, 'ann', 'Platform'))).toEqual({ acme: { stays: ['platform'] } })
    expect(await world.actions()).toEqual(before)
  })

  it('S2: a match lets a known person into the organization; the push that comes later takes her entry over', async () => {
    const { world } = await acmeWithTeam()
    const globex = await world.organization('globex')
    const team = await world.team(globex, 'sales', await world.enter(globex, 'Sales'))
    const outcome = await signsIn(world, 'ann', 'Sales')
    expect(outcome.organizations.find(({ slug }) => slug === 'globex')).toMatchObject({ access: 'added', userId: null })
    expect(await world.members(globex, team)).toEqual({ ann: ['sign-in'] })
    const pushed = await world.provision(globex, 'ann', { displayName: 'Ann' })
    expect(await world.members(globex, team)).toEqual({ ann: ['sign-in'] })
    expect(pushed.origin).toBe('scim')
  })

  it('S2: a matched group that serves no team gives nothing, and lets nobody in', async () => {
    const { world } = await acmeWithTeam()
    const globex = await world.organization('globex')
    await world.enter(globex, 'Sales')
    expect((await signsIn(world, 'ann', 'Sales')).organizations).toMatchObject([{ slug: 'acme' }, { slug: 'globex', access: 'none' }])
  })
})

describe('S3: the claim itself', () => {
  it.each([
    ['absent', {}],
    ['empty', { groups: [] }],
  ] as const)('%s: every sign-in membership goes', async (state, claims) => {
    const { world, acme, team } = await acmeWithTeam()
    await signsIn(world, 'ann', 'Platform')
    const outcome = await apply(world, 'ann', claims)
    expect(outcome.claim.state).toBe(state)
    expect(told(outcome)).toEqual({ acme: { leaves: ['platform'] } })
    expect(await world.members(acme, team)).toEqual({})
  })

  it.each([
    ['a single text', { groups: 'Platform' }],
    ['null', { groups: null }],
    ['a number in it', { groups: ['Platform', 7] }],
    ['left out by Entra ID because there are too many', { _claim_names: { groups: 'src1' } }],
    ['left out, in an implicit flow', { hasgroups: 'true' }],
  ])('malformed (%s): nothing changes, and a problem says why; it clears with the next claim that can be read', async (_, claims) => {
    const { world, acme, team } = await acmeWithTeam()
    await signsIn(world, 'ann', 'Platform')
    const outcome = await apply(world, 'ann', claims)
    expect(outcome.claim).toMatchObject({ state: 'malformed', problem: expect.any(String) as string })
    expect(await world.members(acme, team)).toEqual({ ann: ['sign-in'] })
    const open = () => world.domain.read((tx) => openDetails(tx, null, 'claims-malformed'))
    expect(await open()).toMatchObject([{ detail: { userName: 'ann', application: 'portal' } }])
    await signsIn(world, 'ann', 'Platform')
    expect(await open()).toEqual([])
  })
})

describe('S4: somebody unknown', () => {
  it('is not created unless that is asked for', async () => {
    const { world, acme, team } = await acmeWithTeam()
    const outcome = await signsIn(world, 'stranger', 'Platform')
    expect(outcome).toMatchObject({ known: false, organizations: [{ slug: 'acme', access: 'none', joins: [] }] })
    expect(await world.members(acme, team)).toEqual({})
    await apply(world, 'stranger', { groups: ['Platform'] }, true)
    expect(await world.members(acme, team)).toEqual({ stranger: ['sign-in'] })
  })
})

describe('S5, G12: a value leads to one organization at the most', () => {
  it('G12: by display name, by external id or by either, as the organization says; what was entered by hand always by its identifier', async () => {
    const { world, acme } = await acmeWithTeam()
    expect(reasons(await evaluate(world, 'ann', { groups: ['p-1'] }))).toEqual({ 'p-1': 'other-key' })
    await world.policy(acme, { claimMatch: 'external-id' })
    expect(told(await evaluate(world, 'ann', { groups: ['p-1'] }))).toEqual({ acme: { joins: ['platform'] } })
    expect(reasons(await evaluate(world, 'ann', { groups: ['Platform'] }))).toEqual({ Platform: 'other-key' })
    await world.policy(acme, { claimMatch: 'either' })
    for (const value of ['p-1', 'Platform', ' platform '])
      expect(told(await evaluate(world, 'ann', { groups: [value] }))).toEqual({ acme: { joins: ['platform'] } })
    await world.policy(acme, { claimMatch: 'external-id' })
    await world.team(acme, 'hand', await world.enter(acme, 'Hand'))
    expect(told(await evaluate(world, 'ann', { groups: ['Hand'] }))).toEqual({ acme: { joins: ['hand'] } })
  })

  it('S5: an external id that groups of several organizations have leads to none of them, and is a problem until only one has it', async () => {
    const { world, acme } = await acmeWithTeam()
    const globex = await world.organization('globex', { claimMatch: 'external-id' })
    await world.policy(acme, { claimMatch: 'external-id' })
    const twin = await world.push(globex, 'Twin', { externalId: 'p-1' })
    expect(reasons(await signsIn(world, 'ann', 'p-1'))).toEqual({ 'p-1': 'ambiguous' })
    const open = () => world.domain.read((tx) => openDetails(tx, null, 'claim-ambiguous'))
    expect(await open()).toMatchObject([{ detail: { value: 'p-1', groups: ['Platform in acme', 'Twin in globex'] } }])
    await world.deleteGroup(globex, twin)
    expect(told(await signsIn(world, 'ann', 'p-1'))).toEqual({ acme: { joins: ['platform'] } })
    expect(await open()).toEqual([])
  })

  it('S1: what matches nothing is told with why', async () => {
    const { world, acme } = await acmeWithTeam()
    await world.enter(acme, '/eng/admins')
    const groups = ['nobody', '', '6f9619ff-8b86-d011-b42d-00cf4fc964ff', '/teams/platform', 'admins']
    expect(reasons(await evaluate(world, 'ann', { groups }))).toEqual({
      nobody: 'unknown',
      '': 'blank',
      '6f9619ff-8b86-d011-b42d-00cf4fc964ff': 'guid',
      '/teams/platform': 'path-for-name',
      admins: 'name-for-path',
    })
  })
})

describe('D4, U7, I7: who counts', () => {
  it('D4: an organization that is filled by pushes only ignores claims, and says so', async () => {
    const { world, acme, team } = await acmeWithTeam()
    await world.policy(acme, { membershipSources: 'scim' })
    const outcome = await signsIn(world, 'ann', 'Platform')
    expect(outcome.organizations).toMatchObject([{ ignoresClaims: true, joins: [] }])
    expect(reasons(outcome)).toEqual({ Platform: 'ignored' })
    expect(await world.members(acme, team)).toEqual({})
  })

  it('U7: a deactivated person’s membership is noted and counts when she is active again', async () => {
    const { world, acme, ann, team } = await acmeWithTeam()
    await world.patchUser(acme, ann, { op: 'replace', path: 'active', value: false })
    expect((await signsIn(world, 'ann', 'Platform')).organizations).toMatchObject([{ active: false }])
    expect(await world.members(acme, team)).toEqual({})
    await world.patchUser(acme, ann, { op: 'replace', path: 'active', value: true })
    expect(await world.members(acme, team)).toEqual({ ann: ['sign-in'] })
  })

  it('I7: somebody let in by a claim while the rollout is staged is held', async () => {
    const { world } = await acmeWithTeam()
    const globex = await world.organization('globex', { stagedRollout: true })
    const team = await world.team(globex, 'sales', await world.enter(globex, 'Sales'))
    expect((await signsIn(world, 'ann', 'Sales')).organizations.at(-1)).toMatchObject({ access: 'added', rollout: 'held' })
    expect(await world.members(globex, team)).toEqual({})
  })

  it('U5: a person who goes by another name elsewhere is evaluated there too', async () => {
    const { world, ann } = await acmeWithTeam()
    const globex = await world.organization('globex')
    const there = await world.provision(globex, 'ann')
    expect(there.id).toBe(ann.id)
    await world.patchUser(globex, there, { op: 'replace', path: 'userName', value: 'ann.smith' })
    const team = await world.team(globex, 'sales', await world.enter(globex, 'Sales'))
    await signsIn(world, 'ann', 'Sales')
    expect(await world.members(globex, team)).toEqual({ 'ann.smith': ['sign-in'] })
  })
})

describe('S6: the last claims seen', () => {
  it('are kept for the person, with what matched, and nothing of the token but the claim', async () => {
    const { world, ann } = await acmeWithTeam()
    await apply(world, 'ann', { groups: ['Platform', 'nobody'], email: 'ann@acme.example' })
    const last = await world.domain.read((tx) => lastSignInOf(tx, ann.id))
    expect(last).toMatchObject({
      application: 'portal',
      claims: { groups: ['Platform', 'nobody'] },
      unmatchedCount: 1,
      outcome: { organizations: [{ slug: 'acme', joins: [{ name: 'platform' }] }], unmatched: [{ value: 'nobody' }] },
    })
    expect(JSON.stringify(last)).not.toContain('ann@acme.example')
    await apply(world, 'ann', { groups: 'broken' })
    expect((await world.domain.read((tx) => lastSignInOf(tx, ann.id)))?.outcome.claim.state).toBe('malformed')
  })
})
