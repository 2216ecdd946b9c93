import { describe, expect, it } from 'vitest'
import { differences } from '../../../src/renderer/features/activity/diff.ts'

describe('L2: what an audit event changed', () => {
  it('L2: equal values have no difference', () => {
    expect(differences({ name: 'a', list: [1, 2], deep: { x: null } }, { name: 'a', list: [1, 2], deep: { x: null } })).toEqual([])
  })

  it('L2: a changed leaf is named by its path', () => {
    expect(differences({ policy: { source: 'scim' } }, { policy: { source: 'both' } })).toEqual([
      { path: 'policy.source', kind: 'changed', before: 'scim', after: 'both' },
    ])
  })

  it('L2: a creation lists each leaf as added', () => {
    expect(differences(null, { userName: 'ada', name: { familyName: 'Lovelace' } })).toEqual([
      { path: 'userName', kind: 'added', before: undefined, after: 'ada' },
      { path: 'name.familyName', kind: 'added', before: undefined, after: 'Lovelace' },
    ])
  })

  it('L2: a deletion lists each leaf as removed', () => {
    expect(differences({ name: 'x' }, null)).toEqual([{ path: 'name', kind: 'removed', before: 'x', after: undefined }])
  })

  it('L2: null is a value: setting it and clearing it are changes', () => {
    expect(differences({ expiresAt: null }, { expiresAt: '2027' })).toEqual([
      { path: 'expiresAt', kind: 'changed', before: null, after: '2027' },
    ])
  })

  it('L2: members are compared as a set, whatever their order', () => {
    expect(differences({ members: ['a', 'b'] }, { members: ['b', 'a', 'c'] })).toEqual([
      { path: 'members[]', kind: 'added', before: undefined, after: 'c' },
    ])
  })

  it('L2: a list of objects is compared place by place', () => {
    expect(differences({ emails: [{ value: 'a' }, { value: 'b' }] }, { emails: [{ value: 'a' }, { value: 'c' }] })).toEqual([
      { path: 'emails[1].value', kind: 'changed', before: 'b', after: 'c' },
    ])
  })

  it('L2: an object that became something else is one change', () => {
    expect(differences({ group: { id: 1 } }, { group: 'gone' })).toEqual([
      { path: 'group', kind: 'changed', before: { id: 1 }, after: 'gone' },
    ])
  })

  it('L2: an empty list or object that appears is not lost', () => {
    expect(differences({}, { members: [] })).toEqual([{ path: 'members', kind: 'added', before: undefined, after: [] }])
  })
})
