import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/main/protocol/json.ts'
import { ENTERPRISE_SCHEMA, USER_SCHEMA } from '../../src/main/protocol/schema/registry.ts'
import { patch, storedUser } from './patching.ts'

const work = { value: 'w@x', type: 'work', primary: true }
const home = { value: 'h@x', type: 'home' }
const manager = `${ENTERPRISE_SCHEMA}:manager`

describe('Entra ID', () => {
  it('R2: writes op names with a capital and booleans as strings', () => {
    const { document } = patch(storedUser(), [
      { op: 'Replace', path: 'active', value: 'False' },
      { op: 'Add', path: 'nickName', value: 'False' },
    ])
    expect(document).toMatchObject({ active: false, nickName: 'False' })
    expect(patch(document, [{ op: 'REPLACE', path: 'active', value: 'true' }]).document['active']).toBe(true)
  })

  it.each(['Add', 'Replace'])('R2: expects %s on an absent work e-mail to make it', (op) => {
    const { document, notes } = patch(storedUser({ emails: [home] }), [{ op, path: 'emails[type eq "work"].value', value: 'w@x' }])
    expect(document['emails']).toEqual([home, { type: 'work', value: 'w@x' }])
    expect(notes).toEqual(['emails[type eq "work"].value: no value matched, so that one was made'])
  })

  it('R2: expects Replace on a present work e-mail to change it and no other', () => {
    const { document } = patch(storedUser({ emails: [work, home] }), [
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'n@x' },
    ])
    expect(document['emails']).toEqual([{ ...work, value: 'n@x' }, home])
  })

  it('R2: builds a role from a filter on primary, operation by operation', () => {
    const { document } = patch(storedUser(), [
      { op: 'Add', path: 'roles[primary eq "True"].value', value: 'reader' },
      { op: 'Add', path: 'roles[primary eq "True"].display', value: 'Reader' },
      { op: 'Add', path: 'roles[primary eq "True"].type', value: 'app' },
    ])
    expect(document['roles']).toEqual([{ primary: true, value: 'reader', display: 'Reader', type: 'app' }])
  })

  it('R2: adds an address part by part, with a type that is no canonical one', () => {
    const { document } = patch(storedUser(), [
      { op: 'Add', path: 'addresses[type eq "untyped"].streetAddress', value: 'S' },
      { op: 'Add', path: 'addresses[type eq "untyped"].country', value: 'C' },
    ])
    expect(document['addresses']).toEqual([{ type: 'untyped', streetAddress: 'S', country: 'C' }])
  })

  it('R2: sends dotted and URN-qualified keys without a path, and they are paths', () => {
    const { document } = patch(storedUser({ name: { givenName: 'G', familyName: 'F' } }), [
      {
        op: 'replace',
        value: {
          displayName: 'x',
          'name.givenName': 'g',
          [`${ENTERPRISE_SCHEMA}:employeeNumber`]: '1',
          [manager]: 'm1',
          'emails[type eq "work"].value': 'w@x',
        },
      },
    ])
    expect(document).toEqual({
      ...storedUser({ displayName: 'x', name: { givenName: 'g', familyName: 'F' } }),
      schemas: [USER_SCHEMA, ENTERPRISE_SCHEMA],
      emails: [{ type: 'work', value: 'w@x' }],
      [ENTERPRISE_SCHEMA]: { employeeNumber: '1', manager: { value: 'm1' } },
    })
  })

  it.each([
    ['a bare id', 'm2'],
    ['a list of one', [{ value: 'm2', $ref: null }]],
    ['an object', { value: 'm2' }],
  ])('R2: sends the manager as %s', (_, value) => {
    const before = storedUser({ [ENTERPRISE_SCHEMA]: { manager: { value: 'm1', $ref: '../Users/m1' } } })
    expect(patch(before, [{ op: 'Add', path: manager, value }]).document[ENTERPRISE_SCHEMA]).toEqual({ manager: { value: 'm2' } })
    expect(patch(before, [{ op: 'Replace', path: manager, value }]).document[ENTERPRISE_SCHEMA]).toEqual({ manager: { value: 'm2' } })
    expect(patch(before, [{ op: 'replace', value: { [manager]: value } }]).document[ENTERPRISE_SCHEMA]).toEqual({
      manager: { value: 'm2' },
    })
  })

  it.each(['', null, []])('R2: takes the manager away with %o', (value) => {
    const before = storedUser({ [ENTERPRISE_SCHEMA]: { manager: { value: 'm1' } } })
    expect(patch(before, [{ op: 'Replace', path: manager, value }]).document).toEqual(storedUser())
  })

  it.each(['', null])('R2: takes an e-mail away with %o in place of its address', (value) => {
    const before = storedUser({ emails: [work, home] })
    expect(patch(before, [{ op: 'Replace', path: 'emails[type eq "work"].value', value }]).document['emails']).toEqual([home])
    expect(patch(before, [{ op: 'Replace', path: 'emails[type eq "other"].value', value }]).changed).toBe(false)
  })

  it('R2: means an attribute of a schema that is unknown here, which is noted and left out', () => {
    const { changed, notes } = patch(storedUser(), [
      { op: 'Add', path: 'urn:ietf:params:scim:schemas:extension:Custom:2.0:User:tag', value: 'x' },
    ])
    expect(changed).toBe(false)
    expect(notes.join()).toContain('unknown schema, ignored')
  })

  it('R2: removes only the values that it lists', () => {
    const before = storedUser({ emails: [work, home, { value: 'o@x', type: 'other' }] })
    expect(
      patch(before, [{ op: 'Remove', path: 'emails', value: [{ value: 'H@x' }, { value: 'o@x', type: 'work' }] }]).document['emails'],
    ).toEqual([work, { value: 'o@x', type: 'other' }])
    expect(patch(before, [{ op: 'Remove', path: 'emails', value: [] }]).changed).toBe(false)
  })
})

