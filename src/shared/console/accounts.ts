import { z } from 'zod'
import { query } from './define.ts'
import { Id, Instant, LongPageInput, OrganizationId, page } from './values.ts'

/** How an account stands in one organization: what counts for it there, is held back (I7), is switched off (U7), or was taken away (U4). */
export const AccountStanding = z.enum(['active', 'held', 'stopped', 'deactivated', 'removed'])
export type AccountStanding = z.infer<typeof AccountStanding>

export const AccountAccess = z.object({
  organizationId: OrganizationId,
  organizationSlug: z.string(),
  organizationName: z.string(),
  /** The name in that organization; one that had access keeps the name under which it was last known, without case. */
  userName: z.string(),
  displayName: z.string().nullable(),
  standing: AccountStanding,
  /** D7: also true of the last owner whose access the identity provider took away. */
  isOwner: z.boolean(),
})
export type AccountAccess = z.infer<typeof AccountAccess>

/** A person of the instance, who outlives every organization's access. */
export const Account = z.object({
  id: Id,
  userName: z.string(),
  createdAt: Instant,
  /** By organization; those that took access away stand in it too. */
  access: z.array(AccountAccess),
})
export type Account = z.infer<typeof Account>

export const accounts = {
  list: query(
    z.object({
      ...LongPageInput,
      /** Words of a name, a user name or an email in any organization, or an id. */
      search: z.string().max(200).optional(),
      /** Only those with access to some organization, or to none. */
      access: z.enum(['some', 'none']).optional(),
    }),
    page(Account),
  ),
  get: query(z.object({ accountId: Id }), Account),
}
