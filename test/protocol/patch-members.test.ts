import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../src/main/protocol/json.ts'
import type { ScimType } from '../../src/main/protocol/error.ts'
import { evaluate } from '../../src/main/protocol/filter/evaluate.ts'
import { GROUP_SCHEMA } from '../../src/main/protocol/schema/registry.ts'
import { patch, storedGroup } from './patching.ts'
import { expectRefusal } from './refusal.ts'

const run = (...operations: JsonObject[]) => patch(storedGroup, operations, 'Group')
const changes = (...operations: JsonObject[]) => run(...operations).members
const a = '2819c223-7f76-453a-919d-413861904646'
const b = '902c246b-6245-4190-8e05-00816be7344a'

describe("the RFC's examples on members (RFC 7644 §3.5.2)", () => {
  const babs = { display: 'Babs Jensen', $ref: `https://example.com/v2/Users/${a}`, value: a }
  const james = { display: 'James Smith', $ref: `https://example.com/v2/Users/${b}`, value: b }

  it.each([
    ['§3.5.2.1 adds a member', [{ op: 'add', path: 'members', value: [babs] }], [{ kind: 'add', members: [{ value: a }] }]],
    ['§3.5.2.2 removes a member', [{ op: 'remove', path: `members[value eq "${a}"]` }], [{ kind: 'remove', ids: [a] }]],
    ['§3.5.2.2 removes all members', [{ op: 'remove', path: 'members' }], [{ kind: 'clear' }]],
    [
      '§3.5.2.2 removes one and adds another',
      [
        { op: 'remove', path: `members[value eq "${a}"]` },
        { op: 'add', path: 'members', value: [james] },
      ],
      [
        { kind: 'remove', ids: [a] },
        { kind: 'add', members: [{ value: b }] },
      ],
    ],
    [
      '§3.5.2.3 replaces all members',
      [{ op: 'replace', path: 'members', value: [babs, james] }],
      [{ kind: 'replace', members: [{ value: a }, { value: b }] }],
    ],
  ] as [string, JsonObject[], unknown[]][])('G10: %s', (_, operations, expected) => {
    const outcome = run(...operations)
    expect(outcome.members).toEqual(expected)
    expect(outcome.changed).toBe(false)
    expect(outcome.document).toBe(storedGroup)
  })
})

