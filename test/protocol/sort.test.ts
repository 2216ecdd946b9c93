import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/main/protocol/json.ts'
import { coreRegistry, ENTERPRISE_SCHEMA } from '../../src/main/protocol/schema/registry.ts'
import { compareSortKeys, parseSortBy, sortKey } from '../../src/main/protocol/sort.ts'

const by = (sortBy: string) => parseSortBy(sortBy, coreRegistry, 'User')

function sorted(sortBy: string, resources: JsonObject[]): unknown[] {
  const attribute = by(sortBy)
  if (attribute === undefined) throw new Error(sortBy)
  return resources.toSorted((a, b) => compareSortKeys(sortKey(a, attribute), sortKey(b, attribute))).map((resource) => resource['id'])
}

describe('sorting (RFC 7644 §3.4.2.3)', () => {
  it.each([
    ['userName', 'username'],
    ['NAME.familyName', 'name.familyname'],
    ['emails', 'emails.value'],
    [`${ENTERPRISE_SCHEMA}:manager`, `${ENTERPRISE_SCHEMA.toLowerCase()}:manager.value`],
    ['meta.lastModified', 'meta.lastmodified'],
  ])('R5: %s sorts by %s', (sortBy, key) => {
    expect(by(sortBy)?.key).toBe(key)
  })

  it.each(['nope', 'name', 'addresses', 'password', 'x509Certificates', 'x509Certificates.value', '', 'a b'])(
    'R5: %o has no order',
    (sortBy) => {
      expect(by(sortBy)).toBeUndefined()
    },
  )

  it('R5: text is sorted without case, a missing value comes last', () => {
    const resources = [
      { id: 1, nickName: 'b' },
      { id: 2 },
      { id: 3, nickName: 'A' },
      { id: 4, nickName: '😀' },
      { id: 5, nickName: '\uff5e' },
      { id: 6, nickName: '' },
    ]
    expect(sorted('nickName', resources)).toEqual([3, 1, 5, 4, 2, 6])
  })

  it('R5: dates are sorted as instants', () => {
    const created = (id: number, text: string) => ({ id, meta: { created: text } })
    expect(sorted('meta.created', [created(1, '2020-01-01T00:00:00Z'), created(2, '2020-01-01T00:30:00+01:00')])).toEqual([2, 1])
  })

  it('R5: of several values the primary one counts, else the first that has one', () => {
    const resources = [
      { id: 1, emails: [{ value: 'a' }, { value: 'z', primary: true }] },
      { id: 2, emails: [{ type: 'work' }, { value: 'm' }, { value: 'b' }] },
      { id: 3, emails: [{ value: 'c' }] },
    ]
    expect(sorted('emails', resources)).toEqual([3, 2, 1])
  })
})
