import { allOf, given, type Sql, sql } from './conditions.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

export interface AuditRow {
  readonly seq: number
  readonly id: string
  readonly at: number
  readonly organizationId: number | null
  readonly actorKind: 'person' | 'system' | 'service-account'
  readonly actorName: string
  readonly action: string
  readonly targetType: string
  readonly targetId: string
  readonly targetName: string
  /** JSON text. */
  readonly before: string | null
  readonly after: string | null
  readonly correlationId: string
}

const COLUMNS = `seq, id, at, organization_id AS organizationId, actor_kind AS actorKind, actor_name AS actorName, action, target_type AS targetType,
  target_id AS targetId, target_name AS targetName, before, after, correlation_id AS correlationId`

export async function lastAuditHash(tx: ReadTx): Promise<Uint8Array | undefined> {
  return (await tx.get<{ hash: Uint8Array }>('SELECT hash FROM audit_events ORDER BY seq DESC LIMIT 1'))?.hash
}

export async function insertAuditEvent(
  tx: WriteTx,
  event: Omit<AuditRow, 'seq'> & { previousHash: Uint8Array; hash: Uint8Array },
): Promise<void> {
  await tx.run(
    `INSERT INTO audit_events (id, at, organization_id, actor_kind, actor_name, action, target_type, target_id, target_name, before, after,
       correlation_id, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    event.id,
    event.at,
    event.organizationId,
    event.actorKind,
    event.actorName,
    event.action,
    event.targetType,
    event.targetId,
    event.targetName,
    event.before,
    event.after,
    event.correlationId,
    event.previousHash,
    event.hash,
  )
}

export interface AuditQuery {
  readonly organizationId: number | undefined
  readonly search: string | undefined
  readonly action: string | undefined
  readonly targetId?: string | undefined
  readonly correlationId: string | undefined
}

const where = (query: AuditQuery): Sql =>
  allOf(
    given(query.organizationId, (id) => sql('organization_id = ?', id)),
    given(query.action, (action) => sql('action = ?', action)),
    given(query.targetId, (id) => sql('target_id = ?', id)),
    given(query.correlationId, (id) => sql('correlation_id = ?', id)),
    given(query.search, (text) =>
      sql('(instr(fold(target_name), ?) > 0 OR instr(fold(actor_name), ?) > 0 OR instr(action, ?) > 0)', text, text, text),
    ),
  )

export async function countAudit(tx: ReadTx, query: AuditQuery): Promise<number> {
  const condition = where(query)
  return (await tx.get<{ n: number }>(`SELECT count(*) AS n FROM audit_events WHERE ${condition.text}`, ...condition.params))?.n ?? 0
}

/** Newest first. */
export function auditPage(tx: ReadTx, query: AuditQuery, before: number | undefined, limit: number, offset = 0): Promise<AuditRow[]> {
  const condition = where(query)
  return tx.all(
    `SELECT ${COLUMNS} FROM audit_events WHERE ${condition.text} AND seq < ? ORDER BY seq DESC LIMIT ? OFFSET ?`,
    ...condition.params,
    before ?? Number.MAX_SAFE_INTEGER,
    limit,
    offset,
  )
}

/** Oldest first. */
export function auditAfter(tx: ReadTx, seq: number): Promise<AuditRow[]> {
  return tx.all(`SELECT ${COLUMNS} FROM audit_events WHERE seq > ? ORDER BY seq`, seq)
}

export async function lastAuditSeq(tx: ReadTx): Promise<number> {
  return (await tx.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM audit_events'))?.seq ?? 0
}

/** The newest event of one of these actions on a target. */
export function lastAuditOf(tx: ReadTx, targetId: string, actions: readonly string[]): Promise<AuditRow | undefined> {
  return tx.get(
    `SELECT ${COLUMNS} FROM audit_events WHERE target_id = ? AND action IN (${actions.map(() => '?').join(', ')}) ORDER BY seq DESC LIMIT 1`,
    targetId,
    ...actions,
  )
}

/** Oldest first, with the links of the chain: for whoever verifies it. */
export function auditChain(
  tx: ReadTx,
  after: number,
  limit: number,
): Promise<(AuditRow & { previousHash: Uint8Array; hash: Uint8Array })[]> {
  return tx.all(`SELECT ${COLUMNS}, previous_hash AS previousHash, hash FROM audit_events WHERE seq > ? ORDER BY seq LIMIT ?`, after, limit)
}
