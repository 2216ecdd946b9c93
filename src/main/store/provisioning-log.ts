import { allOf, given, type Sql, sql } from './conditions.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

export interface LogRow {
  readonly seq: number
  readonly at: number
  readonly organizationId: number | null
  readonly integrationId: string | null
  readonly method: string
  readonly path: string
  readonly status: number
  readonly scimType: string | null
  readonly durationUs: number
  readonly resourceType: string | null
  readonly resourceId: string | null
  readonly resourceName: string | null
  readonly problem: 0 | 1
  readonly correlationId: string
  /** JSON text: headers, bodies, notes, client, address. */
  readonly detail: string
}

const COLUMNS = `seq, at, organization_id AS organizationId, integration_id AS integrationId, method, path, status, scim_type AS scimType,
  duration_us AS durationUs, resource_type AS resourceType, resource_id AS resourceId, resource_name AS resourceName, problem,
  correlation_id AS correlationId, detail`

export async function insertLogEntry(tx: WriteTx, entry: Omit<LogRow, 'seq' | 'problem'> & { problem: boolean }): Promise<void> {
  await tx.run(
    `INSERT INTO provisioning_log (at, organization_id, integration_id, method, path, status, scim_type, duration_us, resource_type, resource_id,
       resource_name, problem, correlation_id, size, detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    entry.at,
    entry.organizationId,
    entry.integrationId,
    entry.method,
    entry.path,
    entry.status,
    entry.scimType,
    entry.durationUs,
    entry.resourceType,
    entry.resourceId,
    entry.resourceName,
    entry.problem ? 1 : 0,
    entry.correlationId,
    entry.detail.length + entry.path.length,
    entry.detail,
  )
}

export interface LogQuery {
  readonly organizationId: number | undefined
  readonly integrationId?: string | undefined
  readonly search: string | undefined
  readonly method: string | undefined
  readonly outcome: 'success' | 'failure' | 'problem' | undefined
  readonly resourceType?: string | undefined
  /** ms since 1970. */
  readonly since?: number | undefined
  readonly correlationId: string | undefined
}

const OUTCOME = { success: 'status < 400', failure: 'status >= 400', problem: 'problem = 1' }

const where = (query: LogQuery): Sql =>
  allOf(
    given(query.organizationId, (id) => sql('organization_id = ?', id)),
    given(query.integrationId, (id) => sql('integration_id = ?', id)),
    given(query.method, (method) => sql('method = ?', method)),
    given(query.outcome, (outcome) => sql(OUTCOME[outcome])),
    given(query.resourceType, (type) => sql('resource_type = ?', type)),
    given(query.since, (at) => sql('at >= ?', at)),
    given(query.correlationId, (id) => sql('correlation_id = ?', id)),
    given(query.search, (text) =>
      sql(
        '(instr(fold(path), ?) > 0 OR instr(fold(resource_name), ?) > 0 OR resource_id = ? OR CAST(status AS TEXT) = ?)',
        text,
        text,
        text,
        text,
      ),
    ),
  )

export async function countLog(tx: ReadTx, query: LogQuery): Promise<number> {
  const condition = where(query)
  return (await tx.get<{ n: number }>(`SELECT count(*) AS n FROM provisioning_log WHERE ${condition.text}`, ...condition.params))?.n ?? 0
}

/** Newest first. */
export function logPage(tx: ReadTx, query: LogQuery, before: number | undefined, limit: number): Promise<LogRow[]> {
  const condition = where(query)
  return tx.all(
    `SELECT ${COLUMNS} FROM provisioning_log WHERE ${condition.text} AND seq < ? ORDER BY seq DESC LIMIT ?`,
    ...condition.params,
    before ?? Number.MAX_SAFE_INTEGER,
    limit,
  )
}

export function logEntry(tx: ReadTx, seq: number): Promise<LogRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM provisioning_log WHERE seq = ?`, seq)
}

export async function lastLogSeq(tx: ReadTx): Promise<number> {
  return (await tx.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM provisioning_log'))?.seq ?? 0
}

/** Drops entries up to `seq`, a bounded number at a time. Tells how many went. */
export function dropLog(tx: WriteTx, seq: number): Promise<number> {
  return tx.run('DELETE FROM provisioning_log WHERE seq IN (SELECT seq FROM provisioning_log WHERE seq <= ? ORDER BY seq LIMIT 5000)', seq)
}

/** Drops entries older than `before` and, oldest first, those beyond `bytes`; a bounded number at a time. Tells how many went. */
export async function trimLog(tx: WriteTx, before: number, bytes: number): Promise<number> {
  const old = await tx.run(
    'DELETE FROM provisioning_log WHERE seq IN (SELECT seq FROM provisioning_log WHERE at < ? ORDER BY at LIMIT 5000)',
    before,
  )
  const total = (await tx.get<{ n: number }>('SELECT coalesce(sum(size), 0) AS n FROM provisioning_log'))?.n ?? 0
  if (total <= bytes) return old
  const heavy = await tx.run(
    `DELETE FROM provisioning_log WHERE seq IN (SELECT seq FROM (
       SELECT seq, sum(size) OVER (ORDER BY seq) - size AS before FROM provisioning_log ORDER BY seq LIMIT 5000) WHERE before < ?)`,
    total - bytes,
  )
  return old + heavy
}
