import { z } from 'zod'
import { OrganizationRole } from './members.ts'
import { RoleConflicts } from './organizations.ts'
import { MemberOrigin } from './teams.ts'
import { command, query } from './define.ts'
import { Id, InOrganization } from './values.ts'
import { WorkspaceRole } from './workspaces.ts'

const TeamSource = z.object({
  kind: z.literal('team'),
  id: Id,
  name: z.string(),
  /** Why the person is in the team. */
  origins: z.array(MemberOrigin),
  /** The group that the team is delegated to. */
  group: z.object({ id: Id, displayName: z.string() }).nullable(),
})

const GroupSource = z.object({
  kind: z.literal('group'),
  id: Id,
  name: z.string(),
  /** 'nested': through a group that is a member of it. */
  via: z.enum(['direct', 'nested']),
  /** Where it stands in the organization's order of groups, 1 being first; null: after all that have a place. */
  place: z.number().int().nullable(),
})

const Direct = z.object({ kind: z.literal('direct') })

/** Where a role in a workspace comes from. */
export const WorkspaceSource = z.discriminatedUnion('kind', [Direct, TeamSource, GroupSource])
export type WorkspaceSource = z.infer<typeof WorkspaceSource>

/** Where a permission comes from. */
export const PermissionSource = z.discriminatedUnion('kind', [Direct, GroupSource, z.object({ kind: z.literal('owner') })])
export type PermissionSource = z.infer<typeof PermissionSource>

/**
 * What became of a candidate: it won; it is the same role from another source; a higher one won; another group stands before this one
 * in the organization's order, and so its higher or lower role counts for nothing.
 */
export const CandidateOutcome = z.enum(['won', 'same', 'lower', 'overruled'])
export type CandidateOutcome = z.infer<typeof CandidateOutcome>

export const WorkspaceAccess = z.object({
  workspace: z.object({ id: Id, name: z.string() }),
  /** The role that won, and where it comes from. */
  role: WorkspaceRole,
  source: WorkspaceSource,
  /** The winner first. */
  candidates: z.array(z.object({ role: WorkspaceRole, source: WorkspaceSource, outcome: CandidateOutcome })),
})
export type WorkspaceAccess = z.infer<typeof WorkspaceAccess>

export const EffectiveAccess = z.object({
  userId: Id,
  userName: z.string(),
  displayName: z.string().nullable(),
  /** 'inactive' people have nothing (U7); 'held' and 'stopped' ones nothing from groups and delegated teams (I7). */
  standing: z.enum(['started', 'held', 'stopped', 'inactive']),
  role: OrganizationRole,
  roleConflicts: RoleConflicts,
  permissions: z.array(
    z.object({
      resource: z.string(),
      action: z.string(),
      sources: z.array(z.object({ role: z.string(), source: PermissionSource })),
    }),
  ),
  bindings: z.array(z.object({ id: Id, role: z.object({ id: Id, name: z.string() }), source: PermissionSource })),
  workspaces: z.array(WorkspaceAccess),
})
export type EffectiveAccess = z.infer<typeof EffectiveAccess>

export const OrderedGroup = z.object({
  id: Id,
  displayName: z.string(),
  memberCount: z.number().int(),
  place: z.number().int().nullable(),
  /** In how many workspaces it has a role. */
  workspaces: z.number().int(),
})
export type OrderedGroup = z.infer<typeof OrderedGroup>

/** What is the most groups that an order can name. */
const MOST_ORDERED = 5000

export const effectiveAccess = {
  /** I5, I6. `assumeStarted`: as if the person had been started (I7). */
  of: query(z.object({ ...InOrganization, userId: Id, assumeStarted: z.boolean().default(false) }), EffectiveAccess),
  /** I6: the groups whose order can matter: those with a place, and those with a role in a workspace, in that order. */
  groupOrder: query(z.object(InOrganization), z.object({ groups: z.array(OrderedGroup) })),
  /** I6: gives these groups the places 1, 2, …; every other group loses its place. */
  setGroupOrder: command(
    z.object({ ...InOrganization, groupIds: z.array(Id).max(MOST_ORDERED) }),
    z.object({ groups: z.array(OrderedGroup) }),
  ),
}
