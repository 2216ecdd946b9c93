import type { AuditEvent } from '../../../shared/console/activity.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/Badge.tsx'
import { JsonBlock } from '../../ui/CodeBlock.tsx'
import { CopyableId } from '../../ui/CopyField.tsx'
import { Drawer, Section } from '../../ui/Drawer.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { ExactTime } from '../../ui/Time.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { actorKind } from './actor.ts'
import { DiffTable } from './DiffTable.tsx'

/** One change: who, what, what stood there before and after, and what else came with it. */
export function AuditDrawer({ event, onClose }: { event: AuditEvent | null; onClose: () => void }) {
  const { slug } = useOrganization()
  if (event === null)
    return (
      <Drawer eyebrow="Audit event" title="Event not in this list" onClose={onClose}>
        <Notice>The search or a filter leaves it out, or it lies further down. Clear them, or scroll to it.</Notice>
      </Drawer>
    )
  return (
    <Drawer
      eyebrow="Audit event"
      title={`${event.action}: ${event.target.name}`}
      badges={<Badge>{actorKind(event.actor.kind)}</Badge>}
      onClose={onClose}
    >
      <Facts
        items={[
          ['Time', <ExactTime key="at" at={event.at} />],
          ['Actor', event.actor.name],
          [
            'Action',
            <span key="action">
              <code>{event.action}</code> <TextLink to={paths.audit(slug, { action: event.action })}>Show only these</TextLink>
            </span>,
          ],
          [
            'Target',
            <span key="target">
              {event.target.type} {event.target.name}{' '}
              <TextLink to={paths.audit(slug, { target: event.target.id })}>Show its history</TextLink>
            </span>,
          ],
          ['Target ID', <CopyableId key="id" value={event.target.id} what="target ID" />],
          ['Correlation', <CopyableId key="correlation" value={event.correlationId} what="correlation ID" />],
        ]}
      />
      <Section
        title="What changed"
        aside={
          <span className="muted">
            <TextLink to={paths.audit(slug, { correlation: event.correlationId })}>All changes of this cascade</TextLink>
            {' · '}
            <TextLink to={paths.requests(slug, { correlation: event.correlationId })}>Its request</TextLink>
          </span>
        }
      >
        <DiffTable before={event.before} after={event.after} />
      </Section>
      <details>
        <summary className="muted">Before and after as JSON</summary>
        <div className="stack">
          <JsonBlock label="Before" value={event.before ?? null} />
          <JsonBlock label="After" value={event.after ?? null} />
        </div>
      </details>
    </Drawer>
  )
}
