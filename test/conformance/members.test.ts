import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { filtered, GROUP, scimClient } from '../support/scim-client.ts'
import { fileHost } from '../support/real-host.ts'

const { organization, ask } = await fileHost()
const { id: organizationId, mounts, token } = await organization('acme')
const scim = scimClient(mounts.entra, token)
afterAll(() => scim.close())

const ann = await scim.create('/Users', { userName: 'ann@acme.example', displayName: 'Ann' })
const ben = await scim.create('/Users', { userName: 'ben@acme.example' })
const cy = await scim.create('/Users', { userName: 'cy@acme.example' })
let group = ''
let made = 0
beforeEach(async () => {
  group = await scim.create('/Groups', { displayName: `group ${made++}`, members: [{ value: ann }, { value: ben }] })
})

const membersOf = async (id = group) => (await scim.get(`/Groups/${id}`)).body.members.map(({ value }) => value).toSorted()
const sorted = (...ids: string[]) => ids.toSorted()
const one = (value: string) => `members[value eq "${value}"]`

describe('G10: every way of saying who is in a group', () => {
  const cases: readonly [what: string, operations: () => unknown[], after: () => string[]][] = [
    ['add', () => [{ op: 'add', path: 'members', value: [{ value: cy }] }], () => [ann, ben, cy]],
    ['add of one who is there', () => [{ op: 'Add', path: 'members', value: [{ $ref: null, value: ann }] }], () => [ann, ben]],
    ['add of one twice', () => [{ op: 'add', path: 'members', value: [{ value: cy }, { value: cy }] }], () => [ann, ben, cy]],
    ['add of one object where a list is due', () => [{ op: 'add', path: 'members', value: { value: cy } }], () => [ann, ben, cy]],
    ['add without a path', () => [{ op: 'add', value: { members: [{ value: cy }] } }], () => [ann, ben, cy]],
    ['add by $ref alone', () => [{ op: 'add', path: 'members', value: [{ $ref: `../Users/${cy}` }] }], () => [ann, ben, cy]],
    ['add of a bare id', () => [{ op: 'add', path: 'members', value: [cy] }], () => [ann, ben, cy]],
    ['add of nobody', () => [{ op: 'add', path: 'members', value: [] }], () => [ann, ben]],
    ['add with the core URN', () => [{ op: 'add', path: `${GROUP}:members`, value: [{ value: cy }] }], () => [ann, ben, cy]],
    ['remove by filter', () => [{ op: 'remove', path: one(ann) }], () => [ben]],
    ['remove by a filter on the name', () => [{ op: 'remove', path: 'members[display eq "ann"]' }], () => [ben]],
    ['remove by a filter that nobody matches', () => [{ op: 'remove', path: one(cy) }], () => [ann, ben]],
    ['remove by several ids', () => [{ op: 'remove', path: `members[value eq "${ann}" or value eq "${ben}"]` }], () => []],
    ['remove by type', () => [{ op: 'remove', path: 'members[type eq "Group"]' }], () => [ann, ben]],
    ['remove by value list', () => [{ op: 'Remove', path: 'members', value: [{ $ref: null, value: ann }] }], () => [ben]],
    ['remove by a value list of one object', () => [{ op: 'remove', path: 'members', value: { value: ann } }], () => [ben]],
    ['remove by an empty value list', () => [{ op: 'remove', path: 'members', value: [] }], () => [ann, ben]],
    ['remove of everybody', () => [{ op: 'remove', path: 'members' }], () => []],
    ['replace', () => [{ op: 'replace', path: 'members', value: [{ value: ben }, { value: cy }] }], () => [ben, cy]],
    ['replace by nobody', () => [{ op: 'replace', path: 'members', value: [] }], () => []],
    ['replace by null', () => [{ op: 'replace', path: 'members', value: null }], () => []],
    ['replace by one object', () => [{ op: 'replace', path: 'members', value: { type: 'User', value: cy } }], () => [cy]],
    ['replace without a path', () => [{ op: 'replace', value: { members: [{ value: cy }] } }], () => [cy]],
    [
      'remove and add mixed, as Okta sends them',
      () => [
        { op: 'remove', path: one(ann) },
        { op: 'add', path: 'members', value: [{ value: cy, display: 'cy@acme.example' }] },
      ],
      () => [ben, cy],
    ],
    [
      'add and remove of the same person, in order',
      () => [
        { op: 'add', path: 'members', value: [{ value: cy }] },
        { op: 'remove', path: one(cy) },
      ],
      () => [ann, ben],
    ],
    [
      'one operation for each member, as authentik sends them',
      () => [ann, ben, cy].map((value) => ({ op: 'add', path: 'members', value: [{ value }] })),
      () => [ann, ben, cy],
    ],
  ]

  it.each(cases)('G10: PATCH: %s', async (_what, operations, after) => {
    const { status } = await scim.patch(`/Groups/${group}`, operations())
    expect([status, await membersOf()]).toEqual([204, sorted(...after())])
    const row = await ask('catalog.get', { organizationId, groupId: group })
    expect(row.memberCount).toBe(after().length)
  })

  it('G10: PUT replaces the members; PUT without any leaves nobody', async () => {
    const { status, body } = await scim.put(`/Groups/${group}`, { schemas: [GROUP], displayName: 'put', members: [{ value: cy }] })
    expect([status, body.members.map(({ value }) => value)]).toEqual([200, [cy]])
    await scim.put(`/Groups/${group}`, { schemas: [GROUP], displayName: 'put' })
    expect(await membersOf()).toEqual([])
  })

  it('G10: many clients adding at once lose nobody', async () => {
    const people = await Promise.all(Array.from({ length: 40 }, (_, i) => scim.create('/Users', { userName: `crowd${i}` })))
    const answers = await Promise.all(
      people.map((value) => scim.patch(`/Groups/${group}`, [{ op: 'add', path: 'members', value: [{ value }] }])),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([204]))
    expect(await membersOf()).toEqual(sorted(ann, ben, ...people))
  })

  it('G10: what a member holds cannot be changed in place: 400 mutability', async () => {
    for (const path of [`${one(ann)}.display`, `${one(ann)}.value`, 'members.value'])
      expect((await scim.patch(`/Groups/${group}`, [{ op: 'replace', path, value: cy }])).body.scimType).toBe('mutability')
  })

  it('G10: a member’s name, kind and URL are told', async () => {
    expect((await scim.get(`/Groups/${group}`)).body.members).toEqual(
      expect.arrayContaining([
        { value: ann, $ref: `${scim.base}/Users/${ann}`, type: 'User', display: 'Ann' },
        { value: ben, $ref: `${scim.base}/Users/${ben}`, type: 'User', display: 'ben@acme.example' },
      ]),
    )
  })
})

