import { keepPreviousData, QueryClient, useMutation, useQuery as useTanstackQuery, useQueryClient } from '@tanstack/react-query'
import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query'
import type { CommandName, InputOf, OutputOf, QueryName } from '../../shared/console/contract.ts'
import { invoke, InvocationError } from './client.ts'
import { isStale } from './invalidation.ts'
import type { Staleness } from './invalidation.ts'

const TEN_MINUTES = 600_000

/** Answers stay fresh until an event says otherwise, so nothing is polled and nothing refetched on focus. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Infinity,
      gcTime: TEN_MINUTES,
      refetchOnWindowFocus: false,
      // The service is on this machine or its network: the browser's idea of being online says nothing about it.
      networkMode: 'always',
      retry: (failures, error) => error instanceof InvocationError && error.code === 'unavailable' && failures < 2,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

/** The cache key of an answer: what was asked, with what. */
export function queryKey<M extends QueryName>(method: M, input: InputOf<M>): readonly [M, InputOf<M>] {
  return [method, input] as const
}

export function queryOptions<M extends QueryName>(method: M, input: InputOf<M>) {
  return { queryKey: queryKey(method, input), queryFn: (): Promise<OutputOf<M>> => invoke(method, input) }
}

export interface QuerySettings {
  /** False: do not ask yet. */
  enabled?: boolean
  /** Go on showing the last answer while one to a changed question is on its way. */
  keepPrevious?: boolean
}

/** Asks a question and follows its answer. */
export function useQuery<M extends QueryName>(
  method: M,
  input: InputOf<M>,
  settings: QuerySettings = {},
): UseQueryResult<OutputOf<M>, InvocationError> {
  return useTanstackQuery<OutputOf<M>, InvocationError, OutputOf<M>, readonly [M, InputOf<M>]>({
    ...queryOptions(method, input),
    enabled: settings.enabled ?? true,
    placeholderData: settings.keepPrevious ? keepPreviousData : undefined,
  })
}

/** Gives an order. It resolves once the screens have the state after it, so that a dialog closes over fresh data. */
export function useCommand<M extends CommandName>(method: M): UseMutationResult<OutputOf<M>, InvocationError, InputOf<M>> {
  const client = useQueryClient()
  return useMutation<OutputOf<M>, InvocationError, InputOf<M>>({
    mutationFn: (input) => invoke(method, input),
    onSuccess: () => client.invalidateQueries(),
  })
}

/** Refetches what is on screen and stale; marks the rest to be asked again when next shown. */
export function invalidate(staleness: Staleness): Promise<void> {
  return queryClient.invalidateQueries({
    predicate: (query) => isStale(staleness, query.queryKey[0] as QueryName, query.queryKey[1]),
  })
}
