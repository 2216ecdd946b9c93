import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/main/protocol/json.ts'
import { parseListQuery } from '../../src/main/protocol/list-query.ts'
import { expectRefusal } from './refusal.ts'

const limits = { defaultCount: 100, maxCount: 250 }
const fromUrl = (query: string) => parseListQuery(new URLSearchParams(query), limits)
const fromBody = (body: JsonObject) => parseListQuery(body, limits)
const nothing = { descending: false, startIndex: 1, count: 100, selection: { attributes: undefined, excludedAttributes: undefined } }

describe('the parameters of a list', () => {
  it('R5: are optional, in a URL and in a SearchRequest', () => {
    expect(fromUrl('')).toEqual(nothing)
    expect(fromBody({ schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'] })).toEqual(nothing)
  })

  it('R6: the SearchRequest of RFC 7644 §3.4.3 says what the URL would', () => {
    const expected = {
      ...nothing,
      filter: 'displayName sw "smith"',
      count: 10,
      selection: { attributes: ['displayName', 'userName'], excludedAttributes: undefined },
    }
    expect(
      fromBody({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
        attributes: ['displayName', 'userName'],
        filter: 'displayName sw "smith"',
        startIndex: 1,
        count: 10,
      }),
    ).toEqual(expected)
    expect(fromUrl('attributes=displayName,userName&filter=displayName+sw+%22smith%22&startIndex=1&count=10')).toEqual(expected)
  })

  it.each([
    ['count=10', 10],
    ['count=0', 0],
    ['count=-5', 0],
    ['count=9999999', 250],
    ['count=99999999999999999999999999', 250],
    ['count=', 100],
    ['count=+7', 7],
  ])('R5: %s gives pages of %i', (query, count) => {
    expect(fromUrl(query).count).toBe(count)
  })

  it.each([
    ['startIndex=5', 5],
    ['startIndex=0', 1],
    ['startIndex=-3', 1],
    ['startIndex=99999999999999999999999999', Number.MAX_SAFE_INTEGER],
  ])('R5: %s begins at %i', (query, startIndex) => {
    expect(fromUrl(query).startIndex).toBe(startIndex)
  })

  it.each(['count=ten', 'count=1.5', 'startIndex=x', 'startIndex=1;2', 'sortOrder=up', 'count=NaN', 'count=0x10'])(
    'R5: %s is invalidValue',
    (query) => {
      expectRefusal(() => fromUrl(query), 400, 'invalidValue')
    },
  )

  it.each([
    { count: true },
    { count: 1.5 },
    { count: [1] },
    { startIndex: {} },
    { filter: 5 },
    { sortBy: ['userName'] },
    { attributes: { a: 1 } },
    { excludedAttributes: [5] },
    { sortOrder: 1 },
  ])('R6: %o in a SearchRequest is invalidValue', (body) => {
    expectRefusal(() => fromBody(body), 400, 'invalidValue')
  })

  it('R6: a whole number may be written with an exponent, and is clamped as in a URL', () => {
    expect(fromBody({ count: 1e21, startIndex: 1e3 })).toMatchObject({ count: 250, startIndex: 1000 })
  })

  it('R6: null and empty values in a SearchRequest count as not given', () => {
    expect(fromBody({ filter: null, sortBy: '', count: null, attributes: [], excludedAttributes: null, cursor: null })).toEqual(nothing)
    expect(fromBody(JSON.parse('{"__proto__":{"filter":"x"}}') as JsonObject)).toEqual(nothing)
  })

  it('R5: sorting is ascending unless descending is asked for, in any case', () => {
    expect(fromUrl('sortBy=userName')).toMatchObject({ sortBy: 'userName', descending: false })
    expect(fromUrl('sortBy=userName&sortOrder=Descending')).toMatchObject({ descending: true })
    expect(fromUrl('sortOrder=ASCENDING')).toMatchObject({ descending: false })
  })

  it('E2: unknown parameters and empty ones are let through', () => {
    expect(fromUrl('aadOptscim062020&attributes=&filter=&x=1&')).toEqual(nothing)
  })
})

describe('cursors (RFC 9865)', () => {
  it('R5: an empty cursor asks for the first page', () => {
    expect(fromUrl('cursor&count=10')).toMatchObject({ cursor: '', count: 10 })
    expect(fromUrl('cursor=').cursor).toBe('')
    expect(fromBody({ cursor: '', count: 10 }).cursor).toBe('')
    expect(Object.hasOwn(fromUrl('count=10'), 'cursor')).toBe(false)
  })

  it('R5: a cursor is passed on as it is', () => {
    expect(fromUrl('cursor=VZUTiyhEQJ94IR&count=10')).toMatchObject({ cursor: 'VZUTiyhEQJ94IR', count: 10 })
    expect(fromUrl('cursor=a-b.c_d~e&startIndex=1').cursor).toBe('a-b.c_d~e')
  })

  it.each(['cursor=a%2Fb', 'cursor=%22', `cursor=${'x'.repeat(2000)}`, 'cursor=x&startIndex=11'])('R5: %s is invalidCursor', (query) => {
    expectRefusal(() => fromUrl(query), 400, 'invalidCursor')
  })

  it('R5: a cursor that is no string is invalidCursor', () => {
    expectRefusal(() => fromBody({ cursor: 5 }), 400, 'invalidCursor')
  })

  it.each(['cursor&count=0', 'cursor=x&count=-1'])('R5: %s is invalidCount', (query) => {
    expectRefusal(() => fromUrl(query), 400, 'invalidCount')
  })

  it('R5: a page by cursor is never larger than the most', () => {
    expect(fromUrl('cursor&count=9999').count).toBe(250)
  })
})
