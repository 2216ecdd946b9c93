import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../src/main/protocol/json.ts'
import { ENTERPRISE_SCHEMA, USER_SCHEMA } from '../../src/main/protocol/schema/registry.ts'
import { fullUser } from './documents.ts'
import { patch, storedUser } from './patching.ts'
import { expectRefusal } from './refusal.ts'

const full = storedUser(fullUser)
const work = { value: 'w@x', type: 'work', primary: true }
const home = { value: 'h@x', type: 'home' }
const twoMails = storedUser({ emails: [work, home] })

describe('the examples of RFC 7644 §3.5.2', () => {
  it('R2: §3.5.2.1, add without a path adds to a list and sets what was not there', () => {
    const value = { emails: [{ value: 'babs@jensen.org', type: 'home' }], nickname: 'Babs' }
    const { document, changed } = patch(storedUser({ emails: [work] }), [{ op: 'add', value }])
    expect(changed).toBe(true)
    expect(document).toMatchObject({ emails: [work, { value: 'babs@jensen.org', type: 'home' }], nickName: 'Babs' })
  })

  it('R2: §3.5.2.2, remove with a filter takes away the values that match', () => {
    const { document } = patch(full, [{ op: 'remove', path: 'emails[type eq "work" and value ew "example.com"]' }])
    expect(document['emails']).toEqual([{ value: 'babs@jensen.org', type: 'home' }])
  })

  it('R2: §3.5.2.3, replace of a filtered value puts another in its place', () => {
    const value = {
      type: 'work',
      streetAddress: '911 Universal City Plaza',
      locality: 'Hollywood',
      region: 'CA',
      postalCode: '91608',
      country: 'US',
      formatted: '911 Universal City Plaza\nHollywood, CA 91608 US',
      primary: true,
    }
    const { document } = patch(full, [{ op: 'replace', path: 'addresses[type eq "work"]', value }])
    expect((document['addresses'] as Json[])[0]).toEqual(value)
    expect((document['addresses'] as Json[])[1]).toEqual((full['addresses'] as Json[])[1])
  })

  it('R2: §3.5.2.3, replace of a sub-attribute of a filtered value leaves the rest of it', () => {
    const { document } = patch(full, [{ op: 'replace', path: 'addresses[type eq "work"].streetAddress', value: '1010 Broadway Ave' }])
    const [first] = full['addresses'] as JsonObject[]
    expect((document['addresses'] as Json[])[0]).toEqual({ ...first, streetAddress: '1010 Broadway Ave' })
  })

  it('R2: §3.5.2.3, replace without a path replaces each attribute named', () => {
    const emails = [
      { value: 'bjensen@example.com', type: 'work', primary: true },
      { value: 'babs@jensen.org', type: 'home' },
    ]
    const { document } = patch(storedUser({ emails: [home], title: 'T' }), [{ op: 'replace', value: { emails, nickname: 'Babs' } }])
    expect(document).toMatchObject({ emails, nickName: 'Babs', title: 'T' })
  })
})

