import { z } from 'zod'
import { query } from './define.ts'
import { Id, InOrganization, Instant, page, LongPageInput } from './values.ts'
import { UserOrigin } from './members.ts'
import { MemberOrigin } from './teams.ts'

/** I7: what an identity provider gives counts for people who are started; one who was stopped is managed by hand. */
export const RolloutState = z.enum(['held', 'started', 'stopped'])
export type RolloutState = z.infer<typeof RolloutState>

export const User = z.object({
  id: Id,
  userName: z.string(),
  displayName: z.string().nullable(),
  email: z.string().nullable(),
  externalId: z.string().nullable(),
  active: z.boolean(),
  origin: UserOrigin,
  rollout: RolloutState,
  createdAt: Instant,
  updatedAt: Instant,
})
export type User = z.infer<typeof User>

export const UserDetail = User.extend({
  groups: z.array(z.object({ id: Id, displayName: z.string(), type: z.enum(['direct', 'indirect']) })),
  teams: z.array(z.object({ id: Id, name: z.string(), origins: z.array(MemberOrigin) })),
  /** Other organizations of this instance where the same account has access. */
  elsewhere: z.array(z.object({ organizationName: z.string(), userName: z.string() })),
  /** The SCIM resource as an IdP would read it. */
  resource: z.unknown(),
})
export type UserDetail = z.infer<typeof UserDetail>

export const users = {
  list: query(
    z.object({
      ...InOrganization,
      ...LongPageInput,
      search: z.string().max(200).optional(),
      active: z.boolean().optional(),
      origin: UserOrigin.optional(),
      /** As clients may send it: `title eq "Engineer" and emails pr`. */
      filter: z.string().max(2_000).optional(),
    }),
    page(User),
  ),
  get: query(z.object({ ...InOrganization, userId: Id }), UserDetail),
}