describe('G11: unknown ids', () => {
  it.each(['0191a2b3-0000-7000-8000-000000000000', 'nobody', '.', '%'])('G11: "%s" is 400 and nothing is applied', async (value) => {
    const before = (await scim.get(`/Groups/${group}`)).body
    const answers = [
      await scim.patch(`/Groups/${group}`, [
        { op: 'replace', path: 'displayName', value: 'half' },
        { op: 'add', path: 'members', value: [{ value: cy }, { value }] },
      ]),
      await scim.patch(`/Groups/${group}`, [{ op: 'replace', path: 'members', value: [{ value: cy }, { value }] }]),
      await scim.put(`/Groups/${group}`, { schemas: [GROUP], displayName: 'half', members: [{ value }] }),
      await scim.post('/Groups', { schemas: [GROUP], displayName: 'never made', members: [{ value: ann }, { value }] }),
    ]
    for (const { status, body } of answers)
      expect([status, body.scimType, body.detail]).toEqual([400, 'invalidValue', expect.stringContaining(value)])
    expect((await scim.get(`/Groups/${group}`)).body).toEqual(before)
    expect((await scim.get(filtered('/Groups', 'displayName eq "never made"'))).body.totalResults).toBe(0)
  })

  it('G11: a type that is not what the id is, is 400 too', async () => {
    const { status } = await scim.patch(`/Groups/${group}`, [{ op: 'add', path: 'members', value: [{ value: cy, type: 'Group' }] }])
    expect([status, await membersOf()]).toEqual([400, sorted(ann, ben)])
  })
})

