import { z } from 'zod'
import { query } from './define.ts'
import { Instant, Nothing } from './values.ts'

/** `error`: something does not work, or is about to lose data. `warning`: it will, unless somebody acts. */
export const Verdict = z.enum(['ok', 'warning', 'error'])
export type Verdict = z.infer<typeof Verdict>

export const HealthCheckId = z.enum(['scim', 'tls', 'console', 'database', 'disk', 'backup', 'requests', 'event-loop', 'service'])
export type HealthCheckId = z.infer<typeof HealthCheckId>

/** One thing that is looked after: what was found, in a sentence, and what to do where something is to be done. */
export const HealthCheck = z.object({
  id: HealthCheckId,
  title: z.string(),
  verdict: Verdict,
  summary: z.string(),
  advice: z.string().nullable(),
})
export type HealthCheck = z.infer<typeof HealthCheck>

/** The state of the service as it is found when it is asked for; `verdict` is the worst of the checks'. */
export const Health = z.object({ at: Instant, verdict: Verdict, checks: z.array(HealthCheck) })
export type Health = z.infer<typeof Health>

export const health = {
  get: query(Nothing, Health),
}
