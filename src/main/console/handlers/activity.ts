import type { InputOf } from '../../../shared/console/contract.ts'
import { EXPORT_LIMIT, REQUEST_EXPORT_LIMIT } from '../../../shared/console/activity.ts'
import { auditFile, describeAuditRow, verifyAudit } from '../../domain/activity/audit.ts'
import { clearLog } from '../../domain/activity/clear.ts'
import { describeLogEntry, describeLogRow, type LogNames } from '../../domain/activity/log.ts'
import { requestToReplay } from '../../domain/activity/replay.ts'
import { requestFile } from '../../domain/activity/request-file.ts'
import { DomainError } from '../../domain/error.ts'
import { fold } from '../../protocol/fold.ts'
import { auditPage, type AuditQuery, countAudit } from '../../store/audit.ts'
import type { ReadTx } from '../../store/database/port.ts'
import { integrationNames } from '../../store/integrations.ts'
import { allOrganizations } from '../../store/organizations.ts'
import { countLog, logEntry, logPage, type LogQuery, type LogRow } from '../../store/provisioning-log.ts'
import type { HandlersOf } from '../context.ts'
import { decodeCursor, pageOf } from '../cursor.ts'

async function namesOf(tx: ReadTx): Promise<LogNames> {
  const organizations = new Map((await allOrganizations(tx)).map((each) => [each.id as number, each.name]))
  const integrations = await integrationNames(tx)
  return { organization: (id) => organizations.get(id) ?? null, integration: (id) => integrations.get(id) ?? null }
}

const folded = (search: string | undefined): string | undefined => (search?.trim() ? fold(search.trim()) : undefined)

interface AuditFilter {
  readonly organizationId?: number | undefined
  readonly search?: string | undefined
  readonly action?: string | undefined
  readonly targetId?: string | undefined
  readonly correlationId?: string | undefined
}

const auditQuery = ({ organizationId, search, action, targetId, correlationId }: AuditFilter): AuditQuery => ({
  organizationId,
  search: folded(search),
  action,
  targetId,
  correlationId,
})

const HOUR = 3_600_000
const WITHIN = { hour: HOUR, day: 24 * HOUR, week: 168 * HOUR }

function logQuery(input: Omit<InputOf<'activity.exportRequests'>, 'format'>, now: number): LogQuery {
  return {
    organizationId: input.organizationId,
    integrationId: input.integrationId,
    search: folded(input.search),
    method: input.method,
    outcome: input.outcome,
    resourceType: input.resourceType,
    since: input.within === undefined ? undefined : now - WITHIN[input.within],
    correlationId: input.correlationId,
  }
}

function beforeOf(cursor: string | undefined): number | undefined {
  const [seq] = decodeCursor(cursor) ?? []
  return seq === undefined ? undefined : Number(seq)
}

async function entryOf(tx: ReadTx, requestId: string): Promise<LogRow> {
  const row = await logEntry(tx, Number(requestId))
  if (row !== undefined) return row
  throw new DomainError('not_found', 'This request is not in the log any more: it is older than the log keeps entries.')
}

export const activityHandlers: HandlersOf<'activity'> = {
  'activity.requests': ({ domain }, input) =>
    domain.read(async (tx) => {
      const query = logQuery(input, domain.clock())
      const names = await namesOf(tx)
      const rows = await logPage(tx, query, beforeOf(input.cursor), input.limit + 1)
      return pageOf(
        rows,
        input.limit,
        await countLog(tx, query),
        (last) => [last.seq],
        (row) => describeLogRow(row, names),
      )
    }),
  'activity.request': ({ domain }, { requestId }) =>
    domain.read(async (tx) => describeLogEntry(await entryOf(tx, requestId), await namesOf(tx))),
  'activity.replay': async ({ domain, facts, operations }, { requestId }) => {
    const { row, names } = await domain.read(async (tx) => ({ row: await entryOf(tx, requestId), names: await namesOf(tx) }))
    const { request, notes } = requestToReplay(row, facts.scimOrigin(), domain.clock())
    const started = performance.now()
    const { events, ...answer } = await operations.rehearse(request)
    return {
      ...answer,
      integrationName: row.integrationId === null ? null : names.integration(row.integrationId),
      durationMs: performance.now() - started,
      events: events.map((each) => describeAuditRow(each, names.organization)),
      notes,
    }
  },
  'activity.clearRequests': async ({ domain, actor }) => ({ cleared: await clearLog(domain, actor) }),
  'activity.audit': ({ domain }, input) =>
    domain.read(async (tx) => {
      const query = auditQuery(input)
      const names = await namesOf(tx)
      const rows = await auditPage(tx, query, beforeOf(input.cursor), input.limit + 1)
      return pageOf(
        rows,
        input.limit,
        await countAudit(tx, query),
        (last) => [last.seq],
        (row) => describeAuditRow(row, names.organization),
      )
    }),
  'activity.verifyAudit': ({ domain }) => verifyAudit(domain),
  'activity.exportAudit': ({ domain }, input) =>
    domain.read(async (tx) => {
      const names = await namesOf(tx)
      const rows = await auditPage(tx, auditQuery(input), undefined, EXPORT_LIMIT + 1)
      const events = rows.slice(0, EXPORT_LIMIT).map((row) => describeAuditRow(row, names.organization))
      return {
        ...auditFile(events, input.format, domain.clock()),
        events: events.length,
        truncated: rows.length > EXPORT_LIMIT,
      }
    }),
  'activity.exportRequests': ({ domain, facts }, input) =>
    domain.read(async (tx) => {
      const now = domain.clock()
      const names = await namesOf(tx)
      const rows = await logPage(tx, logQuery(input, now), undefined, REQUEST_EXPORT_LIMIT + 1)
      const requests = rows.slice(0, REQUEST_EXPORT_LIMIT).map((row) => describeLogEntry(row, names))
      return {
        ...requestFile(requests, input.format, facts.scimOrigin(), now),
        requests: requests.length,
        truncated: rows.length > REQUEST_EXPORT_LIMIT,
      }
    }),
}
