import type { LoggedRequest, LoggedRequestDetail } from '../../../shared/console/activity.ts'
import type { OrganizationId } from '../../../shared/ids.ts'
import { insertLogEntry, type LogRow } from '../../store/provisioning-log.ts'
import type { WriteTx } from '../../store/database/port.ts'
import { type KeptBody, redactBody, redactHeaders, redactTarget } from './redact.ts'
import { adviceOf, clientOf, isProblem, summaryOf } from './words.ts'

/** One SCIM request with its answer, as the log is given it. */
export interface Exchange {
  /** ms since 1970 when the request had been read. */
  readonly at: number
  readonly organizationId: OrganizationId | null
  readonly integrationId: string | null
  readonly method: string
  readonly path: string
  readonly remoteAddress: string
  readonly requestHeaders: Readonly<Record<string, string>>
  readonly requestBody: string | null
  readonly status: number
  readonly scimType: string | null
  readonly responseHeaders: Readonly<Record<string, string>>
  readonly responseBody: string | null
  /** From the request's having been read to the answer's being ready: without socket time and, for a write, without its share of the commit. */
  readonly durationUs: number
  readonly resource: { readonly type: string; readonly id: string | null; readonly name: string | null } | null
  readonly notes: readonly string[]
  readonly correlationId: string
}

interface Detail {
  readonly remoteAddress: string | null
  readonly requestHeaders: Record<string, string>
  readonly requestBody: KeptBody | null
  readonly responseHeaders: Record<string, string>
  readonly responseBody: KeptBody | null
  readonly notes: readonly string[]
}

/** An exchange as it may be kept: no larger than its cut bodies, and nothing secret in it. */
export type LogEntry = Parameters<typeof insertLogEntry>[1] & { readonly organizationId: OrganizationId | null }

/** L1: the entry, redacted and cut to size; `bodies` false keeps their sizes only. */
export function logEntry(exchange: Exchange, bodies: boolean): LogEntry {
  const kept = (body: string | null): KeptBody | null => {
    if (body === null) return null
    return bodies ? redactBody(body) : { text: '', truncated: true, bytes: Buffer.byteLength(body) }
  }
  const detail: Detail = {
    remoteAddress: exchange.remoteAddress,
    requestHeaders: redactHeaders(exchange.requestHeaders),
    requestBody: kept(exchange.requestBody),
    responseHeaders: redactHeaders(exchange.responseHeaders),
    responseBody: kept(exchange.responseBody),
    notes: exchange.notes,
  }
  return {
    at: exchange.at,
    organizationId: exchange.organizationId,
    integrationId: exchange.integrationId,
    method: exchange.method,
    path: redactTarget(exchange.path).slice(0, 2048),
    status: exchange.status,
    scimType: exchange.scimType,
    durationUs: exchange.durationUs,
    resourceType: exchange.resource?.type ?? null,
    resourceId: exchange.resource?.id ?? null,
    resourceName: exchange.resource?.name ?? null,
    problem: isProblem(exchange.status),
    correlationId: exchange.correlationId,
    detail: JSON.stringify(detail),
  }
}

export function logExchange(tx: WriteTx, exchange: Exchange, bodies: boolean): Promise<void> {
  return insertLogEntry(tx, logEntry(exchange, bodies))
}

/** Names for the ids that a row holds. */
export interface LogNames {
  organization(id: number): string | null
  integration(id: string): string | null
}

function described(row: LogRow, detail: Detail, names: LogNames): LoggedRequest {
  return {
    id: String(row.seq),
    at: row.at,
    organizationId: row.organizationId,
    organizationName: row.organizationId === null ? null : names.organization(row.organizationId),
    integrationName: row.integrationId === null ? null : names.integration(row.integrationId),
    method: row.method,
    path: row.path,
    status: row.status,
    scimType: row.scimType,
    durationMs: row.durationUs / 1000,
    resourceType: row.resourceType,
    resourceId: row.resourceId,
    resourceName: row.resourceName,
    client: clientOf(detail.requestHeaders['user-agent']),
    summary: summaryOf(row),
    problem: row.problem === 1,
  }
}

export function describeLogRow(row: LogRow, names: LogNames): LoggedRequest {
  return described(row, JSON.parse(row.detail) as Detail, names)
}

export function describeLogEntry(row: LogRow, names: LogNames): LoggedRequestDetail {
  const detail = JSON.parse(row.detail) as Detail
  return {
    ...described(row, detail, names),
    remoteAddress: detail.remoteAddress,
    requestHeaders: detail.requestHeaders,
    requestBody: detail.requestBody,
    responseHeaders: detail.responseHeaders,
    responseBody: detail.responseBody,
    correlationId: row.correlationId,
    notes: [...detail.notes],
    advice: adviceOf(row),
  }
}