describe('add (RFC 7644 §3.5.2.1)', () => {
  it.each([
    ['sets what was not there', storedUser(), { path: 'nickName', value: 'N' }, { nickName: 'N' }],
    ['replaces a single value', storedUser({ nickName: 'M' }), { path: 'nickName', value: 'N' }, { nickName: 'N' }],
    [
      'merges a complex value',
      storedUser({ name: { givenName: 'G' } }),
      { path: 'name', value: { familyName: 'F' } },
      { name: { givenName: 'G', familyName: 'F' } },
    ],
    ['makes a complex value for its part', storedUser(), { path: 'name.givenName', value: 'G' }, { name: { givenName: 'G' } }],
    ['appends to a list', storedUser({ emails: [home] }), { path: 'emails', value: [work] }, { emails: [home, work] }],
    [
      'takes one value for a list of one',
      storedUser({ emails: [home] }),
      { path: 'emails', value: { value: 'o@x' } },
      { emails: [home, { value: 'o@x' }] },
    ],
    [
      'reaches into an extension',
      storedUser(),
      { path: `${ENTERPRISE_SCHEMA}:department`, value: 'D' },
      { schemas: [USER_SCHEMA, ENTERPRISE_SCHEMA], [ENTERPRISE_SCHEMA]: { department: 'D' } },
    ],
    [
      'takes an extension by its URN',
      storedUser({ [ENTERPRISE_SCHEMA]: { division: 'V' } }),
      { path: ENTERPRISE_SCHEMA, value: { department: 'D' } },
      { [ENTERPRISE_SCHEMA]: { division: 'V', department: 'D' } },
    ],
    ['takes the core URN for the resource', storedUser(), { path: USER_SCHEMA, value: { nickName: 'N' } }, { nickName: 'N' }],
    [
      'merges into the values that a filter matches',
      twoMails,
      { path: 'emails[type eq "home"]', value: { display: 'H' } },
      { emails: [work, { ...home, display: 'H' }] },
    ],
    [
      'sets a part of the values that a filter matches',
      twoMails,
      { path: 'emails[type eq "home"].display', value: 'H' },
      { emails: [work, { ...home, display: 'H' }] },
    ],
    [
      'sets a part of every value without a filter',
      twoMails,
      { path: 'emails.display', value: 'H' },
      {
        emails: [
          { ...work, display: 'H' },
          { ...home, display: 'H' },
        ],
      },
    ],
  ] as [string, JsonObject, JsonObject, JsonObject][])('R2: %s', (_, document, operation, expected) => {
    const outcome = patch(document, [{ op: 'add', ...operation }])
    expect(outcome.document).toEqual({ ...document, ...expected })
    expect(outcome.changed).toBe(true)
  })

  it.each([
    ['a value that is there already', { path: 'emails', value: [home] }],
    ['the same value in another case', { path: 'emails', value: [{ value: 'H@X', type: 'HOME' }] }],
    ['the same value without its type', { path: 'emails', value: [{ value: 'h@x' }] }],
    ['an empty list', { path: 'emails', value: [] }],
    ['null for a list', { path: 'emails', value: null }],
    ['an object of nothing', { value: {} }],
    ['the value that is there', { path: 'userName', value: 'bjensen' }],
    ['schemas', { path: 'schemas', value: ['urn:example'] }],
    ['an empty extension', { path: ENTERPRISE_SCHEMA, value: {} }],
  ] as [string, JsonObject][])('R2: adding %s changes nothing', (_, operation) => {
    const outcome = patch(twoMails, [{ op: 'add', ...operation }])
    expect(outcome.changed).toBe(false)
    expect(outcome.document).toBe(twoMails)
  })

  it('R2: a new primary takes it from the one before', () => {
    const added = { value: 'n@x', primary: true }
    expect(patch(twoMails, [{ op: 'add', path: 'emails', value: [added] }]).document['emails']).toEqual([
      { ...work, primary: false },
      home,
      added,
    ])
    expect(patch(twoMails, [{ op: 'add', path: 'emails', value: [{ ...home, primary: true }] }]).document['emails']).toEqual([
      { ...work, primary: false },
      { ...home, primary: true },
    ])
    expect(patch(twoMails, [{ op: 'replace', path: 'emails[type eq "home"].primary', value: true }]).document['emails']).toEqual([
      { ...work, primary: false },
      { ...home, primary: true },
    ])
  })
})

describe('remove (RFC 7644 §3.5.2.2)', () => {
  it.each([
    ['a single value', full, 'nickName', { nickName: undefined }],
    ['a whole list', full, 'emails', { emails: undefined }],
    ['a whole complex value', full, 'name', { name: undefined }],
    [
      'a part of a complex value',
      storedUser({ name: { givenName: 'G', familyName: 'F' } }),
      'name.givenName',
      { name: { familyName: 'F' } },
    ],
    ['the last part of a complex value', storedUser({ name: { givenName: 'G' } }), 'name.givenName', { name: undefined }],
    ['the values that match', twoMails, 'emails[type eq "work"]', { emails: [home] }],
    ['the last values of a list', twoMails, 'emails[type pr]', { emails: undefined }],
    ['a part of the values that match', twoMails, 'emails[type eq "work"].primary', { emails: [{ value: 'w@x', type: 'work' }, home] }],
    ['the address of an e-mail, and the e-mail with it', twoMails, 'emails[type eq "work"].value', { emails: [home] }],
    [
      'an extension',
      storedUser({ [ENTERPRISE_SCHEMA]: { department: 'D' } }),
      ENTERPRISE_SCHEMA,
      { schemas: [USER_SCHEMA], [ENTERPRISE_SCHEMA]: undefined },
    ],
    [
      'the last attribute of an extension',
      storedUser({ [ENTERPRISE_SCHEMA]: { department: 'D' } }),
      `${ENTERPRISE_SCHEMA}:department`,
      { schemas: [USER_SCHEMA], [ENTERPRISE_SCHEMA]: undefined },
    ],
  ] as [string, JsonObject, string, JsonObject][])('R2: takes away %s', (_, document, path, expected) => {
    const outcome = patch(document, [{ op: 'remove', path }])
    expect(outcome.document).toEqual({ ...document, ...expected })
    expect(Object.values(outcome.document)).not.toContain(undefined)
    expect(outcome.changed).toBe(true)
  })

  it.each([
    'nickName',
    'name.givenName',
    'phoneNumbers',
    'phoneNumbers[type eq "fax"]',
    'emails[type eq "other"].value',
    ENTERPRISE_SCHEMA,
    `${ENTERPRISE_SCHEMA}:manager`,
    'password',
  ])('R2: removing %s, which is not there, is no fault', (path) => {
    expect(patch(twoMails, [{ op: 'remove', path }]).changed).toBe(false)
  })

  it('U6: active cannot be taken away, so that nobody is activated by it', () => {
    const held = storedUser({ active: false })
    for (const operation of [
      { op: 'remove', path: 'active' },
      { op: 'replace', path: 'active', value: null },
      { op: 'replace', value: { active: '' } },
    ]) {
      expect(patch(held, [operation]).document['active']).toBe(false)
    }
  })
})

