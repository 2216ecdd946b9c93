import { z } from 'zod'
import { command, query } from './define.ts'
import { Id, InOrganization, page, PageInput } from './values.ts'
import { MemberOrigin } from './teams.ts'
import { User } from './users.ts'
import { WorkspaceRole } from './workspaces.ts'

/** I7: where people stand; 'not-synced' are those who are here, but not by an identity provider. */
export const RolloutStanding = z.enum(['held', 'started', 'stopped', 'not-synced'])
export type RolloutStanding = z.infer<typeof RolloutStanding>

/** What starting a person would give her over what she has. All empty is a warning: she would be let in to nothing. */
export const RolloutGains = z.object({
  teams: z.array(z.object({ id: Id, name: z.string(), origins: z.array(MemberOrigin) })),
  /** `insteadOf`: the role that she has there now; where priority decides, the new one may be the lower. */
  workspaces: z.array(z.object({ id: Id, name: z.string(), role: WorkspaceRole, insteadOf: WorkspaceRole.nullable() })),
  /** Roles that are bound to her groups. */
  roles: z.array(z.object({ id: Id, name: z.string() })),
})
export type RolloutGains = z.infer<typeof RolloutGains>

export const RolloutPerson = User.extend({
  /** null for people who are started already. */
  gains: RolloutGains.nullable(),
})
export type RolloutPerson = z.infer<typeof RolloutPerson>

export const RolloutPreview = RolloutPerson.extend({
  /** The teams that would stay hers by hand if she were stopped; null for people who are stopped already. */
  keepsIfStopped: z.array(z.object({ id: Id, name: z.string() })).nullable(),
})
export type RolloutPreview = z.infer<typeof RolloutPreview>

const Search = z.string().max(200).optional()

export const rollout = {
  counts: query(z.object(InOrganization), z.record(RolloutStanding, z.number().int())),
  /** In the order in which they came. */
  list: query(z.object({ ...InOrganization, ...PageInput, standing: RolloutStanding, search: Search }), page(RolloutPerson)),
  preview: query(z.object({ ...InOrganization, userId: Id }), RolloutPreview),
  /** Starts the named people, whatever they were. */
  start: command(z.object({ ...InOrganization, userIds: z.array(Id).min(1).max(1000) }), z.object({ started: z.number().int() })),
  /** Starts everyone who is held, or those of them whom the search finds. */
  startAll: command(z.object({ ...InOrganization, search: Search }), z.object({ started: z.number().int() })),
  /** Gives manual control over the person back; tells the teams whose membership is hers by hand from now on. */
  stop: command(z.object({ ...InOrganization, userId: Id }), z.object({ keptTeams: z.array(z.object({ id: Id, name: z.string() })) })),
}