describe('Okta, authentik and others', () => {
  it('R2: Okta deactivates without a path', () => {
    expect(patch(storedUser(), [{ op: 'replace', value: { active: false } }]).document['active']).toBe(false)
  })

  it('R2: what is read-only in a value without a path is ignored, and noted where it differs', () => {
    const { changed, notes } = patch(storedUser(), [
      {
        op: 'replace',
        value: { id: '1', schemas: ['x'], meta: { created: 'x' }, groups: [{ value: 'g' }], [`${manager}.displayName`]: 'M' },
      },
    ])
    expect(changed).toBe(false)
    expect(notes).toEqual(['meta: read-only, ignored', 'groups: read-only, ignored', `${manager}.displayName: read-only, ignored`])
    expect(patch(storedUser(), [{ op: 'replace', value: { id: '2' } }]).notes).toEqual(['id: read-only, ignored'])
  })

  it('R9: unknown keys in a value without a path are noted and left out', () => {
    const { changed, notes } = patch(storedUser(), [{ op: 'replace', value: { shoeSize: 'secret', 'name.petName': 'secret' } }])
    expect(changed).toBe(false)
    expect(notes).toEqual(['shoeSize: unknown attribute, ignored', 'name.petName: unknown attribute, ignored'])
  })

  it('U1: a password is never kept, whichever way it comes', () => {
    for (const operation of [
      { op: 'replace', path: 'password', value: 'hunter2' },
      { op: 'replace', value: { password: 'hunter2' } },
    ]) {
      const outcome = patch(storedUser(), [operation])
      expect(outcome.changed).toBe(false)
      expect(JSON.stringify(outcome)).not.toContain('hunter2')
    }
  })

  it('R2: a path-less value may be a list of one object', () => {
    expect(patch(storedUser(), [{ op: 'replace', value: [{ nickName: 'N' }] }]).document['nickName']).toBe('N')
  })

  it('R2: a bare string is the value of a filtered e-mail, which keeps the rest', () => {
    const { document } = patch(storedUser({ emails: [work] }), [{ op: 'replace', path: 'emails[type eq "work"]', value: 'n@x' }])
    expect(document['emails']).toEqual([{ ...work, value: 'n@x' }])
  })
})

describe('scimgateway', () => {
  const before = storedUser({
    phoneNumbers: [
      { value: '+1', type: 'work' },
      { value: '+2', type: 'mobile' },
    ],
  })
  const replace = (phoneNumbers: JsonObject[]) => patch(before, [{ op: 'replace', value: { phoneNumbers } }])

  it('R2: deletes by a mark and a type, and leaves the rest', () => {
    const { document, notes } = replace([{ operation: 'delete', type: 'work', value: '' }])
    expect(document['phoneNumbers']).toEqual([{ value: '+2', type: 'mobile' }])
    expect(notes).toEqual(['phoneNumbers: a list with delete marks was merged by type'])
  })

  it('R2: sets by type what stands beside a mark', () => {
    expect(
      replace([
        { operation: 'DELETE', type: 'work' },
        { type: 'mobile', value: '+3' },
        { type: 'fax', value: '+4' },
      ]).document['phoneNumbers'],
    ).toEqual([
      { type: 'mobile', value: '+3' },
      { type: 'fax', value: '+4' },
    ])
  })

  it('R2: a list without marks is the list that is to be, as the RFC has it', () => {
    expect(replace([{ type: 'fax', value: '+4' }]).document['phoneNumbers']).toEqual([{ type: 'fax', value: '+4' }])
  })
})

describe('hostile keys', () => {
  it.each([
    '[{"op":"replace","value":{"__proto__":{"active":false},"constructor":{"prototype":{"x":1}},"name":{"__proto__":{"x":1}}}}]',
    '[{"op":"add","value":{"__proto__.polluted":"x","constructor.prototype.polluted":"x"}}]',
    '[{"op":"add","path":"emails","value":[{"__proto__":{"value":"x"}}]}]',
    '[{"__proto__":{"op":"remove","path":"userName"},"op":"add","path":"title","value":""}]',
    '[{"op":"remove","path":"emails","value":[{"__proto__":{"value":"x"}}]}]',
  ])('R10: %s changes nothing', (text) => {
    const outcome = patch(storedUser({ emails: [work] }), JSON.parse(text))
    expect(outcome.changed).toBe(false)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })
})