describe('replace (RFC 7644 §3.5.2.3)', () => {
  it.each([
    ['a single value', full, { path: 'nickName', value: 'N' }, { nickName: 'N' }],
    ['what is not there, as add would', storedUser(), { path: 'nickName', value: 'N' }, { nickName: 'N' }],
    ['a whole list', twoMails, { path: 'emails', value: [{ value: 'n@x' }] }, { emails: [{ value: 'n@x' }] }],
    ['a list by nothing', twoMails, { path: 'emails', value: [] }, { emails: undefined }],
    [
      'the parts named of a complex value',
      storedUser({ name: { givenName: 'G', familyName: 'F' } }),
      { path: 'name', value: { givenName: 'H' } },
      { name: { givenName: 'H', familyName: 'F' } },
    ],
    [
      'a part by null',
      storedUser({ name: { givenName: 'G', familyName: 'F' } }),
      { path: 'name', value: { givenName: null } },
      { name: { familyName: 'F' } },
    ],
    ['a single value by null', full, { path: 'displayName', value: null }, { displayName: undefined }],
    ['a single value by an empty string', full, { path: 'displayName', value: '' }, { displayName: undefined }],
    ['a complex value by null', full, { path: 'name', value: null }, { name: undefined }],
    [
      'the values that match',
      twoMails,
      { path: 'emails[type eq "home"]', value: { value: 'n@x', type: 'other' } },
      { emails: [work, { value: 'n@x', type: 'other' }] },
    ],
    [
      'the values that match, which keep what was asked of them',
      twoMails,
      { path: 'emails[type eq "home"]', value: { value: 'n@x' } },
      { emails: [work, { value: 'n@x', type: 'home' }] },
    ],
    [
      'a part of the values that match',
      twoMails,
      { path: 'emails[type eq "home"].value', value: 'n@x' },
      { emails: [work, { ...home, value: 'n@x' }] },
    ],
    ['the values that match by null', twoMails, { path: 'emails[type eq "home"]', value: null }, { emails: [work] }],
    [
      'an attribute of an extension',
      storedUser({ [ENTERPRISE_SCHEMA]: { department: 'D' } }),
      { path: `${ENTERPRISE_SCHEMA}:department`, value: 'E' },
      { [ENTERPRISE_SCHEMA]: { department: 'E' } },
    ],
    [
      'an extension by null',
      storedUser({ [ENTERPRISE_SCHEMA]: { department: 'D' } }),
      { path: ENTERPRISE_SCHEMA, value: null },
      { schemas: [USER_SCHEMA], [ENTERPRISE_SCHEMA]: undefined },
    ],
  ] as [string, JsonObject, JsonObject, JsonObject][])('R2: replaces %s', (_, document, operation, expected) => {
    const outcome = patch(document, [{ op: 'replace', ...operation }])
    expect(outcome.document).toEqual({ ...document, ...expected })
    expect(outcome.changed).toBe(true)
  })

  it.each([
    'emails[type eq "other" and value eq "x"].value',
    'emails[value eq "nobody@x"].display',
    'emails[value eq "nobody@x"]',
    'emails[type eq "other"]',
    'emails[type eq "carrier pigeon"].value',
    'emails[type ne "work" and type ne "home"].value',
    'emails[type eq "other" or type eq "fax"].value',
    'emails[not (type pr)].value',
    'emails[primary eq false].value',
    'emails[type eq "other"].type',
    'phoneNumbers[value pr].type',
  ])('R2: %s, whose filter matches nothing, is noTarget', (path) => {
    expectRefusal(() => patch(twoMails, [{ op: 'replace', path, value: path.endsWith(']') ? { value: 'n@x' } : 'n@x' }]), 400, 'noTarget')
  })
})
