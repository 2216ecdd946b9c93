import type { LoggedRequest } from '../../../shared/console/activity.ts'
import { Badge } from '../../ui/Badge.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { None } from '../../ui/Facts.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import { formatDuration } from '../../ui/format.ts'
import styles from './request-columns.module.css'
import { StatusBadge } from './StatusBadge.tsx'

export function requestColumns(addressOf: (request: LoggedRequest) => string): Column<LoggedRequest>[] {
  return [
    { id: 'time', header: 'Time', width: '84px', cell: (request) => <Time at={request.at} /> },
    {
      id: 'client',
      header: 'Client',
      width: 'minmax(72px, 0.5fr)',
      hideBelow: 860,
      title: (request) => request.client ?? undefined,
      cell: (request) => request.client ?? <None text="–" />,
    },
    { id: 'method', header: 'Method', width: '60px', cell: (request) => <span className={styles.method}>{request.method}</span> },
    {
      id: 'path',
      header: 'Path',
      width: 'minmax(120px, 1.2fr)',
      title: (request) => request.path,
      cell: (request) => <span className="mono">{shortPath(request.path)}</span>,
    },
    { id: 'status', header: 'Status', width: '52px', cell: (request) => <StatusBadge status={request.status} /> },
    {
      id: 'summary',
      header: 'What happened',
      width: 'minmax(150px, 2.2fr)',
      title: (request) => request.summary,
      cell: (request) => (
        <span className="beside">
          {request.problem && <Badge tone="danger">Problem</Badge>}
          <span className="cut">
            <TextLink to={addressOf(request)} strong>
              {request.summary}
            </TextLink>
          </span>
        </span>
      ),
    },
    {
      id: 'scimType',
      header: 'scimType',
      width: '104px',
      hideBelow: 940,
      cell: (request) => (request.scimType === null ? <None text="–" /> : <span className="mono">{request.scimType}</span>),
    },
    { id: 'duration', header: 'Took', width: '64px', align: 'end', hideBelow: 700, cell: (request) => formatDuration(request.durationMs) },
  ]
}

/** The path below the mount, which is the same in every row; all of it is on the hover and in the details. */
function shortPath(path: string): string {
  return path.replace(/^.*?\/scim\/v2(?=\/|\?|$)/, '') || '/'
}
