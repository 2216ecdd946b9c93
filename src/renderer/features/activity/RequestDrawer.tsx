import type { LoggedRequestDetail } from '../../../shared/console/activity.ts'
import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/Badge.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { CopyableId } from '../../ui/CopyField.tsx'
import { Drawer, Section } from '../../ui/Drawer.tsx'
import { Facts, None } from '../../ui/Facts.tsx'
import { formatDuration } from '../../ui/format.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { ExactTime } from '../../ui/Time.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { asCurl } from './curl.ts'
import { ChangesOf } from './ChangesOf.tsx'
import { harOf } from '../../../shared/har.ts'
import { LoggedMessage } from './LoggedMessage.tsx'
import { Rehearsal } from './Rehearsal.tsx'
import { StatusBadge } from './StatusBadge.tsx'

/** One exchange with the IdP: what was asked, what was answered, why it failed. */
export function RequestDrawer({ requestId, onClose }: { requestId: string; onClose: () => void }) {
  const answer = useQuery('activity.request', { requestId })
  const request = answer.data
  return (
    <Drawer
      eyebrow="Request"
      title={request?.summary ?? (answer.error ? 'Request not found' : 'Loading…')}
      badges={
        request && (
          <>
            <StatusBadge status={request.status} />
            {request.problem && <Badge tone="danger">Problem</Badge>}
          </>
        )
      }
      onClose={onClose}
    >
      {answer.error && <ErrorNotice error={answer.error} />}
      {!request && !answer.error && <SkeletonLines count={6} />}
      {request && <Details request={request} />}
    </Drawer>
  )
}

function Details({ request }: { request: LoggedRequestDetail }) {
  const { slug } = useOrganization()
  const scimUrl = useQuery('settings.status', {}).data?.scimUrl ?? ''
  return (
    <>
      {request.advice !== null && (
        <Notice tone={request.status >= 400 ? 'warning' : 'info'} title={request.status >= 400 ? 'Why it failed' : 'Good to know'}>
          {request.advice}
        </Notice>
      )}
      <Facts
        items={[
          ['Time', <ExactTime key="at" at={request.at} />],
          ['Request', <CopyableId key="path" value={`${request.method} ${request.path}`} what="request line" />],
          ['scimType', request.scimType === null ? <None key="none" /> : <code key="scimType">{request.scimType}</code>],
          ['Client', clientOf(request)],
          ['Integration', request.integrationName ?? <None key="integration" text="Not known: the token named none" />],
          ['Resource', <ResourceLink key="resource" request={request} slug={slug} />],
          ['Took', formatDuration(request.durationMs)],
          ['Correlation', <CopyableId key="correlation" value={request.correlationId} what="correlation ID" />],
        ]}
      />
      {request.notes.length > 0 && (
        <Section title="Notes">
          <ul className="bullets">
            {request.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Section>
      )}
      <Section
        title="Changes made by this request"
        aside={<TextLink to={paths.audit(slug, { correlation: request.correlationId })}>Show in Audit</TextLink>}
      >
        <ChangesOf correlationId={request.correlationId} slug={slug} />
      </Section>
      <Rehearsal request={request} />
      <Section
        title="Request"
        aside={
          <span className="inline-actions">
            <CopyButton text={() => asCurl(request, scimUrl)} what="cURL command" showLabel />
            <CopyButton text={() => JSON.stringify(harOf([request], originOf(scimUrl)), null, 2)} what="HAR" showLabel />
          </span>
        }
      >
        <LoggedMessage name="request" headers={request.requestHeaders} body={request.requestBody} />
      </Section>
      <Section title="Response">
        <LoggedMessage name="response" headers={request.responseHeaders} body={request.responseBody} />
      </Section>
    </>
  )
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : ''
}

function clientOf({ client, remoteAddress }: LoggedRequestDetail): string {
  if (client === null) return remoteAddress ?? 'Unknown'
  return remoteAddress === null ? client : `${client}, from ${remoteAddress}`
}

function ResourceLink({ request, slug }: { request: LoggedRequestDetail; slug: string }) {
  const { resourceType, resourceId, resourceName } = request
  if (resourceType === null) return <None />
  const name = resourceName ?? resourceId
  if (resourceId === null || name === null) return resourceType
  const to = resourceType === 'User' ? paths.user(slug, resourceId) : paths.groupMapping(slug, resourceId)
  return (
    <>
      {resourceType} <TextLink to={to}>{name}</TextLink>
    </>
  )
}
