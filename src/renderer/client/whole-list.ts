import type { UseQueryResult } from '@tanstack/react-query'
import type { InvocationError } from './client.ts'
import type { Rows } from './pages.ts'

/** A list that comes in one answer, as the tables want their rows; `items` are those of it that are shown. */
export function wholeList<T>(
  answer: Pick<UseQueryResult<unknown, InvocationError>, 'error' | 'refetch'>,
  items: readonly T[] | undefined,
): Rows<T> {
  return {
    total: items?.length ?? null,
    at: (index) => items?.[index],
    loaded: items ?? [],
    show: () => undefined,
    error: answer.error,
    isPrevious: false,
    retry: () => void answer.refetch(),
  }
}
