import { describe, expect, it } from 'vitest'
import type { InputOf } from '../../src/shared/console/contract.ts'
import { type Console, newConsole } from './console.ts'

type ListMethod =
  | 'users.list'
  | 'catalog.list'
  | 'members.list'
  | 'catalog.members'
  | 'teams.list'
  | 'teams.members'
  | 'activity.requests'
  | 'activity.audit'
  | 'orphans.members'
  | 'accounts.list'
  | 'rollout.list'
interface Page {
  readonly items: readonly { readonly [key: string]: unknown }[]
  readonly total: number
  readonly next: string | null
}

/** Every item, page by page; `total` is the same on each. */
async function walk<M extends ListMethod>(console: Console, method: M, input: InputOf<M> & object, limit: number): Promise<Page['items']> {
  const items: Page['items'][number][] = []
  let cursor: string | undefined
  for (;;) {
    const page = (await console.ask(method, { ...input, limit, cursor })) as unknown as Page
    expect(page.items.length).toBeLessThanOrEqual(limit)
    // Nobody turns to a page with nothing on it.
    expect(page.items.length > 0 || page.total === 0).toBe(true)
    items.push(...page.items)
    if (page.next === null) {
      expect(items).toHaveLength(page.total)
      return items
    }
    cursor = page.next
  }
}

const named = (items: Page['items'], key: string): unknown[] => items.map((item) => item[key])

async function acme() {
  const console = newConsole()
  const { world } = console
  const organization = await world.organization()
  const names = ['ann', 'Bob', 'cid', 'Dan', 'eve', 'Fay', 'gus']
  const users = await Promise.all(names.map((name) => world.provision(organization, name)))
  return { console, world, organization, organizationId: organization.id as number, users, names }
}

