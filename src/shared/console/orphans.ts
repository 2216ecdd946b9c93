import { z } from 'zod'
import { command, query } from './define.ts'
import { Id, InOrganization, Instant, page, PageInput } from './values.ts'
import { MemberOrigin, OrphanCause, Team } from './teams.ts'

export const PurgedMember = z.object({
  userId: Id,
  userName: z.string(),
  displayName: z.string().nullable(),
  origin: MemberOrigin,
  /** False when the person has lost access to the organization since. */
  present: z.boolean(),
})
export type PurgedMember = z.infer<typeof PurgedMember>

/** G9, D5: a delegated team whose group was removed. */
export const OrphanedTeam = z.object({
  teamId: Id,
  name: z.string(),
  groupName: z.string(),
  cause: OrphanCause,
  at: Instant,
  keptMembers: z.number().int(),
  /** How many people were purged, and how many of them have access to the organization now. */
  purged: z.object({ people: z.number().int(), present: z.number().int() }),
  /** The first of them, by user name; `orphans.members` has all. */
  firstPurged: z.array(PurgedMember),
  /** A group of the same name that has come back: offered, never linked silently. */
  returnedGroup: z.object({ id: Id, displayName: z.string() }).nullable(),
})
export type OrphanedTeam = z.infer<typeof OrphanedTeam>

/** D5: what to decide about several teams at once. `relink` gives each the group of the same name that is back. */
export const OrphanDecision = z.enum(['return-with-members', 'return-without-members', 'relink', 'delete'])
export type OrphanDecision = z.infer<typeof OrphanDecision>

export const orphans = {
  list: query(z.object(InOrganization), z.object({ teams: z.array(OrphanedTeam) })),
  /** Who was purged from an orphaned team, by user name; a person who was in it for two reasons stands in it twice. */
  members: query(z.object({ ...InOrganization, teamId: Id, ...PageInput }), page(PurgedMember)),
  /** D5: link another group is `teams.link`. This returns the team to manual, with or without the purged members. */
  returnToManual: command(z.object({ ...InOrganization, teamId: Id, restoreMembers: z.boolean() }), Team),
  /** Several in one unit of work: when one of them cannot be decided so, none is, and the error names it. */
  decide: command(
    z.object({ ...InOrganization, teamIds: z.array(Id).min(1).max(500), decision: OrphanDecision }),
    z.object({ teams: z.array(z.object({ id: Id, name: z.string() })) }),
  ),
}
