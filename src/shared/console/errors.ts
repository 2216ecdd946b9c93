import { z } from 'zod'

/** Every way in which something asked of the console, or of the domain below it, can be refused. */
export const ErrorCode = z.enum([
  'invalid',
  'not_found',
  'name_taken',
  'user_name_taken',
  'external_id_taken',
  'scim_managed',
  'last_owner',
  'delegated',
  'not_delegated',
  'not_orphaned',
  'group_serves_a_team',
  'unknown_member',
  'value_taken',
  'schema_taken',
  'schema_in_use',
  'managed',
  'role_in_use',
  'already_bound',
  'version_mismatch',
  'too_large',
  'address_refused',
  'backup_unsound',
  'not_replayable',
  'not_available',
  'signed_out',
  'forbidden',
  'unavailable',
  'unknown_method',
  'internal',
])
export type ErrorCode = z.infer<typeof ErrorCode>

/** An error as a value. `message` says what and why, `hint` what to do, `incident` finds it in the service's own log. */
export const ConsoleError = z.object({
  code: ErrorCode,
  message: z.string(),
  hint: z.string().optional(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  incident: z.string().optional(),
})
export type ConsoleError = z.infer<typeof ConsoleError>

export type Result<T> = { ok: true; value: T } | { ok: false; error: ConsoleError }
