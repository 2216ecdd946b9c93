import { z } from 'zod'
import { query } from './define.ts'
import { InOrganization, Instant } from './values.ts'

/** What it takes until an organization's people are where they belong, in the order in which one does it. */
export const SetupStep = z.enum(['token', 'first-request', 'groups', 'team', 'access'])
export type SetupStep = z.infer<typeof SetupStep>

/** SCIM requests that arrived in the hour from then on. */
export const HourOfRequests = z.object({ from: Instant, total: z.number().int(), failed: z.number().int() })
export type HourOfRequests = z.infer<typeof HourOfRequests>

export const Overview = z.object({
  /** The last 24 hours by the clock, the one that runs included; the oldest first. */
  hours: z.array(HourOfRequests).length(24),
  setup: z.array(z.object({ step: SetupStep, done: z.boolean() })),
})
export type Overview = z.infer<typeof Overview>

export const overview = {
  get: query(z.object(InOrganization), Overview),
}
