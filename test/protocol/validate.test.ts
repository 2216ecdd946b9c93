import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/main/protocol/json.ts'
import { coreRegistry, createRegistry, ENTERPRISE_SCHEMA, GROUP_SCHEMA, USER_SCHEMA } from '../../src/main/protocol/schema/registry.ts'
import type { AttributeDefinition } from '../../src/main/protocol/schema/types.ts'
import { parseResource, replaceResource } from '../../src/main/protocol/validate.ts'
import { enterpriseUser, fullUser, group, minimalUser, without } from './documents.ts'
import { expectRefusal } from './refusal.ts'

const users = { registry: coreRegistry, type: 'User' } as const
const groups = { registry: coreRegistry, type: 'Group' } as const
const parseUser = (body: unknown) => parseResource(body, users)
const stored = (body: JsonObject) => parseUser({ userName: 'x', ...body }).document

describe('reading a resource', () => {
  it.each([
    ['§8.1', minimalUser],
    ['§8.2', fullUser],
    ['§8.3', enterpriseUser],
  ])('U1: the user of RFC 7643 %s is kept whole, save what is read-only or secret', (_, user) => {
    const { document, notes } = parseUser(user)
    const expected = without(user, 'id', 'meta', 'groups', 'password')
    const extension = expected[ENTERPRISE_SCHEMA] as { manager: JsonObject } | undefined
    if (extension !== undefined) delete extension.manager['displayName']
    expect(document).toEqual({ active: true, ...expected })
    expect(notes).toEqual(user['password'] === undefined ? [] : ['password: never kept'])
  })

  it('G10: the group of RFC 7643 §8.4 gives its name, and its members beside it', () => {
    const { document, members } = parseResource(group, groups)
    expect(document).toEqual({ schemas: [GROUP_SCHEMA], displayName: 'Tour Guides' })
    expect(members).toEqual([{ value: '2819c223-7f76-453a-919d-413861904646' }, { value: '902c246b-6245-4190-8e05-00816be7344a' }])
  })

  it('U1: names are without case and come out in their own spelling', () => {
    expect(
      stored({ NICKNAME: 'n', Emails: [{ VALUE: 'a@b', Type: 'work' }], [ENTERPRISE_SCHEMA.toUpperCase()]: { DEPARTMENT: 'D' } }),
    ).toEqual({
      schemas: [USER_SCHEMA, ENTERPRISE_SCHEMA],
      userName: 'x',
      active: true,
      nickName: 'n',
      emails: [{ value: 'a@b', type: 'work' }],
      [ENTERPRISE_SCHEMA]: { department: 'D' },
    })
  })

  it.each([
    ['null', { nickName: null, emails: null, name: null, [ENTERPRISE_SCHEMA]: null }],
    ['an empty list', { emails: [], roles: [] }],
    ['an empty object', { name: {}, [ENTERPRISE_SCHEMA]: {} }],
    ['an empty string', { title: '', nickName: '' }],
    [
      'objects and lists of nothing',
      { name: { givenName: null }, emails: [null, {}, { value: '' }], [ENTERPRISE_SCHEMA]: { manager: {} } },
    ],
    ['an e-mail whose address was taken away', { emails: [{ type: 'work', value: '', primary: true }] }],
  ])('U1: %s unassigns (RFC 7643 §2.5)', (_, body) => {
    expect(stored(body as JsonObject)).toEqual({ schemas: [USER_SCHEMA], userName: 'x', active: true })
  })

  it('U6: externalId, name, active and schemas may be missing', () => {
    expect(parseUser({ userName: 'lou' })).toEqual({
      document: { schemas: [USER_SCHEMA], userName: 'lou', active: true },
      members: undefined,
      active: 'absent',
      notes: [],
    })
  })

  it("U6: OneLogin's draft URNs and unknown URNs are accepted and noted", () => {
    const { document, notes } = parseUser({
      schemas: ['urn:scim:schemas:core:2.0', 'urn:scim:schemas:extension:enterprise:2.0', 'urn:example:unknown'],
      userName: 'lou',
      'urn:scim:schemas:extension:enterprise:2.0': { department: 'D' },
      'urn:example:unknown': { a: 1 },
    })
    expect(document).toMatchObject({ schemas: [USER_SCHEMA, ENTERPRISE_SCHEMA], [ENTERPRISE_SCHEMA]: { department: 'D' } })
    expect(notes).toHaveLength(4)
    expect(notes.join('\n')).toContain('urn:example:unknown is not a schema of User')
  })

  it('U6: id, meta and groups that a client gives are ignored', () => {
    expect(stored({ id: 'mine', meta: { created: 'never' }, groups: [{ value: 'g' }] })).toEqual({
      schemas: [USER_SCHEMA],
      userName: 'x',
      active: true,
    })
  })

  it('R9: unknown attributes are ignored and noted by name, never by value', () => {
    const { document, notes } = parseUser({
      userName: 'x',
      shoeSize: 'secret-1',
      name: { givenName: 'G', petName: 'secret-2' },
      department: 'secret-3',
      [ENTERPRISE_SCHEMA]: { rank: 'secret-4' },
    })
    expect(document).toEqual({ schemas: [USER_SCHEMA], userName: 'x', name: { givenName: 'G' }, active: true })
    expect(notes.map((note) => note.split(': unknown')[0])).toEqual(
      expect.arrayContaining(['shoeSize', 'name.petName', 'department', `${ENTERPRISE_SCHEMA}:rank`]),
    )
    expect(notes.join()).not.toContain('secret')
  })

  it('R9: a request cannot make its notes grow without end', () => {
    const body = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`x${i}${'y'.repeat(1000)}`, 1]))
    const { notes } = parseUser({ userName: 'x', ...body })
    expect(notes).toHaveLength(50)
    expect(Math.max(...notes.map((note) => note.length))).toBeLessThan(400)
  })

  it.each([
    ['True', true],
    ['False', false],
    ['true', true],
    ['FALSE', false],
    [true, true],
    [false, false],
  ])('U3: active %o is %o', (sent, active) => {
    expect(parseUser({ userName: 'x', active: sent })).toMatchObject({ document: { active }, active: 'given' })
  })

  it('U3: a string boolean is one on boolean attributes only', () => {
    expect(stored({ nickName: 'True', roles: [{ primary: 'True', value: 'True' }] })).toMatchObject({
      nickName: 'True',
      roles: [{ primary: true, value: 'True' }],
    })
  })

  it('U1: the password is checked, dropped, and its value is nowhere', () => {
    const parsed = parseUser({ userName: 'x', password: 'hunter2' })
    expect(JSON.stringify(parsed)).not.toContain('hunter2')
    expectRefusal(() => parseUser({ userName: 'x', password: 5 }), 400, 'invalidValue')
  })

  it('R2: one object stands for a list of one', () => {
    expect(stored({ emails: { value: 'a@b' } })['emails']).toEqual([{ value: 'a@b' }])
  })

  it('U1: a manager may be a bare id, a list of one, or a reference alone', () => {
    for (const manager of ['m1', [{ value: 'm1' }], { value: 'm1', $ref: null }]) {
      expect(stored({ [ENTERPRISE_SCHEMA]: { manager } })[ENTERPRISE_SCHEMA]).toEqual({ manager: { value: 'm1' } })
    }
    expect(stored({ [ENTERPRISE_SCHEMA]: { manager: { $ref: 'https://h/v2/Users/m1' } } })[ENTERPRISE_SCHEMA]).toEqual({
      manager: { value: 'm1', $ref: 'https://h/v2/Users/m1' },
    })
  })

  it("R2: Entra's dotted and URN-qualified keys are paths, never attributes of that name", () => {
    expect(stored({ 'name.givenName': 'G', 'Name.familyName': 'F', [`${ENTERPRISE_SCHEMA}:employeeNumber`]: '7' })).toEqual({
      schemas: [USER_SCHEMA, ENTERPRISE_SCHEMA],
      userName: 'x',
      active: true,
      name: { givenName: 'G', familyName: 'F' },
      [ENTERPRISE_SCHEMA]: { employeeNumber: '7' },
    })
  })

  it('U1: of repeated values one is kept, with what each said', () => {
    expect(
      stored({
        emails: [
          { value: 'a@b', type: 'work' },
          { value: 'A@B', type: 'Work', display: 'A', primary: true },
          { value: 'a@b', type: 'home' },
        ],
      })['emails'],
    ).toEqual([
      { value: 'a@b', type: 'work', display: 'A', primary: true },
      { value: 'a@b', type: 'home' },
    ])
  })

  it('U1: primary is kept to the first', () => {
    expect(
      stored({
        emails: [
          { value: 'a', primary: true },
          { value: 'b', primary: true },
        ],
      })['emails'],
    ).toEqual([
      { value: 'a', primary: true },
      { value: 'b', primary: false },
    ])
  })

  it('U1: half a surrogate pair is stored as what its UTF-8 reads back as', () => {
    expect(stored({ nickName: 'a\ud800b' })['nickName']).toBe('a\ufffdb')
  })
})

