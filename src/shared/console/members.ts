import { z } from 'zod'
import { command, query } from './define.ts'
import { Id, InOrganization, Instant, page, LongPageInput } from './values.ts'

/** How a person came to be here: pushed by an identity provider, added by an administrator, or let in by a claim. */
export const UserOrigin = z.enum(['scim', 'manual', 'sign-in'])
export type UserOrigin = z.infer<typeof UserOrigin>

export const OrganizationRole = z.enum(['owner', 'member'])
export type OrganizationRole = z.infer<typeof OrganizationRole>

/** Everyone with access to the organization, and an owner whose access was taken away while she was the last one (D7). */
export const Member = z.object({
  userId: Id,
  userName: z.string(),
  displayName: z.string().nullable(),
  email: z.string().nullable(),
  active: z.boolean(),
  /** False for an owner whom the identity provider has removed. */
  hasAccess: z.boolean(),
  origin: UserOrigin,
  role: OrganizationRole,
  /** D7: no other owner could act in her place. */
  isLastOwner: z.boolean(),
  createdAt: Instant,
})
export type Member = z.infer<typeof Member>

/** What goes with a person's access, for the dialog that asks first. */
export const MemberRemoval = z.object({
  member: Member,
  groups: z.number().int(),
  teams: z.number().int(),
  workspaces: z.number().int(),
  bindings: z.number().int(),
})
export type MemberRemoval = z.infer<typeof MemberRemoval>

const OfMember = { ...InOrganization, userId: Id }

export const members = {
  list: query(
    z.object({
      ...InOrganization,
      ...LongPageInput,
      search: z.string().max(200).optional(),
      role: OrganizationRole.optional(),
      origin: UserOrigin.optional(),
    }),
    page(Member),
  ),
  get: query(z.object(OfMember), Member),
  /** Adds a person by hand. The identity provider takes the row over when it pushes the same userName. */
  add: command(
    z.object({
      ...InOrganization,
      userName: z.string().max(1024),
      displayName: z.string().max(1024).optional(),
      email: z.string().max(1024).optional(),
      role: OrganizationRole.default('member'),
    }),
    Member,
  ),
  setRole: command(z.object({ ...OfMember, role: OrganizationRole }), Member),
  removalImpact: query(z.object(OfMember), MemberRemoval),
  /** U4: takes away the access of a person who was not pushed. The account, and access elsewhere, stay. */
  remove: command(z.object(OfMember), z.object({ userName: z.string() })),
}
