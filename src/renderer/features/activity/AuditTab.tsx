import { useNavigate, useSearchParams } from 'react-router'
import type { AuditEvent } from '../../../shared/console/activity.ts'
import { usePages } from '../../client/pages.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SearchBox } from '../../ui/Field.tsx'
import { useAddressWith, useSearchText, useSetParams } from '../../ui/search-param.ts'
import { TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import { TotalCount } from '../../ui/TotalCount.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { actorKind } from './actor.ts'
import { AuditDrawer } from './AuditDrawer.tsx'
import { AuditTools } from './AuditTools.tsx'
import { CorrelationFilter } from './CorrelationFilter.tsx'

/** L2: the audit trail. */
export function AuditTab() {
  const { id } = useOrganization()
  const navigate = useNavigate()
  const search = useSearchText('q')
  const [params] = useSearchParams()
  const setParams = useSetParams()
  const addressWith = useAddressWith()
  const correlation = params.get('correlation')
  const action = params.get('action')
  const target = params.get('target')
  const openId = params.get('event')
  const filters = {
    organizationId: id,
    search: search.settled || undefined,
    action: action ?? undefined,
    targetId: target ?? undefined,
    correlationId: correlation ?? undefined,
  }
  const rows = usePages('activity.audit', filters)
  const addressOf = (event: AuditEvent): string => addressWith({ event: event.id })
  const isFiltered = search.settled !== '' || correlation !== null || action !== null || target !== null
  const opened = rows.loaded.find((event) => event.id === openId)

  return (
    <>
      <DataTable
        label="Audit events"
        columns={columnsFor(addressOf)}
        rows={rows}
        onOpen={(event) => void navigate(addressOf(event))}
        isOpen={(event) => event.id === openId}
        toolbar={
          <>
            <div className="toolbar-search">
              <SearchBox
                label="Search audit events"
                placeholder="Search actor, action, target"
                value={search.text}
                onChange={search.setText}
              />
            </div>
            {action !== null && (
              <Button icon="close" size="small" onPress={() => setParams({ action: null })}>
                {`Only ${action}`}
              </Button>
            )}
            {target !== null && (
              <Button icon="close" size="small" onPress={() => setParams({ target: null })}>
                {`Only ${rows.loaded[0]?.target.name ?? 'one target'}`}
              </Button>
            )}
            {correlation !== null && <CorrelationFilter id={correlation} onClear={() => setParams({ correlation: null })} />}
            <div className="toolbar-end">
              <TotalCount total={rows.total} noun="event" />
              <AuditTools filters={filters} />
            </div>
          </>
        }
        empty={
          isFiltered ? (
            <EmptyState
              icon="search"
              title="No event matches"
              action={
                <Button onPress={() => setParams({ q: null, correlation: null, action: null, target: null })}>
                  Clear search and filters
                </Button>
              }
            >
              {correlation === null
                ? 'There are events, but the search or a filter hides all of them.'
                : 'Nothing was changed under this correlation: the request only read, or it changed nothing.'}
            </EmptyState>
          ) : (
            <EmptyState icon="activity" title="No changes yet">
              Each change appears here with who made it, and with what stood there before and after.
            </EmptyState>
          )
        }
      />
      {openId !== null && rows.total !== null && (
        <AuditDrawer key={openId} event={opened ?? null} onClose={() => setParams({ event: null })} />
      )}
    </>
  )
}

function columnsFor(addressOf: (event: AuditEvent) => string): Column<AuditEvent>[] {
  return [
    { id: 'time', header: 'Time', width: '96px', cell: (event) => <Time at={event.at} /> },
    {
      id: 'actor',
      header: 'Actor',
      width: 'minmax(110px, 1fr)',
      title: (event) => `${event.actor.name} (${actorKind(event.actor.kind)})`,
      cell: (event) => event.actor.name,
    },
    { id: 'kind', header: 'Kind', width: '122px', hideBelow: 760, cell: (event) => <Badge>{actorKind(event.actor.kind)}</Badge> },
    {
      id: 'action',
      header: 'Action',
      width: 'minmax(130px, 1fr)',
      title: (event) => event.action,
      cell: (event) => (
        <TextLink to={addressOf(event)} strong>
          {event.action}
        </TextLink>
      ),
    },
    {
      id: 'target',
      header: 'Target',
      width: 'minmax(150px, 1.8fr)',
      title: (event) => `${event.target.type} ${event.target.name}`,
      cell: (event) => (
        <>
          <span className="muted">{event.target.type}</span> {event.target.name}
        </>
      ),
    },
    {
      id: 'correlation',
      header: 'Correlation',
      width: '124px',
      hideBelow: 820,
      title: (event) => event.correlationId,
      cell: (event) => <span className="mono muted">{event.correlationId.slice(-12)}</span>,
    },
  ]
}
