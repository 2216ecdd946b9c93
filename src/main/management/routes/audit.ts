import { z } from 'zod'
import { describeAuditRow } from '../../domain/activity/audit.ts'
import { fold } from '../../protocol/fold.ts'
import { auditPage, type AuditQuery, countAudit } from '../../store/audit.ts'
import { get } from '../route.ts'
import { Id, iso, Pages, resultsOf, shape, Time } from '../shapes.ts'

const AuditEvent = shape(
  'AuditEvent',
  z.object({
    id: Id,
    at: Time,
    actor: z.object({ kind: z.enum(['person', 'system', 'service-account']), name: z.string() }),
    action: z.string(),
    target: z.object({ type: z.string(), id: z.string(), name: z.string() }),
    before: z.unknown().describe('What was, where something was.'),
    after: z.unknown().describe('What is, where something is.'),
    correlationId: z.string().describe('Joins the events of one cascade.'),
  }),
)

export const auditRoutes = [
  get('/api/v1/{tenant}/audit', {
    id: 'listAuditEvents',
    summary: 'The organization’s audit trail, newest first.',
    needs: { permission: 'AUDIT:READ' },
    query: z.object({
      ...Pages,
      action: z.string().max(100).optional(),
      correlationId: z.string().max(64).optional(),
      search: z.string().max(200).optional(),
    }),
    answer: resultsOf(AuditEvent),
    async run(tx, { organization, query: { page, size, action, correlationId, search } }) {
      const text = search?.trim() ? fold(search.trim()) : undefined
      const query: AuditQuery = { organizationId: organization.id, action, correlationId, search: text }
      const rows = await auditPage(tx, query, undefined, size, (page - 1) * size)
      const results = rows.map((row) => {
        const { organizationId: _, organizationName: __, ...event } = describeAuditRow(row, () => null)
        return { ...event, at: iso(event.at) }
      })
      return { results, total: await countAudit(tx, query) }
    },
  }),
]
