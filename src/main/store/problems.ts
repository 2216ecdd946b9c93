import type { OrganizationId } from '../../shared/ids.ts'
import type { Severity } from '../../shared/console/problems.ts'
import { allOf, given, type Sql, sql } from './conditions.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

export interface ProblemRow {
  readonly seq: number
  readonly id: string
  /** 0: of the instance. */
  readonly organizationId: number
  readonly kind: string
  readonly subject: string
  readonly severity: Severity
  /** JSON text, by kind. */
  readonly detail: string
  readonly count: number
  readonly firstSeen: number
  readonly lastSeen: number
  readonly correlationId: string
  readonly resolvedAt: number | null
  readonly resolvedBy: string | null
}

/** Stands for no organization in keys: NULL is never equal to itself. */
export const INSTANCE = 0

const COLUMNS = `seq, id, organization_id AS organizationId, kind, subject, severity, detail, count, first_seen AS firstSeen,
  last_seen AS lastSeen, correlation_id AS correlationId, resolved_at AS resolvedAt, resolved_by AS resolvedBy`

export interface ProblemKey {
  readonly organizationId: number
  readonly kind: string
  readonly subject: string
}

const OPEN = 'organization_id = ? AND kind = ? AND subject = ? AND resolved_at IS NULL'

export function openProblem(tx: ReadTx, key: ProblemKey): Promise<ProblemRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM problems WHERE ${OPEN}`, key.organizationId, key.kind, key.subject)
}

export function openProblemsOfKind(tx: ReadTx, organizationId: number, kind: string): Promise<ProblemRow[]> {
  return tx.all(
    `SELECT ${COLUMNS} FROM problems WHERE organization_id = ? AND kind = ? AND resolved_at IS NULL ORDER BY seq`,
    organizationId,
    kind,
  )
}

export function problemById(tx: ReadTx, id: string): Promise<ProblemRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM problems WHERE id = ?`, id)
}

export async function insertProblem(tx: WriteTx, row: Omit<ProblemRow, 'seq' | 'resolvedAt' | 'resolvedBy'>): Promise<void> {
  await tx.run(
    `INSERT INTO problems (id, organization_id, kind, subject, severity, detail, count, first_seen, last_seen, correlation_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.id,
    row.organizationId,
    row.kind,
    row.subject,
    row.severity,
    row.detail,
    row.count,
    row.firstSeen,
    row.lastSeen,
    row.correlationId,
  )
}

export async function repeatProblem(
  tx: WriteTx,
  seq: number,
  again: Pick<ProblemRow, 'severity' | 'detail' | 'count' | 'lastSeen' | 'correlationId'>,
): Promise<void> {
  await tx.run(
    'UPDATE problems SET severity = ?, detail = ?, count = count + ?, last_seen = max(last_seen, ?), correlation_id = ? WHERE seq = ?',
    again.severity,
    again.detail,
    again.count,
    again.lastSeen,
    again.correlationId,
    seq,
  )
}

/** Tells how many were open. */
export function resolveOpen(tx: WriteTx, key: ProblemKey, at: number): Promise<number> {
  return tx.run(`UPDATE problems SET resolved_at = ? WHERE ${OPEN}`, at, key.organizationId, key.kind, key.subject)
}

export async function resolveByHand(tx: WriteTx, seq: number, at: number, by: string): Promise<void> {
  await tx.run('UPDATE problems SET resolved_at = ?, resolved_by = ? WHERE seq = ?', at, by, seq)
}

export interface ProblemQuery {
  /** With those of the instance. */
  readonly organizationId: number | undefined
  readonly state: 'open' | 'resolved'
  readonly severity: Severity | undefined
  readonly kind: string | undefined
}

const where = (query: ProblemQuery): Sql =>
  allOf(
    sql(query.state === 'open' ? 'resolved_at IS NULL' : 'resolved_at IS NOT NULL'),
    given(query.organizationId, (id) => sql('organization_id IN (?, ?)', id, INSTANCE)),
    given(query.severity, (severity) => sql('severity = ?', severity)),
    given(query.kind, (kind) => sql('kind = ?', kind)),
  )

export async function countProblems(tx: ReadTx, query: ProblemQuery): Promise<number> {
  const condition = where(query)
  return (await tx.get<{ n: number }>(`SELECT count(*) AS n FROM problems WHERE ${condition.text}`, ...condition.params))?.n ?? 0
}

const RANK = "CASE severity WHEN 'error' THEN 2 WHEN 'warning' THEN 1 ELSE 0 END"

/** Where a row stands in the list: the greater comes first. */
export interface ProblemPlace {
  readonly rank: number
  readonly at: number
  readonly seq: number
}

/** The open ones by severity, then by when they were seen last; the resolved ones by when they were resolved. */
export function problemsPage(
  tx: ReadTx,
  query: ProblemQuery,
  after: ProblemPlace | undefined,
  limit: number,
): Promise<(ProblemRow & ProblemPlace)[]> {
  const rank = query.state === 'open' ? RANK : '0'
  const at = query.state === 'open' ? 'last_seen' : 'resolved_at'
  const condition = allOf(
    where(query),
    given(after, (place) => sql(`(${rank}, ${at}, seq) < (?, ?, ?)`, place.rank, place.at, place.seq)),
  )
  return tx.all(
    `SELECT ${COLUMNS}, ${rank} AS rank, ${at} AS at FROM problems WHERE ${condition.text} ORDER BY rank DESC, at DESC, seq DESC LIMIT ?`,
    ...condition.params,
    limit,
  )
}

/** The open ones of a kind, in every organization; those of the instance under null. */
export async function openSubjects(tx: ReadTx, kind: string): Promise<{ organizationId: OrganizationId | null; subject: string }[]> {
  return tx.all(
    'SELECT nullif(organization_id, 0) AS organizationId, subject FROM problems WHERE kind = ? AND resolved_at IS NULL ORDER BY seq',
    kind,
  )
}

/** How many are open in each organization; those of the instance under 0. */
/** By organization; of one kind, or of all. */
export async function openProblemCounts(tx: ReadTx, kind?: string): Promise<Map<number, number>> {
  const rows = await tx.all<{ id: number; n: number }>(
    'SELECT organization_id AS id, count(*) AS n FROM problems WHERE resolved_at IS NULL AND kind = coalesce(?, kind) GROUP BY organization_id',
    kind ?? null,
  )
  return new Map(rows.map((row) => [row.id, row.n]))
}

export async function openProblemSeverities(tx: ReadTx): Promise<Record<ProblemRow['severity'], number>> {
  const rows = await tx.all<{ severity: ProblemRow['severity']; n: number }>(
    'SELECT severity, count(*) AS n FROM problems WHERE resolved_at IS NULL GROUP BY severity',
  )
  return { error: 0, warning: 0, notice: 0, ...Object.fromEntries(rows.map(({ severity, n }) => [severity, n])) }
}

/** Forgets those resolved before then; a bounded number at a time. Tells how many went. */
export function trimProblems(tx: WriteTx, before: number): Promise<number> {
  return tx.run(
    'DELETE FROM problems WHERE seq IN (SELECT seq FROM problems WHERE resolved_at < ? ORDER BY resolved_at LIMIT 5000)',
    before,
  )
}
