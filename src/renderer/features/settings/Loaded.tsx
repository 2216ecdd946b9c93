import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { InvocationError } from '../../client/client.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'

/** What an answer shows; until it is there a card that keeps its place, and when it is refused, why. */
export function Loaded<T>({
  answer,
  title,
  children,
}: {
  answer: UseQueryResult<T, InvocationError>
  title: string
  children: (data: T) => ReactNode
}) {
  return (
    <>
      {answer.error && <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data !== undefined
        ? children(answer.data)
        : !answer.error && (
            <Card title={title}>
              <SkeletonLines count={4} />
            </Card>
          )}
    </>
  )
}