describe.each([1, 2, 3, 500])('lists, %i at a time', (limit) => {
  it('users by userName without case, each once', async () => {
    const { console, organizationId, names, world, organization, users } = await acme()
    expect(named(await walk(console, 'users.list', { organizationId }, limit), 'userName')).toEqual(names)
    await world.patchUser(organization, { id: users[1]?.id ?? '' }, { op: 'replace', path: 'active', value: false })
    expect(named(await walk(console, 'users.list', { organizationId, active: false }, limit), 'userName')).toEqual(['Bob'])
    expect(named(await walk(console, 'users.list', { organizationId, active: true }, limit), 'userName')).toEqual(
      names.filter((name) => name !== 'Bob'),
    )
    expect(named(await walk(console, 'users.list', { organizationId, search: ' AN ' }, limit), 'userName')).toEqual(['ann'])
  })

  it('D5: who was purged from an orphaned team, by user name, each reason once', async () => {
    const { console, world, organizationId, organization, users } = await acme()
    const group = await world.push(organization, 'Data', { members: users.map(({ id }) => ({ value: id })) })
    const team = await world.team(organization, 'crew', group)
    await console.ask('signIns.apply', { userName: 'ann', claims: { groups: ['Data'] } })
    await world.deleteGroup(organization, group)
    const purged = await walk(console, 'orphans.members', { organizationId, teamId: team.id }, limit)
    expect(purged.map(({ userName, origin }) => `${String(userName)} ${String(origin)}`)).toEqual([
      'Bob provisioning',
      'Dan provisioning',
      'Fay provisioning',
      'ann provisioning',
      'ann sign-in',
      'cid provisioning',
      'eve provisioning',
      'gus provisioning',
    ])
    const { teams } = await console.ask('orphans.list', { organizationId })
    expect(teams).toMatchObject([{ purged: { people: 7, present: 7 }, firstPurged: purged.slice(0, 8) }])
  })

  it('I7: who is held, in the order in which they came, each with what her own groups would give', async () => {
    const { console, world, organizationId, organization } = await acme()
    await world.policy(organization, { stagedRollout: true })
    const held = []
    for (let n = 0; n < 60; n++) held.push(await world.provision(organization, `held${n}`))
    for (const [name, n] of [
      ['Odd', 1],
      ['Even', 0],
    ] as const) {
      const members = held.filter((_, place) => place % 2 === n).map(({ id }) => ({ value: id }))
      await world.team(organization, name.toLowerCase(), await world.push(organization, name, { members }))
    }
    const people = await walk(console, 'rollout.list', { organizationId, standing: 'held' }, limit)
    expect(
      people.map(({ userName, gains }) => `${String(userName)} ${named((gains as { teams: Page['items'] }).teams, 'name').join()}`),
    ).toEqual(held.map(({ userName }, place) => `${userName} ${place % 2 === 1 ? 'odd' : 'even'}`))
  })

  it('U4: accounts of the whole instance by user name, those without access too, each once and from any row on', async () => {
    const { console, world, organization, users, names } = await acme()
    const globex = await world.organization('globex')
    for (const name of ['ann', 'zoe']) await world.provision(globex, name)
    for (const user of users.slice(1, 3)) await world.deprovision(organization, user)
    const all = await walk(console, 'accounts.list', {}, limit)
    expect(named(all, 'userName')).toEqual([...names, 'zoe'])
    for (const from of [0, 3, 99])
      expect((await console.ask('accounts.list', { from, limit })).items).toEqual(all.slice(from, from + limit))
    expect(named(await walk(console, 'accounts.list', { access: 'none' }, limit), 'userName')).toEqual(['Bob', 'cid'])
    expect(named(await walk(console, 'accounts.list', { access: 'some', search: 'a' }, limit), 'userName')).toEqual(['ann', 'Dan', 'Fay'])
  })

  it('G10: who is in a group by nesting, with the shortest way, and everyone, each once, cycles and all', async () => {
    const { console, organizationId, world, organization, users } = await acme()
    const people = (...numbers: number[]) => numbers.map((number) => ({ value: users[number]?.id ?? '' }))
    const deepest = await world.push(organization, 'Deepest', { members: people(0, 3) })
    const inner = await world.push(organization, 'Inner', { members: [...people(1, 2), { value: deepest.id }] })
    const group = await world.push(organization, 'Data', { members: [...people(0, 1), { value: inner.id }] })
    const beside = await world.push(organization, 'Beside', { members: [...people(4), { value: deepest.id }, { value: group.id }] })
    await world.patchGroup(organization, deepest, { op: 'add', path: 'members', value: [{ value: group.id }] })
    const view = async (of: { id: string }, which: 'nested' | 'effective') =>
      (await walk(console, 'catalog.members', { organizationId, groupId: of.id, view: which }, limit)).map(
        ({ name, via }) => `${String(name)}: ${named(via as Page['items'], 'displayName').join(' > ')}`,
      )
    expect(await view(group, 'nested')).toEqual(['cid: Inner', 'Dan: Inner > Deepest'])
    expect(await view(group, 'effective')).toEqual(['ann: ', 'Bob: ', 'cid: Inner', 'Dan: Inner > Deepest'])
    expect(await view(beside, 'nested')).toEqual(['ann: Deepest', 'Bob: Data', 'cid: Data > Inner', 'Dan: Deepest'])
  })

  it('G12: groups whose name looks like an object id, and the others', async () => {
    const { console, organizationId, world, organization } = await acme()
    const guids = ['6F9619FF-8B86-D011-B42D-00CF4FC964FF', '{7f9619ff-8b86-d011-b42d-00cf4fc964ff}']
    for (const name of [...guids, 'Data', '6f9619ff-8b86-d011-b42d-00cf4fc964f']) await world.push(organization, name)
    const list = async (guidLike: boolean) => walk(console, 'catalog.list', { organizationId, guidLike }, limit)
    expect(named(await list(true), 'displayName')).toEqual(guids)
    expect(named(await list(true), 'guidLike')).toEqual([true, true])
    expect(named(await list(false), 'guidLike')).toEqual([false, false])
  })

  it('users and groups from any row on, as the walk has them', async () => {
    const { console, world, organization, organizationId } = await acme()
    for (const name of ['Analytics', 'Data', 'Platform']) await world.push(organization, name)
    for (const method of ['users.list', 'catalog.list', 'members.list'] as const) {
      const all = await walk(console, method, { organizationId }, limit)
      for (const from of [0, 1, 2, all.length - 1, all.length, 99]) {
        const page = await console.ask(method, { organizationId, from, limit })
        expect(page.items).toEqual(all.slice(from, from + limit))
        expect(page.total).toBe(all.length)
      }
    }
  })

  it('the catalog in every order, each once, and by source, link and search', async () => {
    const { console, organizationId, world, organization, users } = await acme()
    const member = (count: number) => ({ members: users.slice(0, count).map(({ id }) => ({ value: id })) })
    await world.push(organization, 'beta', member(2))
    world.time.now += 1000
    await world.enter(organization, 'Alpha')
    world.time.now += 1000
    const gamma = await world.push(organization, 'Gamma', member(2))
    world.time.now += 1000
    await world.push(organization, 'delta', member(1))
    await world.team(organization, 'crew', gamma)
    const list = async (more: Partial<InputOf<'catalog.list'>>) =>
      named(await walk(console, 'catalog.list', { organizationId, ...more }, limit), 'displayName')
    expect(await list({})).toEqual(['Alpha', 'beta', 'delta', 'Gamma'])
    expect(await list({ descending: true })).toEqual(['Gamma', 'delta', 'beta', 'Alpha'])
    expect(await list({ sort: 'members' })).toEqual(['Alpha', 'delta', 'beta', 'Gamma'])
    expect(await list({ sort: 'members', descending: true })).toEqual(['Gamma', 'beta', 'delta', 'Alpha'])
    expect(await list({ sort: 'updated' })).toEqual(['beta', 'Alpha', 'Gamma', 'delta'])
    expect(await list({ sort: 'source' })).toEqual(['Alpha', 'beta', 'Gamma', 'delta'])
    expect(await list({ source: 'manual' })).toEqual(['Alpha'])
    expect(await list({ linked: true })).toEqual(['Gamma'])
    expect(await list({ linked: false })).toEqual(['Alpha', 'beta', 'delta'])
    expect(await list({ search: 'amm' })).toEqual(['Gamma'])
  })

  it('a group’s members, people before groups, each once', async () => {
    const { console, organizationId, world, organization, users, names } = await acme()
    const inner = await world.push(organization, 'Inner')
    const group = await world.push(organization, 'Data', { members: [{ value: inner.id }, ...users.map(({ id }) => ({ value: id }))] })
    const members = await walk(console, 'catalog.members', { organizationId, groupId: group.id }, limit)
    expect(named(members, 'name')).toEqual([...names, 'Inner'])
    expect(named(members, 'kind').at(-1)).toBe('group')
  })

  it('teams by name, and a team’s members by userName, each once', async () => {
    const { console, organizationId, world, organization, users, names } = await acme()
    const group = await world.push(organization, 'Data', { members: users.map(({ id }) => ({ value: id })) })
    await world.team(organization, 'zulu')
    const crew = await world.team(organization, 'Crew', group)
    await world.team(organization, 'alpha')
    expect(named(await walk(console, 'teams.list', { organizationId }, limit), 'name')).toEqual(['alpha', 'Crew', 'zulu'])
    expect(named(await walk(console, 'teams.list', { organizationId, state: 'delegated' }, limit), 'name')).toEqual(['Crew'])
    expect(named(await walk(console, 'teams.list', { organizationId, state: 'manual', search: 'ALP' }, limit), 'name')).toEqual(['alpha'])
    expect(named(await walk(console, 'teams.members', { organizationId, teamId: crew.id }, limit), 'userName')).toEqual(names)
  })

  it('the audit trail newest first, each once, and by what it is searched for', async () => {
    const { console, organizationId, names, users } = await acme()
    const audit = async (more: Partial<InputOf<'activity.audit'>>) => walk(console, 'activity.audit', { organizationId, ...more }, limit)
    const events = await audit({})
    expect(events).toHaveLength(names.length + 1)
    expect(named(events, 'action').at(-1)).toBe('organization.created')
    expect(await audit({ action: 'user.provisioned' })).toHaveLength(names.length)
    expect(await audit({ search: 'BOB' })).toMatchObject([{ target: { name: 'Bob' } }])
    expect(await audit({ search: 'nobody' })).toEqual([])
    expect(await audit({ targetId: users[2]?.id })).toMatchObject([{ target: { name: 'cid' } }])
  })
})