describe('what is refused', () => {
  it.each([null, 5, 'x', [], [{ userName: 'x' }], undefined])('R9: %o is no resource', (body) => {
    expectRefusal(() => parseUser(body), 400, 'invalidSyntax')
  })

  it.each([
    [{ userName: 5 }, 'userName must be a string'],
    [{ userName: ['x'] }, 'userName must be a string'],
    [{ userName: { value: 'x' } }, 'userName must be a string'],
    [{}, 'userName is required'],
    [{ userName: '' }, 'userName is required'],
    [{ userName: ' \t' }, 'userName is required'],
    [{ userName: null }, 'userName is required'],
    [{ userName: 'x', active: 'yes' }, 'active must be true or false'],
    [{ userName: 'x', active: 1 }, 'active must be true or false'],
    [{ userName: 'x', name: 'X' }, 'name must be an object'],
    [{ userName: 'x', name: { givenName: 5 } }, 'name.givenName must be a string'],
    [{ userName: 'x', emails: 'a@b' }, 'emails must be a list of objects'],
    [{ userName: 'x', emails: ['a@b'] }, 'emails[0] must be an object'],
    [{ userName: 'x', emails: [{ value: 'a' }, { value: 5 }] }, 'emails[1].value must be a string'],
    [{ userName: 'x', emails: [[{ value: 'a' }]] }, 'emails[0] must be an object'],
    [{ userName: 'x', profileUrl: 5 }, 'profileUrl must be a string'],
    [{ userName: 'x', x509Certificates: [{ value: 'not base64!' }] }, 'x509Certificates[0].value must be base64'],
    [{ userName: 'x', nickName: 'a\0b' }, 'nickName must be text without NUL'],
    [{ userName: 'x', schemas: 5 }, 'schemas must be a list of strings'],
    [{ userName: 'x', [ENTERPRISE_SCHEMA]: 'x' }, `${ENTERPRISE_SCHEMA} must be an object`],
    [{ userName: 'x', [ENTERPRISE_SCHEMA]: { department: 5 } }, `${ENTERPRISE_SCHEMA}:department must be a string`],
    [{ userName: 'x', [ENTERPRISE_SCHEMA]: { manager: 5 } }, `${ENTERPRISE_SCHEMA}:manager must be an object`],
    [{ userName: 'x', [ENTERPRISE_SCHEMA]: { manager: [{ value: 'a' }, { value: 'b' }] } }, 'one object, not a list'],
  ])('R9: %o is invalidValue that names the path', (body, detail) => {
    expect(expectRefusal(() => parseUser(body), 400, 'invalidValue').message).toContain(detail)
  })

  it.each([
    [{}, 'displayName is required'],
    [{ displayName: 'G', members: 5 }, 'members[0] must be an object'],
    [{ displayName: 'G', members: [{ display: 'nobody' }] }, 'members[0].value must be the id'],
    [{ displayName: 'G', members: [{ value: '' }] }, 'members[0].value must be the id'],
    [{ displayName: 'G', members: [{ value: 5 }] }, 'members[0].value must be the id'],
    [{ displayName: 'G', members: [{ value: 'a', type: 'Robot' }] }, 'members[0].type must be'],
  ])('G10: %o is no group', (body, detail) => {
    expect(expectRefusal(() => parseResource(body, groups), 400, 'invalidValue').message).toContain(detail)
  })
})

