import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { InputOf, OutputOf, QueryName } from '../../shared/console/contract.ts'
import { InvocationError } from './client.ts'
import { cursorsToFollow, sameRows, walk } from './page-chain.ts'
import type { Chain, Page } from './page-chain.ts'
import { queryKey, queryOptions } from './queries.ts'

/** The questions that are answered in pages. */
export type PagedName = { [M in QueryName]: OutputOf<M> extends Page<infer _T> ? M : never }[QueryName]
export type RowOf<M extends PagedName> = OutputOf<M> extends Page<infer T> ? T : never

/** Rows known so far of a list that may be far longer than what has been fetched. */
export interface Rows<T> {
  /** How many rows the list has in all, fetched or not; null before the first answer. */
  total: number | null
  /** The row at an index, or undefined while it is on its way. */
  at: (index: number) => T | undefined
  /** Rows fetched so far, in order. */
  loaded: readonly T[]
  /** Says which rows are on screen: their pages are fetched and kept fresh, no others are. */
  show: (first: number, last: number) => void
  error: InvocationError | null
  /** The rows shown answer the question before this one. */
  isPrevious: boolean
  retry: () => void
}

/** A first page that is quick to come, then ones that make a jump to the end of a long list few steps. */
const FIRST_PAGE = 100
const LATER_PAGES = 500

/**
 * Follows a paged list. Each page is an answer of its own in the cache, found from the `next` of the page before it, so
 * an event refetches the pages on screen and not the whole walk down to them.
 */
export function usePages<M extends PagedName>(
  method: M,
  input: InputOf<M>,
  options: { paused?: boolean; enabled?: boolean } = {},
): Rows<RowOf<M>> {
  const client = useQueryClient()
  const [visible, setVisible] = useState({ first: 0, last: 0 })
  const askFor = (cursor: string | undefined): InputOf<M> =>
    ({ ...(input as object), limit: cursor === undefined ? FIRST_PAGE : LATER_PAGES, cursor }) as InputOf<M>

  const chain = walk<RowOf<M>>(client, (cursor) => queryKey(method, askFor(cursor)))
  const results = useQueries({
    queries: cursorsToFollow(chain, visible).map((cursor) => {
      const known = client.getQueryData(queryKey(method, askFor(cursor))) !== undefined
      return {
        ...queryOptions(method, askFor(cursor)),
        enabled: (options.enabled ?? true) && !(options.paused === true && known),
        // The rows are read from the cache, not from these results: a new answer must draw the list again all the same.
        notifyOnChangeProps: ['data', 'dataUpdatedAt', 'error'] as const,
      }
    }),
  })
  const failure = results.find((result) => result.error !== null)?.error
  const error = failure instanceof InvocationError ? failure : null

  // A page that moved (a row came in above it) or a changed question leaves a gap for a moment: the rows of before stand in.
  const [before, setBefore] = useState<{ question: string; chain: Chain<RowOf<M>> } | null>(null)
  const question = JSON.stringify(input)
  const settled = chain.missing === null || chain.cursors.length > visible.last
  const news = before === null || before.question !== question || (settled && !sameRows(before.chain, chain))
  if (chain.total !== null && news) setBefore({ question, chain })
  const isPrevious = chain.total === null && error === null && before !== null
  const standIns = before !== null && (isPrevious || before.question === question) ? before.chain : null

  const show = useCallback((first: number, last: number) => {
    const next = { first: pageOf(first), last: pageOf(last) }
    setVisible((now) => (now.first === next.first && now.last === next.last ? now : next))
  }, [])

  return {
    total: isPrevious ? (standIns?.total ?? null) : chain.total,
    at: (index) => chain.rows[index] ?? standIns?.rows[index],
    loaded: isPrevious && standIns ? standIns.rows : chain.rows,
    show,
    error,
    isPrevious,
    retry: () => void client.invalidateQueries({ queryKey: [method] }),
  }
}

function pageOf(row: number): number {
  return row < FIRST_PAGE ? 0 : 1 + Math.floor((row - FIRST_PAGE) / LATER_PAGES)
}
