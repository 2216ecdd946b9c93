import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { EventLines } from './EventLines.tsx'

const MOST = 50

/** What came of one request, in the order in which it happened. */
export function ChangesOf({ correlationId, slug }: { correlationId: string; slug: string }) {
  const answer = useQuery('activity.audit', { correlationId, limit: MOST })
  if (answer.error) return <ErrorNotice error={answer.error} />
  if (!answer.data) return <SkeletonLines count={2} />
  const { items, total } = answer.data
  if (items.length === 0) return <p className="muted">None: it only read, it was refused, or everything was so already.</p>
  return (
    <>
      <EventLines
        events={items.toReversed()}
        addressOf={(event) => paths.audit(slug, { correlation: event.correlationId, event: event.id })}
      />
      {total > MOST && (
        <p className="muted">
          These are the last {MOST} of {total.toLocaleString('en')}.
        </p>
      )}
    </>
  )
}
