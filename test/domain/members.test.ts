import { describe, expect, it } from 'vitest'
import { DOMAIN_ERRORS } from '../../src/main/domain/error.ts'
import { requireGroup } from '../../src/main/domain/groups.ts'
import type { JsonObject } from '../../src/main/protocol/json.ts'
import type { GroupRow } from '../../src/main/store/groups.ts'
import { newWorld } from '../support/world.ts'

/** A group "Data" with ann and bob in it, cid and the group "Inner" (with dan) outside. */
async function dataGroup() {
  const world = newWorld()
  const acme = await world.organization()
  const [ann, bob, cid, dan] = await Promise.all(['ann', 'bob', 'cid', 'dan'].map((name) => world.provision(acme, name)))
  if (!ann || !bob || !cid || !dan) throw new Error('four people were provisioned')
  const inner = await world.push(acme, 'Inner', { members: [{ value: dan.id }] })
  const group = await world.push(acme, 'Data', { members: [{ value: ann.id }, { value: bob.id }] })
  const names = new Map<unknown, string>(
    [ann, bob, cid, dan].map((user) => [user.id, user.userName] as const).concat([[inner.id, 'Inner']]),
  )
  return {
    ...world,
    acme,
    ann,
    bob,
    cid,
    dan,
    inner,
    group,
    apply: (...operations: JsonObject[]) => world.patchGroup(acme, group, ...operations),
    current: (): Promise<GroupRow> => world.domain.read((tx) => requireGroup(tx, acme, group.id)),
    /** Who is in the group, by name, and that the count that is kept agrees. */
    inGroup: async (of: { id: string } = group): Promise<string[]> => {
      const { members } = await world.groupResource(acme, of)
      const ids = (members as { value: string }[]).map((member) => member.value)
      expect((await world.domain.read((tx) => requireGroup(tx, acme, of.id))).memberCount).toBe(ids.length)
      return ids.map((id) => names.get(id) ?? id).toSorted((a, b) => a.localeCompare(b))
    },
  }
}

type Ids = { [K in 'ann' | 'bob' | 'cid' | 'dan' | 'inner']: string }

/** What a client sends, and who is in the group after it. */
const TABLE: readonly (readonly [string, (ids: Ids) => JsonObject[], string[]])[] = [
  ['adds one', ({ cid }) => [{ op: 'add', path: 'members', value: [{ value: cid }] }], ['ann', 'bob', 'cid']],
  ['adds who is there already', ({ ann }) => [{ op: 'add', path: 'members', value: [{ value: ann }] }], ['ann', 'bob']],
  [
    'adds one twice, and one who is there',
    ({ ann, cid }) => [{ op: 'add', path: 'members', value: [{ value: cid }, { value: cid }, { value: ann }] }],
    ['ann', 'bob', 'cid'],
  ],
  ['adds with one object where a list is due', ({ cid }) => [{ op: 'add', path: 'members', value: { value: cid } }], ['ann', 'bob', 'cid']],
  ['adds without a path', ({ cid }) => [{ op: 'add', value: { members: [{ value: cid }] } }], ['ann', 'bob', 'cid']],
  [
    'adds by reference alone',
    ({ cid }) => [{ op: 'add', path: 'members', value: [{ $ref: `https://x/Users/${cid}` }] }],
    ['ann', 'bob', 'cid'],
  ],
  [
    'adds a group, saying so or not',
    ({ inner }) => [{ op: 'add', path: 'members', value: [{ value: inner, type: 'Group' }, { value: inner }] }],
    ['ann', 'bob', 'Inner'],
  ],
  ['removes one by filter', ({ ann }) => [{ op: 'remove', path: `members[value eq "${ann}"]` }], ['bob']],
  ['removes one as Entra writes it', ({ ann }) => [{ op: 'Remove', path: 'members', value: [{ value: ann }] }], ['bob']],
  [
    'removes several by a list of values',
    ({ ann, bob, cid }) => [{ op: 'remove', path: 'members', value: [{ value: ann }, { value: bob }, { value: cid }] }],
    [],
  ],
  ['removes one by one object', ({ bob }) => [{ op: 'remove', path: 'members', value: { value: bob } }], ['ann']],
  ['removes who is not there', ({ cid }) => [{ op: 'remove', path: `members[value eq "${cid}"]` }], ['ann', 'bob']],
  ['removes who is nobody', () => [{ op: 'remove', path: 'members[value eq "nobody"]' }], ['ann', 'bob']],
  ['removes by name', () => [{ op: 'remove', path: 'members[display sw "b"]' }], ['ann']],
  [
    'removes by kind',
    ({ inner }) => [
      { op: 'add', path: 'members', value: [{ value: inner }] },
      { op: 'remove', path: 'members[type eq "User"]' },
    ],
    ['Inner'],
  ],
  ['removes two by one filter', ({ ann, bob }) => [{ op: 'remove', path: `members[value eq "${ann}" or value eq "${bob}"]` }], []],
  ['removes everybody', () => [{ op: 'remove', path: 'members' }], []],
  ['removes nobody with an empty list', () => [{ op: 'remove', path: 'members', value: [] }], ['ann', 'bob']],
  ['replaces the list', ({ bob, cid }) => [{ op: 'replace', path: 'members', value: [{ value: bob }, { value: cid }] }], ['bob', 'cid']],
  [
    'replaces it with what it is',
    ({ ann, bob }) => [{ op: 'replace', path: 'members', value: [{ value: bob }, { value: ann }] }],
    ['ann', 'bob'],
  ],
  ['replaces it with nothing', () => [{ op: 'replace', path: 'members', value: [] }], []],
  [
    'swaps one for another in two operations',
    ({ ann, cid }) => [
      { op: 'remove', path: `members[value eq "${ann}"]` },
      { op: 'add', path: 'members', value: [{ value: cid }] },
    ],
    ['bob', 'cid'],
  ],
  [
    'takes one out and puts her back',
    ({ ann }) => [
      { op: 'remove', path: 'members', value: [{ value: ann }] },
      { op: 'add', path: 'members', value: [{ value: ann }] },
    ],
    ['ann', 'bob'],
  ],
]

