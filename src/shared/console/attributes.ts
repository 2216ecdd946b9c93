import { z } from 'zod'
import { AuditEvent } from './activity.ts'
import { query } from './define.ts'
import { IntegrationPreset } from './integrations.ts'
import { Id, InOrganization, Instant } from './values.ts'

const ResourceType = z.enum(['User', 'Group'])

/** X7: one attribute that arrived, or that should have. */
export const ReportedAttribute = z.object({
  resourceType: ResourceType,
  /** As SCIM writes it: `name.givenName`; of an extension, behind its URN. A list counts as one attribute. */
  attribute: z.string(),
  /** Where the identity provider takes it from, in its own words; null when its mapping does not ask for it. */
  source: z.string().nullable(),
  /** `required` and `optional` stand in the mapping of the identity provider; `extra` came without being asked for. */
  expected: z.enum(['required', 'optional', 'extra']),
  /** Users, or pushed groups, that have it now. */
  resources: z.number().int(),
})
export type ReportedAttribute = z.infer<typeof ReportedAttribute>

/** R9: what was sent and not kept. */
export const IgnoredAttribute = z.object({
  resourceType: ResourceType.nullable(),
  attribute: z.string(),
  because: z.enum(['unknown', 'read-only', 'never-kept']),
  /** Requests of those looked at. */
  requests: z.number().int(),
  lastAt: Instant,
})
export type IgnoredAttribute = z.infer<typeof IgnoredAttribute>

export const AttributeReport = z.object({
  preset: IntegrationPreset,
  users: z.number().int(),
  /** Those that were pushed. */
  groups: z.number().int(),
  /** Those of the mapping first, in its order. */
  attributes: z.array(ReportedAttribute),
  /** Most often ignored first. */
  ignored: z.array(IgnoredAttribute),
  /** The newest requests in the log, in which `ignored` was looked for. */
  looked: z.object({ requests: z.number().int(), since: Instant.nullable() }),
})
export type AttributeReport = z.infer<typeof AttributeReport>

/** Characters of a sample. */
export const SAMPLE_LIMIT = 262_144

export const Sample = z.object({
  /** What creating it would be answered with. */
  status: z.number().int(),
  scimType: z.string().nullable(),
  /** Why it would be refused; null when it would not. */
  refusal: z.string().nullable(),
  /** The user or group that it would give; its id and times are passing ones. Null when it would be refused. */
  resource: z.unknown(),
  /** R9: what was ignored, and what was tolerated. */
  notes: z.array(z.string()),
  /** The changes that it would leave in the audit trail, oldest first. */
  events: z.array(AuditEvent),
})
export type Sample = z.infer<typeof Sample>

export const attributes = {
  report: query(z.object({ ...InOrganization, preset: IntegrationPreset.default('other') }), AttributeReport),
  /** X7: sends nothing and changes nothing. The payload is the JSON that a client would post; refused by its own rules, it is told why. */
  sample: query(
    z.object({
      ...InOrganization,
      /** Whose rules apply; the group mapping endpoint's when none is named. */
      integrationId: Id.optional(),
      resourceType: ResourceType,
      payload: z.string().min(1, 'Paste a payload first.').max(SAMPLE_LIMIT),
    }),
    Sample,
  ),
}