describe('a list', () => {
  it('of users is narrowed by a SCIM filter, whose fault is told with its column', async () => {
    const { console, organizationId } = await acme()
    const names = async (more: Partial<InputOf<'users.list'>>) =>
      named(await walk(console, 'users.list', { organizationId, ...more }, 2), 'userName')
    expect(await names({ filter: 'userName sw "b" or userName eq "CID"' })).toEqual(['Bob', 'cid'])
    expect(await names({ filter: 'userName sw "b"', search: 'ann' })).toEqual([])
    expect(await names({ origin: 'manual' })).toEqual([])
    expect(await names({ origin: 'scim', filter: 'userName sw "a"' })).toEqual(['ann'])
    expect(await console.refusal('users.list', { organizationId, filter: 'userName is "b"' })).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('column 10') as string,
      issues: [{ path: 'filter' }],
    })
  })

  it.each(['%', 'x', 'bnVsbA', 'e30', Buffer.from('[{}]').toString('base64url')])(
    'that cannot be continued from %j is refused in words',
    async (cursor) => {
      const { console, organizationId } = await acme()
      expect(await console.refusal('users.list', { organizationId, cursor })).toMatchObject({
        code: 'invalid',
        issues: [{ path: 'cursor' }],
      })
    },
  )

  it('goes on past names as long as names may be', async () => {
    const { console, organizationId, world, organization } = await acme()
    const long = (letter: string) => letter + '\u6771'.repeat(1023)
    for (const letter of ['a', 'b', 'c']) {
      await world.enter(organization, long(letter))
      await world.provision(organization, long(letter))
    }
    expect(named(await walk(console, 'catalog.list', { organizationId }, 1), 'displayName')).toEqual(['a', 'b', 'c'].map(long))
    expect(await walk(console, 'users.list', { organizationId }, 1)).toHaveLength(10)
  })

  it('stays right while rows come and go: who was there all the time is seen once', async () => {
    const { console, organizationId, world, organization, users, names } = await acme()
    const first = await console.ask('users.list', { organizationId, limit: 3 })
    await world.provision(organization, 'aaa')
    await world.deprovision(organization, { id: users[0]?.id ?? '' })
    const second = await console.ask('users.list', { organizationId, limit: 500, cursor: first.next ?? undefined })
    expect([...first.items, ...second.items].map((user) => user.userName)).toEqual(names)
  })
})