describe('G10: a client', () => {
  it.each(TABLE)('that %s gets the members it meant, however often it repeats it', async (_, operations, expected) => {
    const { ann, bob, cid, dan, inner, apply, inGroup } = await dataGroup()
    const sent = operations({ ann: ann.id, bob: bob.id, cid: cid.id, dan: dan.id, inner: inner.id })
    await apply(...sent)
    expect(await inGroup()).toEqual(expected)
    await apply(...sent)
    expect(await inGroup()).toEqual(expected)
  })

  it('that changes nobody makes no new version and writes no event', async () => {
    const { ann, apply, current, actions } = await dataGroup()
    const before = await current()
    const events = (await actions()).length
    await apply({ op: 'add', path: 'members', value: [{ value: ann.id }] })
    await apply({ op: 'remove', path: 'members', value: [{ value: ann.id }] }, { op: 'add', path: 'members', value: [{ value: ann.id }] })
    expect(await current()).toMatchObject({ version: before.version, updatedAt: before.updatedAt })
    expect(await actions()).toHaveLength(events)
  })

  it('that changes somebody makes a new version, and the event names who came and who went', async () => {
    const { ann, cid, apply, current, audit, time } = await dataGroup()
    const before = await current()
    time.now += 5000
    await apply({ op: 'replace', path: 'members', value: [{ value: cid.id }] }, { op: 'add', path: 'members', value: [{ value: ann.id }] })
    expect(await current()).toMatchObject({ version: before.version + 1, updatedAt: time.now })
    expect((await audit()).at(-1)).toMatchObject({
      action: 'group.members-changed',
      before: { removed: 1 },
      after: { added: 1, members: [cid.id] },
    })
  })

  it('that sends PUT without members empties the group, and with them replaces them', async () => {
    const { acme, cid, group, putGroup, inGroup } = await dataGroup()
    await putGroup(acme, group, { displayName: 'Data', members: [{ value: cid.id }] })
    expect(await inGroup()).toEqual(['cid'])
    await putGroup(acme, group, { displayName: 'Data' })
    expect(await inGroup()).toEqual([])
  })
})

describe('G10: groups in groups', () => {
  it('give their people to the teams of the groups around them, at any depth', async () => {
    const { acme, group, inner, apply, team, members } = await dataGroup()
    const crew = await team(acme, 'crew', group)
    await apply({ op: 'add', path: 'members', value: [{ value: inner.id }] })
    expect(await members(acme, crew)).toEqual({ ann: ['provisioning'], bob: ['provisioning'], dan: ['provisioning'] })
  })

  it('may go round in circles, and through themselves: everybody is in once', async () => {
    const { acme, group, inner, apply, patchGroup, team, members, userResource, dan } = await dataGroup()
    const crew = await team(acme, 'crew', inner)
    await apply({ op: 'add', path: 'members', value: [{ value: inner.id }, { value: group.id }] })
    await patchGroup(acme, inner, { op: 'add', path: 'members', value: [{ value: group.id }] })
    expect(await members(acme, crew)).toEqual({ ann: ['provisioning'], bob: ['provisioning'], dan: ['provisioning'] })
    expect(await userResource(acme, dan)).toMatchObject({
      groups: [
        { display: 'Inner', type: 'direct' },
        { display: 'Data', type: 'indirect' },
      ],
    })
  })
})

describe('G11: an id that is nobody’s here', () => {
  it.each(['add', 'replace'])('is refused by %s, and nothing of the request is applied', async (op) => {
    const { cid, apply, inGroup, current } = await dataGroup()
    const before = await current()
    const refused = apply(
      { op: 'replace', path: 'displayName', value: 'Renamed' },
      { op, path: 'members', value: [{ value: cid.id }, { value: 'nobody' }] },
    )
    await expect(refused).rejects.toMatchObject({ code: 'unknown_member' })
    await expect(refused).rejects.toThrow('nobody')
    expect(DOMAIN_ERRORS.unknown_member.status).toBe(400)
    expect(await inGroup()).toEqual(['ann', 'bob'])
    expect(await current()).toEqual(before)
  })

  it('is refused in a POST, and no group is made', async () => {
    const { acme, push, database } = await dataGroup()
    await expect(push(acme, 'New', { members: [{ value: 'nobody' }] })).rejects.toMatchObject({ code: 'unknown_member' })
    expect(await database.read((tx) => tx.get("SELECT count(*) AS n FROM groups WHERE display_name = 'New'"))).toEqual({ n: 0 })
  })

  it('is refused when it is somebody’s in another organization, or of the other kind', async () => {
    const { ann, inner, apply, organization, provision } = await dataGroup()
    const stranger = await provision(await organization('other'), 'eve')
    const refused = [{ value: stranger.id }, { value: ann.id, type: 'Group' }, { value: inner.id, type: 'User' }]
    for (const value of refused)
      await expect(apply({ op: 'add', path: 'members', value: [value] })).rejects.toMatchObject({ code: 'unknown_member' })
  })
})
