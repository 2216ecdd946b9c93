import type { Integration } from '../../../shared/console/integrations.ts'
import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { RequestLines } from '../activity/RequestLines.tsx'
import { useOrganization } from '../organizations/scope.tsx'

const MOST = 15

/** L1: what was asked of this integration lately, as it happens. */
export function IntegrationRequests({ integration }: { integration: Integration }) {
  const { id, slug } = useOrganization()
  const answer = useQuery('activity.requests', { organizationId: id, integrationId: integration.id, limit: MOST })
  if (answer.error) return <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />
  if (!answer.data) return <SkeletonLines count={4} />
  if (answer.data.items.length === 0)
    return (
      <EmptyState icon="activity" title={integration.lastRequestAt === null ? 'No request yet' : 'No request in the log'}>
        {integration.lastRequestAt === null
          ? 'Enter the endpoint and the token at the client. Its requests appear here as they happen, the refused ones too.'
          : 'Entries leave the log by age and size, as set under Settings.'}
      </EmptyState>
    )
  return (
    <div className="stack">
      <RequestLines requests={answer.data.items} slug={slug} />
      {answer.data.total > MOST && (
        <TextLink to={paths.requests(slug, { integration: integration.id })}>
          Show all {answer.data.total.toLocaleString('en')} requests
        </TextLink>
      )}
    </div>
  )
}