describe('G10: nested groups', () => {
  const groupsOf = async (id: string) =>
    ((await scim.get(`/Users/${id}`)).body.groups ?? []).map(({ value, type }) => `${type} ${value}`).toSorted()

  it('G10: a person’s groups are those above as well: direct and indirect', async () => {
    const dee = await scim.create('/Users', { userName: 'dee@acme.example' })
    const inner = await scim.create('/Groups', { displayName: 'inner', members: [{ value: dee }] })
    const middle = await scim.create('/Groups', { displayName: 'middle', members: [{ value: inner, type: 'Group' }] })
    const outer = await scim.create('/Groups', { displayName: 'outer', members: [{ value: middle }, { value: dee }] })
    expect(await groupsOf(dee)).toEqual(sorted(`direct ${inner}`, `indirect ${middle}`, `direct ${outer}`))
    const found = async (filter: string) => (await scim.get(filtered('/Users', filter))).body.Resources.map(({ id }) => id)
    expect(await found(`groups.value eq "${middle}"`)).toEqual([dee])
    expect(await found(`groups[value eq "${middle}" and type eq "direct"]`)).toEqual([])
    expect((await scim.get(`/Groups/${middle}`)).body.members).toMatchObject([{ type: 'Group', $ref: `${scim.base}/Groups/${inner}` }])
  })

  it('G10: cycles end where they began, and break when one link goes', async () => {
    const eve = await scim.create('/Users', { userName: 'eve@acme.example' })
    const [a, b, c] = [
      await scim.create('/Groups', { displayName: 'a' }),
      await scim.create('/Groups', { displayName: 'b' }),
      await scim.create('/Groups', { displayName: 'c' }),
    ]
    for (const [of, member] of [
      [a, b],
      [b, c],
      [c, a],
      [a, a],
      [c, eve],
    ] as const)
      expect((await scim.patch(`/Groups/${of}`, [{ op: 'add', path: 'members', value: [{ value: member }] }])).status).toBe(204)
    expect(await groupsOf(eve)).toEqual(sorted(`indirect ${a}`, `indirect ${b}`, `direct ${c}`))
    await scim.patch(`/Groups/${b}`, [{ op: 'remove', path: one(c) }])
    expect(await groupsOf(eve)).toEqual([`direct ${c}`])
    await scim.delete(`/Groups/${c}`)
    expect([await groupsOf(eve), await membersOf(b)]).toEqual([[], []])
  })

  it('G10, D4, U7: a team follows effective membership: nested, without repeats, without whom is deactivated', async () => {
    const fay = await scim.create('/Users', { userName: 'fay@acme.example' })
    const inner = await scim.create('/Groups', { displayName: 'team inner', members: [{ value: fay }, { value: ann }] })
    const outer = await scim.create('/Groups', { displayName: 'team outer', members: [{ value: inner }, { value: ann }] })
    await scim.patch(`/Groups/${inner}`, [{ op: 'add', path: 'members', value: [{ value: outer }] }])
    const team = await ask('teams.create', { organizationId, name: 'nested', groupId: outer })
    const effective = async () => (await ask('teams.members', { organizationId, teamId: team.id })).items.filter(({ active }) => active)
    const names = async () => (await effective()).map(({ userName }) => userName).toSorted()
    expect(await names()).toEqual(['ann@acme.example', 'fay@acme.example'])
    await scim.patch(`/Users/${fay}`, [{ op: 'Replace', path: 'active', value: 'False' }])
    expect([await names(), (await ask('teams.get', { organizationId, teamId: team.id })).memberCount]).toEqual([['ann@acme.example'], 1])
    await scim.patch(`/Users/${fay}`, [{ op: 'Replace', path: 'active', value: 'True' }])
    expect(await names()).toEqual(['ann@acme.example', 'fay@acme.example'])
    await scim.patch(`/Groups/${outer}`, [{ op: 'remove', path: one(inner) }])
    expect(await names()).toEqual(['ann@acme.example'])
  })
})
