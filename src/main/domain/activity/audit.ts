import type { AuditEvent, AuditVerdict } from '../../../shared/console/activity.ts'
import { auditChain, type AuditRow } from '../../store/audit.ts'
import { auditHash, GENESIS } from '../change.ts'
import type { Domain } from '../domain.ts'
import { csvOf } from './csv.ts'

const json = (text: string | null): unknown => (text === null ? null : JSON.parse(text))

export function describeAuditRow(row: AuditRow, organizationName: (id: number) => string | null): AuditEvent {
  return {
    id: row.id,
    at: row.at,
    organizationId: row.organizationId,
    organizationName: row.organizationId === null ? null : organizationName(row.organizationId),
    actor: { kind: row.actorKind, name: row.actorName },
    action: row.action,
    target: { type: row.targetType, id: row.targetId, name: row.targetName },
    before: json(row.before),
    after: json(row.after),
    correlationId: row.correlationId,
  }
}

/** Events looked at in one snapshot: the service answers others in between. */
const AT_A_TIME = 1_000

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

/**
 * L2: walks the whole chain from its beginning and names the first event that is not what it was when it was written, or that does
 * not follow the one before it. What was cut off at the end leaves no trace in the chain itself: compare the count with an export.
 */
export async function verifyAudit(domain: Domain): Promise<AuditVerdict> {
  let previous: Uint8Array = GENESIS
  let seq = 0
  let events = 0
  for (;;) {
    const after = seq
    const rows = await domain.read((tx) => auditChain(tx, after, AT_A_TIME))
    for (const row of rows) {
      const broken = !same(row.previousHash, previous) ? 'predecessor' : !same(row.hash, auditHash(previous, row)) ? 'content' : undefined
      if (broken !== undefined) return { ok: false, events, broken: { id: row.id, at: row.at, action: row.action, because: broken } }
      previous = row.hash
      seq = row.seq
      events++
    }
    if (rows.length < AT_A_TIME) return { ok: true, events, broken: null }
  }
}

const CSV_COLUMNS = [
  'time',
  'organization',
  'actorKind',
  'actor',
  'action',
  'targetType',
  'targetId',
  'target',
  'correlationId',
  'before',
  'after',
] as const

const printed = (value: unknown): string => (value === null || value === undefined ? '' : JSON.stringify(value))

export function auditFile(
  events: readonly AuditEvent[],
  format: 'csv' | 'json',
  now: number,
): { fileName: string; mediaType: string; text: string } {
  const fileName = `muster-audit-${new Date(now).toISOString().slice(0, 10)}.${format}`
  if (format === 'csv') return { fileName, mediaType: 'text/csv', text: auditCsv(events) }
  return { fileName, mediaType: 'application/json', text: JSON.stringify(events, null, 2) }
}

function auditCsv(events: readonly AuditEvent[]): string {
  return csvOf(
    CSV_COLUMNS,
    events.map((event) => [
      new Date(event.at).toISOString(),
      event.organizationName ?? '',
      event.actor.kind,
      event.actor.name,
      event.action,
      event.target.type,
      event.target.id,
      event.target.name,
      event.correlationId,
      printed(event.before),
      printed(event.after),
    ]),
  )
}
