import { z } from 'zod'
import { OrganizationId } from './values.ts'

/** What kind of thing changed; screens that show it ask again. */
export const Topic = z.enum([
  'organizations',
  'catalog',
  'users',
  'teams',
  'orphans',
  'tokens',
  'requests',
  'audit',
  'settings',
  'status',
  'access',
  'sign-ins',
  'problems',
  'webhooks',
])
export type Topic = z.infer<typeof Topic>

/**
 * Pushed after a commit: topics and a revision, never documents. A listener that sees a revision
 * that does not follow the last one has missed some and asks for everything again.
 */
export const ConsoleEvent = z.object({
  revision: z.number().int(),
  changes: z.array(z.object({ topic: Topic, organizationId: OrganizationId.nullable() })),
})
export type ConsoleEvent = z.infer<typeof ConsoleEvent>
