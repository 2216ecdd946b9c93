import { describe, expect, it } from 'vitest'
import type { ScimType } from '../../src/main/protocol/error.ts'
import type { JsonObject } from '../../src/main/protocol/json.ts'
import { parsePatch } from '../../src/main/protocol/patch/parse.ts'
import { createRegistry, ENTERPRISE_SCHEMA, USER_SCHEMA } from '../../src/main/protocol/schema/registry.ts'
import { patch, storedUser } from './patching.ts'
import { expectRefusal } from './refusal.ts'

const work = { value: 'w@x', type: 'work', primary: true }
const home = { value: 'h@x', type: 'home' }
const twoMails = storedUser({ emails: [work, home] })

describe('several operations', () => {
  it('R2: are done in order, each on what the one before left', () => {
    const { document } = patch(storedUser(), [
      { op: 'add', path: 'emails', value: [work] },
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'second' },
      { op: 'add', path: 'emails', value: [home] },
      { op: 'remove', path: 'emails[type eq "home"]' },
    ])
    expect(document['emails']).toEqual([{ ...work, value: 'second' }])
  })

  it('R2: are all refused when one is, and the document is as it was', () => {
    const error = expectRefusal(
      () =>
        patch(twoMails, [
          { op: 'replace', path: 'nickName', value: 'N' },
          { op: 'replace', path: 'emails[value eq "nobody"]', value: { value: 'x' } },
        ]),
      400,
      'noTarget',
    )
    expect(error.message).toContain('emails')
  })

  it('R2: that undo one another change nothing', () => {
    const outcome = patch(twoMails, [
      { op: 'add', path: 'nickName', value: 'N' },
      { op: 'remove', path: 'nickName' },
    ])
    expect(outcome.changed).toBe(false)
    expect(outcome.document).toBe(twoMails)
  })
})

describe('what PATCH refuses', () => {
  it.each([
    [{ op: 'replace', path: 'id', value: '2' }, 'mutability'],
    [{ op: 'remove', path: 'id' }, 'mutability'],
    [{ op: 'replace', path: 'meta.created', value: '2011-05-13T04:42:34Z' }, 'mutability'],
    [{ op: 'replace', path: 'meta', value: {} }, 'mutability'],
    [{ op: 'add', path: 'groups', value: [{ value: 'g' }] }, 'mutability'],
    [{ op: 'remove', path: 'groups[value eq "g"]' }, 'mutability'],
    [{ op: 'replace', path: `${ENTERPRISE_SCHEMA}:manager.displayName`, value: 'M' }, 'mutability'],
    [{ op: 'remove', path: 'userName' }, 'mutability'],
    [{ op: 'replace', path: 'userName', value: null }, 'invalidValue'],
    [{ op: 'replace', path: 'userName', value: '' }, 'invalidValue'],
    [{ op: 'replace', path: 'userName', value: 5 }, 'invalidValue'],
    [{ op: 'replace', value: { userName: ' ' } }, 'invalidValue'],
    [{ op: 'replace', path: 'active', value: 'maybe' }, 'invalidValue'],
    [{ op: 'replace', path: 'emails', value: 'n@x' }, 'invalidValue'],
    [{ op: 'replace', path: 'emails', value: [{ value: 5 }] }, 'invalidValue'],
    [{ op: 'add', path: 'name', value: 'Jensen' }, 'invalidValue'],
    [{ op: 'add', path: 'password', value: 5 }, 'invalidValue'],
    [{ op: 'add', path: ENTERPRISE_SCHEMA, value: 'x' }, 'invalidValue'],
    [{ op: 'replace', path: 'nope', value: 'x' }, 'invalidPath'],
    [{ op: 'remove', path: 'nope' }, 'invalidPath'],
    [{ op: 'remove', path: 'emails[nope eq "x"]' }, 'invalidFilter'],
    [{ op: 'remove', path: USER_SCHEMA }, 'noTarget'],
  ] as [JsonObject, ScimType][])('R2: %o is %s', (operation, scimType) => {
    expectRefusal(() => patch(twoMails, [operation]), 400, scimType)
  })

  it('R2: an id that is what it is already is no change', () => {
    expect(patch(twoMails, [{ op: 'replace', path: 'id', value: '1' }]).changed).toBe(false)
  })

  it('R2: what is immutable can be given a value once', () => {
    const badge = { ...nickName(), name: 'badge', mutability: 'immutable' as const }
    const lock = {
      ...nickName(),
      name: 'lock',
      type: 'complex' as const,
      subAttributes: [
        { ...badge, name: 'key' },
        { ...nickName(), name: 'hint' },
      ],
    }
    const registry = createRegistry([
      { resourceType: 'User', required: false, schema: { id: 'urn:x:b', name: 'B', description: 'B', attributes: [badge, lock] } },
    ])
    const run = (document: JsonObject, ...operations: JsonObject[]) => patch(document, operations, 'User', registry).document
    const given = run(
      storedUser({}, registry),
      { op: 'add', path: 'urn:x:b:badge', value: '7' },
      { op: 'add', path: 'urn:x:b:lock.key', value: 'k' },
    )
    expect(given['urn:x:b']).toEqual({ badge: '7', lock: { key: 'k' } })
    expect(
      run(given, { op: 'replace', path: 'urn:x:b:badge', value: '7' }, { op: 'replace', path: 'urn:x:b:lock.hint', value: 'h' })['urn:x:b'],
    ).toEqual({
      badge: '7',
      lock: { key: 'k', hint: 'h' },
    })
    expectRefusal(() => run(given, { op: 'replace', path: 'urn:x:b:badge', value: '8' }), 400, 'mutability')
    expectRefusal(() => run(given, { op: 'remove', path: 'urn:x:b:badge' }), 400, 'mutability')
    expectRefusal(() => run(given, { op: 'replace', value: { 'urn:x:b': { lock: { key: 'l' } } } }), 400, 'mutability')
  })
})