describe('the members of a group', () => {
  const members = (value: unknown) => parseResource({ displayName: 'G', members: value }, groups).members

  it.each([
    [
      [{ value: 'a' }, { value: 'b', type: 'Group', display: 'B' }],
      [{ value: 'a' }, { value: 'b', type: 'Group' }],
    ],
    [{ value: 'a', type: 'user' }, [{ value: 'a', type: 'User' }]],
    ['a', [{ value: 'a' }]],
    [
      ['a', 'b', 'a'],
      [{ value: 'a' }, { value: 'b' }],
    ],
    [[{ $ref: null, value: 'a' }], [{ value: 'a' }]],
    [[{ $ref: '../Users/a' }], [{ value: 'a' }]],
    [[{ VALUE: 'a', Type: 'USER' }], [{ value: 'a', type: 'User' }]],
    [[{ value: 'a' }, { value: 'a', type: 'User' }], [{ value: 'a', type: 'User' }]],
    [[{ value: 'f:uuid:name' }, null], [{ value: 'f:uuid:name' }]],
    [[], []],
    [null, []],
  ])('G10: %o means %o', (sent, expected) => {
    expect(members(sent)).toEqual(expected)
  })

  it('G10: nothing said of members is told from none', () => {
    expect(parseResource({ displayName: 'G' }, groups).members).toBeUndefined()
  })

  it('G10: a user has no members', () => {
    expect(parseUser({ userName: 'x', members: [{ value: 'a' }] })).toMatchObject({
      members: undefined,
      notes: ['members: unknown attribute, ignored'],
    })
  })
})

