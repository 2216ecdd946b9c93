import { z } from 'zod'
import { command, query } from './define.ts'
import { InOrganization, Instant, Name, Nothing, OrganizationId } from './values.ts'

/** D4: which sources fill a delegated team. */
export const MembershipSources = z.enum(['scim', 'sign-in', 'both'])
export type MembershipSources = z.infer<typeof MembershipSources>

/** G12: what a value of the groups claim is compared with. What was entered by hand is always compared as it was entered. */
export const ClaimMatch = z.enum(['display-name', 'external-id', 'either'])
export type ClaimMatch = z.infer<typeof ClaimMatch>
/** I6: which role counts where groups of a person disagree on a workspace: the highest, or that of the group that stands first. */
export const RoleConflicts = z.enum(['highest', 'priority'])
export type RoleConflicts = z.infer<typeof RoleConflicts>

export const OrganizationPolicy = z.object({
  membershipSources: MembershipSources,
  /** D2: a group may serve one team only. */
  oneTeamPerGroup: z.boolean(),
  claimMatch: ClaimMatch,
  /** I7: newly provisioned users are held until an administrator starts them. */
  stagedRollout: z.boolean(),
  /** I7: while the rollout is staged, users to come are started at once; those who are held stay so. */
  automaticStart: z.boolean(),
  roleConflicts: RoleConflicts,
})
export type OrganizationPolicy = z.infer<typeof OrganizationPolicy>

export const Organization = z.object({
  id: OrganizationId,
  slug: z.string(),
  name: z.string(),
  createdAt: Instant,
  policy: OrganizationPolicy,
  counts: z.object({
    users: z.number().int(),
    groups: z.number().int(),
    teams: z.number().int(),
    orphanedTeams: z.number().int(),
    /** Open ones, with those of the whole instance. */
    problems: z.number().int(),
    /** G7: its groups that were refused, since their name is taken. */
    nameConflicts: z.number().int(),
  }),
  lastRequestAt: Instant.nullable(),
})
export type Organization = z.infer<typeof Organization>

export const OrganizationRemoval = z.object({
  name: z.string(),
  users: z.number().int(),
  groups: z.number().int(),
  teams: z.number().int(),
  workspaces: z.number().int(),
  integrations: z.number().int(),
  /** Of integrations and service accounts; they stop working at once. */
  liveTokens: z.number().int(),
  webhooks: z.number().int(),
})
export type OrganizationRemoval = z.infer<typeof OrganizationRemoval>

export const organizations = {
  list: query(Nothing, z.object({ organizations: z.array(Organization) })),
  create: command(z.object({ name: Name }), Organization),
  /** The slug stays what it was: it stands in addresses that identity providers have. */
  rename: command(z.object({ ...InOrganization, name: Name }), Organization),
  /** What would go with it, for the dialog that asks first. */
  removalImpact: query(z.object(InOrganization), OrganizationRemoval),
  /** `confirmation` is its name, typed. Accounts, the audit trail and the request log stay. */
  remove: command(z.object({ ...InOrganization, confirmation: z.string().max(100) }), z.object({ name: z.string() })),
  setPolicy: command(z.object({ ...InOrganization, policy: OrganizationPolicy.partial() }), Organization),
}
