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

/** A change that takes long and is not done yet: nothing of it is seen before all of it is. */
export const Underway = z.object({
  correlationId: z.string(),
  organizationId: OrganizationId.nullable(),
  /** "Removing the group Platform": what is being done, for people. */
  what: z.string(),
  /** Of how many steps how many are done; what a step is, is said by `what`. */
  done: z.number().int(),
  total: z.number().int(),
})
export type Underway = z.infer<typeof Underway>

/**
 * Pushed after a commit: topics and a revision, never documents. A listener that sees a revision
 * that does not follow the last one has missed some and asks for everything again.
 */
export const ConsoleEvent = z.object({
  revision: z.number().int(),
  changes: z.array(z.object({ topic: Topic, organizationId: OrganizationId.nullable() })),
  /** Every long change that is under way now; left out where nothing has changed about that. */
  underway: z.array(Underway).optional(),
})
export type ConsoleEvent = z.infer<typeof ConsoleEvent>
