import { assertNever } from '../../../shared/assert.ts'
import type { LoggedRequestDetail } from '../../../shared/console/activity.ts'
import { harOf } from '../../../shared/har.ts'
import { csvOf } from './csv.ts'

const CSV_COLUMNS = [
  'time',
  'organization',
  'integration',
  'method',
  'path',
  'status',
  'scimType',
  'durationMs',
  'resourceType',
  'resourceId',
  'resource',
  'client',
  'summary',
  'problem',
  'correlationId',
]

/** L1: what the log has of these requests, as a file to keep or to hand on. `origin` is where the service answers: "https://host:port". */
export function requestFile(
  requests: readonly LoggedRequestDetail[],
  format: 'csv' | 'json' | 'har',
  origin: string,
  now: number,
): { fileName: string; mediaType: string; text: string } {
  const fileName = `muster-requests-${new Date(now).toISOString().slice(0, 10)}.${format}`
  switch (format) {
    case 'csv':
      return { fileName, mediaType: 'text/csv', text: csvOf(CSV_COLUMNS, requests.map(cells)) }
    case 'json':
      return { fileName, mediaType: 'application/json', text: JSON.stringify(requests, null, 2) }
    case 'har':
      return { fileName, mediaType: 'application/json', text: JSON.stringify(harOf(requests, origin), null, 2) }
    default:
      return assertNever(format)
  }
}

function cells(request: LoggedRequestDetail): string[] {
  return [
    new Date(request.at).toISOString(),
    request.organizationName ?? '',
    request.integrationName ?? '',
    request.method,
    request.path,
    String(request.status),
    request.scimType ?? '',
    String(request.durationMs),
    request.resourceType ?? '',
    request.resourceId ?? '',
    request.resourceName ?? '',
    request.client ?? '',
    request.summary,
    request.problem ? 'yes' : 'no',
    request.correlationId,
  ]
}
