import { useQueries, useQueryClient } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { InputOf, QueryName } from '../../shared/console/contract.ts'
import { InvocationError } from './client.ts'
import type { Page } from './page-chain.ts'
import type { PagedName, RowOf, Rows } from './pages.ts'
import { queryKey, queryOptions } from './queries.ts'

/** The lists of which any part may be asked for. */
type NumberedName = { [M in QueryName]: InputOf<M> extends { from?: number | undefined } ? M : never }[QueryName] & PagedName

const PAGE_ROWS = 200
/** While the rows fly past, those on screen are asked for this often at most. */
const PAUSE_MS = 100

interface Range {
  first: number
  last: number
}

/** Follows a list that may be gone into anywhere: what is on screen is fetched, wherever it is, and nothing on the way to it. */
export function useNumberedPages<M extends NumberedName>(method: M, input: InputOf<M>): Rows<RowOf<M>> {
  const client = useQueryClient()
  const [visible, show] = useCalmRange()
  const question = JSON.stringify(input)
  const pageAt = (number: number): InputOf<M> => ({ ...(input as object), limit: PAGE_ROWS, from: number * PAGE_ROWS }) as InputOf<M>
  const cached = (number: number): Page<RowOf<M>> | undefined => client.getQueryData(queryKey(method, pageAt(number)))
  const onScreen = Array.from({ length: visible.last - visible.first + 1 }, (_, n) => visible.first + n)
  // A changed question may have fewer answers than where one had got to: its first page is always asked for.
  const pages = visible.first > 0 && cached(0) === undefined ? [0, ...onScreen] : onScreen
  const results = useQueries({
    queries: pages.map((number) => ({
      ...queryOptions(method, pageAt(number)),
      // The rows are read from the cache, not from these results: a new answer must draw the list again all the same.
      notifyOnChangeProps: ['data', 'dataUpdatedAt', 'error'] as const,
    })),
  })
  const failure = results.find((result) => result.error !== null)?.error
  const error = failure instanceof InvocationError ? failure : null

  const total = newestTotal(
    client,
    pages.map((number) => queryKey(method, pageAt(number))),
  )

  // Until a changed question is answered, the answer to the one before stands in.
  const [before, setBefore] = useState<{ question: string; total: number; rows: readonly RowOf<M>[] } | null>(null)
  const first = cached(0)
  if (total !== null && first !== undefined && (before?.question !== question || before.total !== total || before.rows !== first.items))
    setBefore({ question, total, rows: first.items })
  const isPrevious = total === null && error === null && before !== null && before.question !== question

  const known = total ?? (error === null ? (before?.total ?? null) : null)
  return {
    total: known,
    at: (index) => (isPrevious ? before.rows[index] : cached(Math.floor(index / PAGE_ROWS))?.items[index % PAGE_ROWS]),
    loaded: isPrevious ? before.rows : (first?.items ?? []),
    show,
    error,
    isPrevious,
    retry: () => void client.invalidateQueries({ queryKey: [method] }),
  }
}

/** What the answer says that came last. */
function newestTotal(client: QueryClient, keys: readonly (readonly unknown[])[]): number | null {
  let newest = { at: -1, total: null as number | null }
  for (const key of keys) {
    const state = client.getQueryState<Page<unknown>>(key)
    if (state?.data !== undefined && state.dataUpdatedAt > newest.at) newest = { at: state.dataUpdatedAt, total: state.data.total }
  }
  return newest.total
}

/** The pages on screen: at once when the rows have been at rest, and in peace while they fly past. */
function useCalmRange(): [Range, (firstRow: number, lastRow: number) => void] {
  const [range, setRange] = useState<Range>({ first: 0, last: 0 })
  const pending = useRef<{ timer: number | undefined; next: Range; set: number }>({ timer: undefined, next: range, set: -PAUSE_MS })
  useEffect(() => () => window.clearTimeout(pending.current.timer), [])
  const show = useCallback((firstRow: number, lastRow: number) => {
    const now = pending.current
    now.next = { first: Math.floor(firstRow / PAGE_ROWS), last: Math.floor(lastRow / PAGE_ROWS) }
    if (now.timer !== undefined) return
    const apply = (): void => {
      now.timer = undefined
      now.set = performance.now()
      setRange((old) => (old.first === now.next.first && old.last === now.next.last ? old : now.next))
    }
    const wait = now.set + PAUSE_MS - performance.now()
    if (wait <= 0) apply()
    else now.timer = window.setTimeout(apply, wait)
  }, [])
  return [range, show]
}
