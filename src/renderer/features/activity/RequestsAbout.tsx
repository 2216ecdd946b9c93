import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { RequestLines } from './RequestLines.tsx'

const MOST = 25

/** The latest requests that touched one thing, found by its id. */
export function RequestsAbout({ text, what }: { text: string; what: string }) {
  const { id, slug } = useOrganization()
  const answer = useQuery('activity.requests', { organizationId: id, search: text, limit: MOST })
  if (answer.error) return <ErrorNotice error={answer.error} />
  if (!answer.data) return <SkeletonLines count={5} />
  if (answer.data.items.length === 0)
    return (
      <EmptyState icon="activity" title="No requests">
        No request in the log touched this {what}. Entries leave the log by age and size, as set under Settings.
      </EmptyState>
    )
  return (
    <div className="stack">
      <RequestLines requests={answer.data.items} slug={slug} />
      {answer.data.total > MOST && (
        <TextLink to={paths.requests(slug, { q: text })}>Show all {answer.data.total.toLocaleString('en')} requests</TextLink>
      )}
    </div>
  )
}
