import { z } from 'zod'
import { command, query } from './define.ts'
import { Id, Instant, OrganizationId, page, PageInput } from './values.ts'

/** What an administrator may have to act on; the domain's table of kinds says of each why it is and what to do. */
export const ProblemKind = z.enum([
  'name-conflict',
  'claims-malformed',
  'claim-ambiguous',
  'last-owner',
  'token-expiring',
  'token-expired-in-use',
  'unauthorized-requests',
  'forbidden-requests',
  'webhook-failing',
  'error-rate',
  'guid-names',
  'certificate-expiring',
  'backup-failed',
  'disk-low',
])
export type ProblemKind = z.infer<typeof ProblemKind>

/** `error`: something does not work now. `warning`: it soon will not, or works for some only. `notice`: worth a look. */
export const Severity = z.enum(['error', 'warning', 'notice'])
export type Severity = z.infer<typeof Severity>

const Named = z.object({ id: z.string(), name: z.string() })

/** A group in its organization. */
const ConflictSide = z.object({
  organizationId: OrganizationId,
  organizationSlug: z.string(),
  organizationName: z.string(),
  /** null for a group that is not in the catalog, since it was refused. */
  groupId: Id.nullable(),
  groupName: z.string(),
  source: z.enum(['scim', 'manual']),
})
export type ConflictSide = z.infer<typeof ConflictSide>

/** G7, G8: two groups that want one name. */
export const Conflict = z.object({
  name: z.string(),
  /** Who was refused. */
  refused: ConflictSide,
  /** Who has the name now; null once it is free, and a retry would succeed. */
  holder: ConflictSide.nullable(),
})
export type Conflict = z.infer<typeof Conflict>

export const Problem = z.object({
  id: Id,
  /** null: of the whole instance. */
  organizationId: OrganizationId.nullable(),
  organizationSlug: z.string().nullable(),
  organizationName: z.string().nullable(),
  kind: ProblemKind,
  subject: z.string(),
  severity: Severity,
  /** What is wrong, in a few words. */
  title: z.string(),
  /** Why, in a sentence or two. */
  cause: z.string(),
  /** What to do: ways out, of which one is enough. */
  remedies: z.array(z.string()),
  /** When it goes by itself; null where only an administrator can say that it is over. */
  clears: z.string().nullable(),
  /** Times that it was seen. */
  count: z.number().int(),
  firstSeenAt: Instant,
  lastSeenAt: Instant,
  resolvedAt: Instant.nullable(),
  /** Who resolved it by hand; null when it is open or resolved itself. */
  resolvedBy: z.string().nullable(),
  /** Of the request or change in which it was seen last. */
  correlationId: z.string(),
  conflict: Conflict.nullable(),
  integration: Named.nullable(),
  group: Named.nullable(),
  webhook: Named.nullable(),
})
export type Problem = z.infer<typeof Problem>

export const problems = {
  /** The most severe first, then the one seen last; the resolved ones by when they were. Those of an organization include the instance's own. */
  list: query(
    z.object({
      ...PageInput,
      organizationId: OrganizationId.optional(),
      state: z.enum(['open', 'resolved']).default('open'),
      severity: Severity.optional(),
      kind: ProblemKind.optional(),
    }),
    page(Problem),
  ),
  get: query(z.object({ problemId: Id }), Problem),
  /** By hand: the administrator says that it is over. If it is not, it comes back as a new one. */
  resolve: command(z.object({ problemId: Id }), Problem),
}
