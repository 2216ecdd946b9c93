import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { EventLines } from './EventLines.tsx'

const MOST = 50

/** The audit trail of one thing, newest first. */
export function HistoryOf({ targetId, what }: { targetId: string; what: string }) {
  const { id, slug } = useOrganization()
  const answer = useQuery('activity.audit', { organizationId: id, targetId, limit: MOST })
  if (answer.error) return <ErrorNotice error={answer.error} />
  if (!answer.data) return <SkeletonLines count={5} />
  const { items, total } = answer.data
  if (items.length === 0)
    return (
      <EmptyState icon="activity" title="No changes">
        The audit trail has no change of this {what}.
      </EmptyState>
    )
  return (
    <div className="stack">
      <EventLines events={items} addressOf={(event) => paths.audit(slug, { target: targetId, event: event.id })} />
      {total > MOST && <TextLink to={paths.audit(slug, { target: targetId })}>Show all {total.toLocaleString('en')} changes</TextLink>}
    </div>
  )
}
