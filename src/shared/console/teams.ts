import { z } from 'zod'
import { command, query } from './define.ts'
import { Id, InOrganization, Instant, Name, page, PageInput } from './values.ts'

export const MemberOrigin = z.enum(['manual', 'provisioning', 'sign-in'])
export type MemberOrigin = z.infer<typeof MemberOrigin>

export const OrphanCause = z.enum(['scim-delete', 'manual-delete'])
export type OrphanCause = z.infer<typeof OrphanCause>

export const Orphaning = z.object({
  groupName: z.string(),
  cause: OrphanCause,
  at: Instant,
  purgedCount: z.number().int(),
})

export const Team = z.object({
  id: Id,
  name: z.string(),
  description: z.string(),
  /** D1: the catalog group that manages the membership. */
  group: z.object({ id: Id, displayName: z.string() }).nullable(),
  orphaned: Orphaning.nullable(),
  memberCount: z.number().int(),
  createdAt: Instant,
  updatedAt: Instant,
})
export type Team = z.infer<typeof Team>

export const TeamMember = z.object({
  userId: Id,
  userName: z.string(),
  displayName: z.string().nullable(),
  active: z.boolean(),
  origins: z.array(MemberOrigin),
  /** I7: what the identity provider says changes nothing for this person, so that a delegated team may be left by hand too. */
  managedByHand: z.boolean(),
})
export type TeamMember = z.infer<typeof TeamMember>

const OfTeam = { ...InOrganization, teamId: Id }
const Description = z.string().max(1000)

/** What linking would do, for the dialog that asks first. */
export const LinkImpact = z.object({
  group: z.object({ id: Id, displayName: z.string() }),
  membersNow: z.number().int(),
  membersAfter: z.number().int(),
  /** Manual members who stay because of their manual origin. */
  keptManual: z.number().int(),
})
export type LinkImpact = z.infer<typeof LinkImpact>

export const teams = {
  list: query(
    z.object({
      ...InOrganization,
      ...PageInput,
      search: z.string().max(200).optional(),
      state: z.enum(['manual', 'delegated', 'orphaned']).optional(),
    }),
    page(Team),
  ),
  get: query(z.object(OfTeam), Team),
  members: query(z.object({ ...OfTeam, ...PageInput }), page(TeamMember)),
  create: command(z.object({ ...InOrganization, name: Name, description: Description.default(''), groupId: Id.optional() }), Team),
  update: command(z.object({ ...OfTeam, name: Name.optional(), description: Description.optional() }), Team),
  remove: command(z.object(OfTeam), z.object({ name: z.string() })),
  linkImpact: query(z.object({ ...OfTeam, groupId: Id }), LinkImpact),
  /** D1, D2: delegates the team to a group; an orphaned team is resolved by it. */
  link: command(z.object({ ...OfTeam, groupId: Id }), Team),
  /** D3: gives the team back to manual management; current members stay as manual ones. */
  unlink: command(z.object(OfTeam), Team),
  /** Takes back the last unlink; refused once the team's group has changed by anything else. */
  undoUnlink: command(z.object(OfTeam), Team),
  addMember: command(z.object({ ...OfTeam, userId: Id }), Team),
  removeMember: command(z.object({ ...OfTeam, userId: Id }), Team),
}
