import type { QueryClient } from '@tanstack/react-query'

export interface Page<T> {
  items: T[]
  total: number
  next: string | null
}

/** The pages of a list that are in the cache, each found from the `next` of the one before it. */
export interface Chain<T> {
  rows: readonly T[]
  /** Cursors of the pages in the cache, in order; undefined stands for the first page. */
  cursors: (string | undefined)[]
  /** Cursor of the first page that is not in the cache, or null when all are there. */
  missing: string | undefined | null
  /** As the page fetched last says. */
  total: number | null
}

/** Walks the cache from the first page on, as far as it goes. */
export function walk<T>(client: QueryClient, keyOf: (cursor: string | undefined) => readonly unknown[]): Chain<T> {
  const rows: T[] = []
  const cursors: (string | undefined)[] = []
  let newest = { at: 0, total: null as number | null }
  let cursor: string | undefined
  for (;;) {
    const state = client.getQueryState<Page<T>>(keyOf(cursor))
    const page = state?.data
    if (state === undefined || page === undefined) return { rows, cursors, missing: cursor, total: newest.total }
    for (const item of page.items) rows.push(item)
    cursors.push(cursor)
    if (state.dataUpdatedAt >= newest.at) newest = { at: state.dataUpdatedAt, total: page.total }
    if (page.next === null) return { rows, cursors, missing: null, total: newest.total }
    cursor = page.next
  }
}

/** The pages to keep fresh: those on screen, and the first missing one once the screen has reached it. */
export function cursorsToFollow<T>(chain: Chain<T>, visible: { first: number; last: number }): (string | undefined)[] {
  const cursors = chain.cursors.slice(visible.first, visible.last + 1)
  if (chain.missing !== null && visible.last >= chain.cursors.length) cursors.push(chain.missing)
  return cursors
}

export function sameRows<T>(one: Chain<T>, other: Chain<T>): boolean {
  return one.total === other.total && one.rows.length === other.rows.length && one.rows.every((row, index) => row === other.rows[index])
}