describe('hostile keys', () => {
  it('R10: __proto__, constructor and their like change nothing and are ignored', () => {
    const body: unknown = JSON.parse(
      '{"userName":"x","__proto__":{"active":false,"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1,"name":{"__proto__":{"polluted":1},"givenName":"G"},"emails":[{"__proto__":{"value":"p"},"value":"v"}]}',
    )
    const { document } = parseUser(body)
    expect(document).toEqual({ schemas: [USER_SCHEMA], userName: 'x', active: true, name: { givenName: 'G' }, emails: [{ value: 'v' }] })
    expect(Object.getPrototypeOf(document)).toBe(Object.prototype)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('PUT', () => {
  const existing: JsonObject = { ...stored({ nickName: 'N', externalId: 'e', active: false, title: 'T' }), id: '1', meta: { created: 'c' } }
  const put = (body: JsonObject) => replaceResource(existing, parseUser(body), users)

  it('R3: what is not sent is cleared, what is read-only is kept', () => {
    expect(put({ userName: 'x', active: true, title: 'T2', id: 'other', meta: { created: 'other' } })).toEqual({
      changed: true,
      document: { schemas: [USER_SCHEMA], userName: 'x', active: true, title: 'T2', id: '1', meta: { created: 'c' } },
    })
  })

  it('U6: without active the state is kept', () => {
    expect(put({ userName: 'x' }).document['active']).toBe(false)
    expect(put({ userName: 'x', active: null }).document['active']).toBe(false)
    expect(put({ userName: 'x', active: 'True' }).document['active']).toBe(true)
  })

  it('R3: the same again changes nothing', () => {
    expect(put({ title: 'T', externalId: 'e', nickName: 'N', userName: 'x', password: 'new', groups: [] }).changed).toBe(false)
  })

  it('R3: an immutable attribute may be left out or sent as it is, and is refused when it differs', () => {
    const badge: AttributeDefinition = { ...attribute('nickName'), name: 'badge', mutability: 'immutable' }
    const registry = createRegistry([
      { resourceType: 'User', required: false, schema: { id: 'urn:x:badge', name: 'Badge', description: 'Badge', attributes: [badge] } },
    ])
    const context = { registry, type: 'User' } as const
    const before = parseResource({ userName: 'x', 'urn:x:badge': { badge: '7' } }, context).document
    const again = (body: JsonObject) => replaceResource(before, parseResource({ userName: 'x', ...body }, context), context)
    expect(again({}).document).toEqual(before)
    expect(again({ 'urn:x:badge': { badge: '7' } }).changed).toBe(false)
    expectRefusal(() => again({ 'urn:x:badge': { badge: '8' } }), 400, 'mutability')
    const none = parseResource({ userName: 'x' }, context).document
    const given = replaceResource(none, parseResource({ userName: 'x', 'urn:x:badge': { badge: '8' } }, context), context)
    expect(given.document['urn:x:badge']).toEqual({ badge: '8' })
  })
})

describe('an extension with characteristics of its own', () => {
  const part = (name: string, of: Partial<AttributeDefinition>): AttributeDefinition => ({ ...attribute('nickName'), name, ...of })
  const registry = createRegistry([
    {
      resourceType: 'User',
      required: true,
      schema: {
        id: 'urn:x:own',
        name: 'Own',
        description: 'Own',
        attributes: [
          part('site', { required: true }),
          part('floor', { type: 'integer' }),
          part('share', { type: 'decimal' }),
          part('since', { type: 'dateTime' }),
          part('tags', { multiValued: true }),
          part('desk', { type: 'complex', subAttributes: [part('room', { required: true }), part('seat', {})] }),
        ],
      },
    },
  ])
  const own = (value: JsonObject) => parseResource({ userName: 'x', 'urn:x:own': value }, { registry, type: 'User' }).document['urn:x:own']

  it('U1: is stored by its types', () => {
    const value = { site: 'S', floor: 3, share: 0.5, since: '2011-05-13T04:42:34Z', tags: ['a', 'A', 'b'], desk: { room: '1' } }
    expect(own(value)).toEqual({ ...value, tags: ['a', 'b'] })
    expect(own({ site: 'S', tags: 'a' })).toEqual({ site: 'S', tags: ['a'] })
  })

  it.each([
    [{ floor: 3 }, 'urn:x:own:site is required'],
    [{ site: 'S', floor: 3.5 }, 'a whole number'],
    [{ site: 'S', floor: '3' }, 'a whole number'],
    [{ site: 'S', share: true }, 'a number'],
    [{ site: 'S', since: '13 May' }, 'a date and time'],
    [{ site: 'S', since: 5 }, 'a date and time'],
    [{ site: 'S', tags: [{ value: 'a' }] }, 'tags[0] must be a string'],
    [{ site: 'S', tags: { value: 'a' } }, 'a list of strings'],
    [{ site: 'S', desk: { seat: '2' } }, 'desk.room is required'],
  ])('R9: %o is refused', (value, detail) => {
    expect(expectRefusal(() => own(value as JsonObject), 400, 'invalidValue').message).toContain(detail)
  })

  it('R9: is required where the resource type says so', () => {
    expectRefusal(() => parseResource({ userName: 'x' }, { registry, type: 'User' }), 400, 'invalidValue')
  })
})

function attribute(name: string): AttributeDefinition {
  const found = coreRegistry.resolve('User', { name })
  if (found === undefined) throw new Error(name)
  return found.attribute
}
