import type { DeliveryState } from '../../shared/console/webhooks.ts'
import { allOf, given, type Sql, sql } from './conditions.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

export interface DeliveryRow {
  readonly seq: number
  readonly id: string
  readonly webhookId: string
  readonly action: string
  /** JSON text. */
  readonly body: string
  readonly state: DeliveryState
  readonly attempts: number
  readonly nextAttemptAt: number | null
  readonly lastAttemptAt: number | null
  readonly lastStatus: number | null
  readonly lastError: string | null
  readonly lastResponse: string | null
  readonly lastDurationMs: number | null
  readonly createdAt: number
}

const COLUMNS = `seq, id, webhook_id AS webhookId, action, body, state, attempts, next_attempt_at AS nextAttemptAt,
  last_attempt_at AS lastAttemptAt, last_status AS lastStatus, last_error AS lastError, last_response AS lastResponse,
  last_duration_ms AS lastDurationMs, created_at AS createdAt`

export async function insertDelivery(
  tx: WriteTx,
  delivery: Pick<DeliveryRow, 'id' | 'webhookId' | 'action' | 'body' | 'createdAt'>,
): Promise<void> {
  await tx.run(
    `INSERT INTO webhook_deliveries (id, webhook_id, action, body, state, next_attempt_at, created_at) VALUES (?, ?, ?, ?, 'waiting', ?, ?)`,
    delivery.id,
    delivery.webhookId,
    delivery.action,
    delivery.body,
    delivery.createdAt,
    delivery.createdAt,
  )
}

export function deliveryById(tx: ReadTx, id: string): Promise<DeliveryRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM webhook_deliveries WHERE id = ?`, id)
}

/** The oldest that is due. */
export function dueDelivery(tx: ReadTx, webhook: string, now: number): Promise<DeliveryRow | undefined> {
  return tx.get(
    `SELECT ${COLUMNS} FROM webhook_deliveries WHERE webhook_id = ? AND state = 'waiting' AND next_attempt_at <= ? ORDER BY seq LIMIT 1`,
    webhook,
    now,
  )
}

/** When the next delivery of an enabled webhook is due. */
export async function nextDueAt(tx: ReadTx): Promise<number | null> {
  const row = await tx.get<{ at: number | null }>(
    `SELECT min(d.next_attempt_at) AS at FROM webhooks w JOIN webhook_deliveries d ON d.webhook_id = w.id AND d.state = 'waiting'
     WHERE w.enabled = 1`,
  )
  return row?.at ?? null
}

export async function recordAttempt(
  tx: WriteTx,
  id: string,
  attempt: Pick<DeliveryRow, 'state' | 'nextAttemptAt' | 'lastAttemptAt' | 'lastStatus' | 'lastError' | 'lastResponse' | 'lastDurationMs'>,
): Promise<void> {
  await tx.run(
    `UPDATE webhook_deliveries SET state = ?, attempts = attempts + 1, next_attempt_at = ?, last_attempt_at = ?, last_status = ?,
       last_error = ?, last_response = ?, last_duration_ms = ? WHERE id = ?`,
    attempt.state,
    attempt.nextAttemptAt,
    attempt.lastAttemptAt,
    attempt.lastStatus,
    attempt.lastError,
    attempt.lastResponse,
    attempt.lastDurationMs,
    id,
  )
}

/** As if it had never been tried. */
export async function queueAgain(tx: WriteTx, id: string, at: number): Promise<void> {
  await tx.run("UPDATE webhook_deliveries SET state = 'waiting', attempts = 0, next_attempt_at = ? WHERE id = ?", at, id)
}

/** What waits for a later attempt is due at once: the receiver is back. */
export function hastenDeliveries(tx: WriteTx, webhook: string, at: number): Promise<number> {
  return tx.run(
    "UPDATE webhook_deliveries SET next_attempt_at = ? WHERE webhook_id = ? AND state = 'waiting' AND next_attempt_at > ?",
    at,
    webhook,
    at,
  )
}

const where = (webhook: string, state: DeliveryState | undefined): Sql =>
  allOf(
    sql('webhook_id = ?', webhook),
    given(state, (wanted) => sql('state = ?', wanted)),
  )

export async function countDeliveries(tx: ReadTx, webhook: string, state: DeliveryState | undefined): Promise<number> {
  const condition = where(webhook, state)
  const row = await tx.get<{ n: number }>(`SELECT count(*) AS n FROM webhook_deliveries WHERE ${condition.text}`, ...condition.params)
  return row?.n ?? 0
}

/** Newest first. */
export function deliveriesPage(
  tx: ReadTx,
  webhook: string,
  state: DeliveryState | undefined,
  before: number | undefined,
  limit: number,
): Promise<DeliveryRow[]> {
  const condition = where(webhook, state)
  return tx.all(
    `SELECT ${COLUMNS} FROM webhook_deliveries WHERE ${condition.text} AND seq < ? ORDER BY seq DESC LIMIT ?`,
    ...condition.params,
    before ?? Number.MAX_SAFE_INTEGER,
    limit,
  )
}

/** The one that was tried last. */
export function lastTried(tx: ReadTx, webhook: string): Promise<DeliveryRow | undefined> {
  return tx.get(
    `SELECT ${COLUMNS} FROM webhook_deliveries WHERE webhook_id = ? AND last_attempt_at IS NOT NULL ORDER BY last_attempt_at DESC, seq DESC LIMIT 1`,
    webhook,
  )
}

/** Forgets what was settled before then; a bounded number at a time. Tells how many went. */
export function trimDeliveries(tx: WriteTx, before: number): Promise<number> {
  return tx.run(
    `DELETE FROM webhook_deliveries WHERE seq IN (SELECT seq FROM webhook_deliveries WHERE state <> 'waiting' AND created_at < ? ORDER BY seq LIMIT 5000)`,
    before,
  )
}

export async function deliveryCounts(tx: ReadTx): Promise<Record<DeliveryState, number>> {
  const rows = await tx.all<{ state: DeliveryState; n: number }>('SELECT state, count(*) AS n FROM webhook_deliveries GROUP BY state')
  return { waiting: 0, delivered: 0, 'given-up': 0, ...Object.fromEntries(rows.map(({ state, n }) => [state, n])) }
}