function nickName() {
  return {
    name: 'nickName',
    type: 'string' as const,
    description: 'x',
    multiValued: false,
    required: false,
    caseExact: false,
    mutability: 'readWrite' as const,
    returned: 'default' as const,
    uniqueness: 'none' as const,
  }
}

describe('the body of a PATCH', () => {
  const strict = { emptyOperations: 'reject' } as const

  it.each([
    [null, 'invalidSyntax'],
    [[], 'invalidSyntax'],
    [{}, 'invalidSyntax'],
    [{ Operations: 'x' }, 'invalidSyntax'],
    [{ Operations: [] }, 'invalidSyntax'],
    [{ Operations: ['x'] }, 'invalidSyntax'],
    [{ Operations: [{}] }, 'invalidSyntax'],
    [{ Operations: [{ op: 'move', path: 'a', value: 1 }] }, 'invalidSyntax'],
    [{ Operations: [{ op: 5, path: 'a', value: 1 }] }, 'invalidSyntax'],
    [{ Operations: [{ op: 'add', path: 5, value: 1 }] }, 'invalidPath'],
    [{ Operations: [{ op: 'add', path: 'nickName' }] }, 'invalidValue'],
    [{ Operations: [{ op: 'replace', path: 'nickName' }] }, 'invalidValue'],
    [{ Operations: [{ op: 'replace', value: 'x' }] }, 'invalidValue'],
    [{ Operations: [{ op: 'add', value: null }] }, 'invalidValue'],
    [{ Operations: [{ op: 'add', value: [{ nickName: 'a' }, { nickName: 'b' }] }] }, 'invalidValue'],
    [{ Operations: [{ op: 'remove' }] }, 'noTarget'],
    [{ Operations: [{ op: 'remove', path: '' }] }, 'noTarget'],
    [{ Operations: [{ op: 'remove', value: { nickName: 'x' } }] }, 'noTarget'],
  ] as const)('R2: %o is %s', (body, scimType) => {
    expectRefusal(() => parsePatch(body, strict), 400, scimType)
  })

  it('R2: the operation at fault is named', () => {
    const body = { Operations: [{ op: 'add', path: 'a', value: 1 }, { op: 'move' }] }
    expect(expectRefusal(() => parsePatch(body, strict), 400, 'invalidSyntax').message).toContain('Operations[1]')
  })

  it('R2: no operations at all is a request to do nothing where it is tolerated', () => {
    expect(parsePatch({ Operations: [] }, { emptyOperations: 'ignore' })).toEqual([])
    expectRefusal(() => parsePatch({}, { emptyOperations: 'ignore' }), 400, 'invalidSyntax')
  })

  it('R2: schemas may be missing, operations may be one, names may be in any case', () => {
    const operation = { op: 'add', path: 'nickName', value: 'N' }
    for (const body of [
      { Operations: [operation] },
      { Operations: operation },
      { operations: [{ OP: ' Add', Path: 'nickName', VALUE: 'N' }] },
    ]) {
      expect(parsePatch(body, strict)).toEqual([operation])
    }
  })

  it('R10: more operations than are accepted is 413', () => {
    const operations = Array.from({ length: 11 }, () => ({ op: 'remove', path: 'title' }))
    expectRefusal(() => parsePatch({ Operations: operations }, { ...strict, maxOperations: 10 }), 413, undefined)
    expect(parsePatch({ Operations: operations.slice(1) }, { ...strict, maxOperations: 10 })).toHaveLength(10)
  })
})