describe('what identity providers send', () => {
  it.each([
    [
      'Entra ID adds with $ref null',
      { op: 'Add', path: 'members', value: [{ $ref: null, value: a }] },
      [{ kind: 'add', members: [{ value: a }] }],
    ],
    [
      'Entra ID removes what it lists',
      { op: 'Remove', path: 'members', value: [{ $ref: null, value: a }] },
      [{ kind: 'remove', ids: [a] }],
    ],
    ['an empty list removes nobody', { op: 'Remove', path: 'members', value: [] }, []],
    ['an empty list adds nobody', { op: 'add', path: 'members', value: [] }, []],
    ['Okta pushes an empty group', { op: 'replace', path: 'members', value: [] }, [{ kind: 'clear' }]],
    ['null empties', { op: 'replace', path: 'members', value: null }, [{ kind: 'clear' }]],
    ['null, removed, empties', { op: 'remove', path: 'members', value: null }, [{ kind: 'clear' }]],
    [
      "Keycloak's one object where a list is due",
      { op: 'replace', path: 'members', value: { type: 'User', value: a } },
      [{ kind: 'replace', members: [{ value: a, type: 'User' }] }],
    ],
    ['bare ids', { op: 'add', path: 'members', value: [a, b] }, [{ kind: 'add', members: [{ value: a }, { value: b }] }]],
    ['a bare id', { op: 'remove', path: 'members', value: a }, [{ kind: 'remove', ids: [a] }]],
    ['repeats', { op: 'add', path: 'members', value: [{ value: a }, { value: a }] }, [{ kind: 'add', members: [{ value: a }] }]],
    [
      'a filter by several ids',
      { op: 'remove', path: `members[value eq "${a}" or value eq "${b}" or value eq "${a}"]` },
      [{ kind: 'remove', ids: [a, b] }],
    ],
    ['a filter in capitals', { op: 'Remove', path: `MEMBERS[VALUE EQ "${a}"]` }, [{ kind: 'remove', ids: [a] }]],
    ['a qualified path', { op: 'add', path: `${GROUP_SCHEMA}:members`, value: [{ value: a }] }, [{ kind: 'add', members: [{ value: a }] }]],
    ['members without a path', { op: 'add', value: { members: [{ value: a }] } }, [{ kind: 'add', members: [{ value: a }] }]],
    ['a filtered add', { op: 'add', path: `members[value eq "${a}"]`, value: { value: a } }, [{ kind: 'add', members: [{ value: a }] }]],
  ] as [string, JsonObject, unknown[]][])('G10: %s', (_, operation, expected) => {
    expect(changes(operation)).toEqual(expected)
  })

  it('G5: Okta renames without a path, with the id in it and the members beside', () => {
    const outcome = run(
      { op: 'replace', value: { id: 'g', displayName: 'Renamed' } },
      { op: 'replace', path: 'members', value: [{ value: a, display: 'A' }] },
    )
    expect(outcome.document).toEqual({ ...storedGroup, displayName: 'Renamed' })
    expect(outcome).toMatchObject({ changed: true, members: [{ kind: 'replace', members: [{ value: a }] }], notes: [] })
  })

  it('G5: a rename to the same name changes nothing', () => {
    expect(run({ op: 'Replace', path: 'displayName', value: 'Tour Guides' }).changed).toBe(false)
    expect(run({ op: 'replace', value: { id: 'g', displayName: 'Tour Guides' } }).changed).toBe(false)
  })

  it('G10: authentik replaces the whole group without a path', () => {
    const outcome = run({
      op: 'replace',
      value: { id: 'g', schemas: [GROUP_SCHEMA], externalId: 'e', displayName: 'N', members: [{ value: a }] },
    })
    expect(outcome.document).toMatchObject({ externalId: 'e', displayName: 'N' })
    expect(outcome.members).toEqual([{ kind: 'replace', members: [{ value: a }] }])
    expect(Object.keys(outcome.document)).not.toContain('members')
  })

  it('G10: changes come out in the order in which they were sent', () => {
    expect(
      changes(
        { op: 'add', path: 'members', value: [{ value: a }] },
        { op: 'remove', path: 'members' },
        { op: 'add', path: 'members', value: [{ value: b }] },
      ).map((change) => change.kind),
    ).toEqual(['add', 'clear', 'add'])
  })

  it('G10: a filter on anything but ids is asked of each member', () => {
    const [change] = changes({ op: 'remove', path: 'members[type eq "Group" and not (display sw "Tour")]' })
    if (change?.kind !== 'removeMatching') throw new Error(`it is ${change?.kind}`)
    const matches = (element: Json) => evaluate(change.filter, { members: [element] })
    expect(matches({ value: a, type: 'Group', display: 'Staff' })).toBe(true)
    expect(matches({ value: a, type: 'Group', display: 'Tourists' })).toBe(false)
    expect(matches({ value: a, type: 'User', display: 'Staff' })).toBe(false)
  })
})

describe('what cannot be done to members', () => {
  it.each([
    [{ op: 'replace', path: `members[value eq "${a}"].display`, value: 'X' }, 'mutability'],
    [{ op: 'remove', path: `members[value eq "${a}"].type` }, 'mutability'],
    [{ op: 'replace', path: `members[value eq "${a}"]`, value: { value: b } }, 'mutability'],
    [{ op: 'replace', path: 'members.value', value: a }, 'mutability'],
    [{ op: 'remove', path: 'members.display' }, 'mutability'],
    [{ op: 'add', path: 'members', value: 5 }, 'invalidValue'],
    [{ op: 'add', path: 'members', value: [{}] }, 'invalidValue'],
    [{ op: 'add', path: 'members', value: [{ value: a, type: 'Robot' }] }, 'invalidValue'],
    [{ op: 'remove', path: 'members[nope eq "x"]' }, 'invalidFilter'],
    [{ op: 'remove', path: 'displayName' }, 'mutability'],
    [{ op: 'replace', path: 'displayName', value: ' ' }, 'invalidValue'],
  ] as [JsonObject, ScimType][])('G10: %o is %s', (operation, scimType) => {
    expectRefusal(() => run(operation), 400, scimType)
  })

  it('G10: one bad operation and no change comes out', () => {
    expectRefusal(
      () => run({ op: 'add', path: 'members', value: [{ value: a }] }, { op: 'replace', path: 'nope', value: 1 }),
      400,
      'invalidPath',
    )
  })
})
