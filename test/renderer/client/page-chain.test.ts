import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { cursorsToFollow, sameRows, walk } from '../../../src/renderer/client/page-chain.ts'
import type { Chain } from '../../../src/renderer/client/page-chain.ts'

const keyOf = (cursor: string | undefined) => ['users.list', { cursor }] as const

/** A cache that holds the given pages, each under the cursor that leads to it. */
function cacheOf(
  pages: readonly (readonly [cursor: string | undefined, items: number[], next: string | null, total?: number])[],
): QueryClient {
  const client = new QueryClient()
  pages.forEach(([cursor, items, next, total], index) =>
    client.setQueryData(keyOf(cursor), { items, total: total ?? 6, next }, { updatedAt: index + 1 }),
  )
  return client
}

describe('X6: a long list is known page by page', () => {
  it('X6: with nothing fetched, the first page is what is missing', () => {
    expect(walk(cacheOf([]), keyOf)).toEqual({ rows: [], cursors: [], missing: undefined, total: null })
  })

  it('X6: the rows of the fetched pages stand in a row, and the next cursor is missing', () => {
    const client = cacheOf([
      [undefined, [1, 2], 'b'],
      ['b', [3, 4], 'c'],
    ])
    expect(walk(client, keyOf)).toEqual({ rows: [1, 2, 3, 4], cursors: [undefined, 'b'], missing: 'c', total: 6 })
  })

  it('X6: on the last page nothing is missing', () => {
    expect(walk(cacheOf([[undefined, [1], null, 1]]), keyOf).missing).toBeNull()
  })

  it('X6: the total is the one of the page fetched last', () => {
    const client = cacheOf([
      [undefined, [1, 2], 'b', 6],
      ['b', [3, 4], 'c', 9],
    ])
    expect(walk(client, keyOf).total).toBe(9)
  })

  it('X6: a page whose beginning has moved hides those behind it until it is fetched again', () => {
    const client = cacheOf([
      ['b', [3, 4], 'c'],
      [undefined, [1, 2], 'moved'],
    ])
    expect(walk(client, keyOf)).toMatchObject({ rows: [1, 2], missing: 'moved' })
  })
})

describe('L3: only the pages on screen are kept fresh', () => {
  const chain: Chain<number> = { rows: [], cursors: [undefined, 'b', 'c', 'd'], missing: 'e', total: 900 }

  it('L3: at the top it is the first page', () => {
    expect(cursorsToFollow(chain, { first: 0, last: 0 })).toEqual([undefined])
  })

  it('L3: further down it is not', () => {
    expect(cursorsToFollow(chain, { first: 2, last: 3 })).toEqual(['c', 'd'])
  })

  it('X6: the next page is fetched once the screen has reached it', () => {
    expect(cursorsToFollow(chain, { first: 3, last: 4 })).toEqual(['d', 'e'])
  })

  it('X6: a jump to the end fetches the pages on the way one after the other', () => {
    expect(cursorsToFollow(chain, { first: 800, last: 801 })).toEqual(['e'])
  })

  it('X6: past the last page nothing more is fetched', () => {
    expect(cursorsToFollow({ ...chain, missing: null }, { first: 3, last: 9 })).toEqual(['d'])
  })
})

describe('L3: rows are the same only when each of them is', () => {
  const row = { id: 'a' }
  const chain: Chain<{ id: string }> = { rows: [row], cursors: [undefined], missing: null, total: 1 }

  it('L3: the very same rows are', () => {
    expect(sameRows(chain, { ...chain, rows: [row] })).toBe(true)
  })

  it('L3: a row that was fetched anew and differs is not, nor is another total', () => {
    expect(sameRows(chain, { ...chain, rows: [{ id: 'b' }] })).toBe(false)
    expect(sameRows(chain, { ...chain, total: 2 })).toBe(false)
  })
})
