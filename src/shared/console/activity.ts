import { z } from 'zod'
import { command, query } from './define.ts'
import { Id, Instant, Nothing, OrganizationId, page, PageInput } from './values.ts'

/** L1: one entry of the provisioning log. */
export const LoggedRequest = z.object({
  id: Id,
  at: Instant,
  organizationId: OrganizationId.nullable(),
  organizationName: z.string().nullable(),
  integrationName: z.string().nullable(),
  method: z.string(),
  path: z.string(),
  status: z.number().int(),
  scimType: z.string().nullable(),
  durationMs: z.number(),
  resourceType: z.string().nullable(),
  resourceId: z.string().nullable(),
  resourceName: z.string().nullable(),
  client: z.string().nullable(),
  /** What it meant, in a sentence. */
  summary: z.string(),
  /** The administrator should act on it. */
  problem: z.boolean(),
})
export type LoggedRequest = z.infer<typeof LoggedRequest>

export const LoggedBody = z.object({ text: z.string(), truncated: z.boolean(), bytes: z.number().int() })

export const LoggedRequestDetail = LoggedRequest.extend({
  remoteAddress: z.string().nullable(),
  requestHeaders: z.record(z.string(), z.string()),
  requestBody: LoggedBody.nullable(),
  responseHeaders: z.record(z.string(), z.string()),
  responseBody: LoggedBody.nullable(),
  correlationId: z.string(),
  /** R9: attributes that were ignored, tolerated dialects. */
  notes: z.array(z.string()),
  /** Why it failed and what to do, when it failed. */
  advice: z.string().nullable(),
})
export type LoggedRequestDetail = z.infer<typeof LoggedRequestDetail>

export const Actor = z.object({ kind: z.enum(['person', 'system', 'service-account']), name: z.string() })
export type Actor = z.infer<typeof Actor>

/** L2: one audit event. */
export const AuditEvent = z.object({
  id: Id,
  at: Instant,
  organizationId: OrganizationId.nullable(),
  organizationName: z.string().nullable(),
  actor: Actor,
  action: z.string(),
  target: z.object({ type: z.string(), id: z.string(), name: z.string() }),
  before: z.unknown(),
  after: z.unknown(),
  correlationId: z.string(),
})
export type AuditEvent = z.infer<typeof AuditEvent>

/** L2: whether the chain of audit events is whole, and if not, the first event at which it breaks. */
export const AuditVerdict = z.object({
  ok: z.boolean(),
  /** Events found sound, from the first on. */
  events: z.number().int(),
  broken: z
    .object({
      id: Id,
      at: Instant,
      action: z.string(),
      /** `content`: the event was altered. `predecessor`: the event before it was removed or altered. */
      because: z.enum(['content', 'predecessor']),
    })
    .nullable(),
})
export type AuditVerdict = z.infer<typeof AuditVerdict>

/** What a logged request would come to now: done on the data as they are, and undone. */
export const Replay = z.object({
  /** In whose name it was rehearsed, without a token; null when no integration is addressed. */
  integrationName: z.string().nullable(),
  status: z.number().int(),
  headers: z.record(z.string(), z.string()),
  body: z.string().nullable(),
  durationMs: z.number(),
  /** The changes that it would leave in the audit trail, oldest first. Ids and times of what it would make are passing ones. */
  events: z.array(AuditEvent),
  /** What differs from the request that arrived. */
  notes: z.array(z.string()),
})
export type Replay = z.infer<typeof Replay>

const AuditFilter = {
  search: z.string().max(200).optional(),
  action: z.string().max(100).optional(),
  /** The history of one thing. */
  targetId: z.string().max(256).optional(),
  correlationId: z.string().max(64).optional(),
}

/** Events in one export at the most; `truncated` says that there were more. */
export const EXPORT_LIMIT = 50_000

const Scope = { organizationId: OrganizationId.optional() }

const RequestFilter = {
  integrationId: Id.optional(),
  search: z.string().max(200).optional(),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
  outcome: z.enum(['success', 'failure', 'problem']).optional(),
  resourceType: z.enum(['User', 'Group']).optional(),
  /** How far back from now. */
  within: z.enum(['hour', 'day', 'week']).optional(),
  correlationId: z.string().max(64).optional(),
}

/** Requests in one export at the most: each comes with both bodies. */
export const REQUEST_EXPORT_LIMIT = 2_000

export const activity = {
  requests: query(
    z.object({
      ...Scope,
      ...PageInput,
      ...RequestFilter,
    }),
    page(LoggedRequest),
  ),
  request: query(z.object({ requestId: Id }), LoggedRequestDetail),
  /** Sends nothing and changes nothing. Refused (`not_replayable`) when the log does not hold the whole request. */
  replay: query(z.object({ requestId: Id }), Replay),
  /** L1: forgets every entry that is there now, of all organizations; the audit trail stays, and says so. */
  clearRequests: command(Nothing, z.object({ cleared: z.number().int() })),
  audit: query(z.object({ ...Scope, ...PageInput, ...AuditFilter }), page(AuditEvent)),
  verifyAudit: query(Nothing, AuditVerdict),
  exportAudit: query(
    z.object({ ...Scope, ...AuditFilter, format: z.enum(['csv', 'json']) }),
    z.object({ fileName: z.string(), mediaType: z.string(), text: z.string(), events: z.number().int(), truncated: z.boolean() }),
  ),
  /** L1: as redacted and cut as the log keeps them. `har` is HTTP Archive 1.2. */
  exportRequests: query(
    z.object({ ...Scope, ...RequestFilter, format: z.enum(['csv', 'json', 'har']) }),
    z.object({ fileName: z.string(), mediaType: z.string(), text: z.string(), requests: z.number().int(), truncated: z.boolean() }),
  ),
}
