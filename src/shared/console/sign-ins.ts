import { z } from 'zod'
import { command, query } from './define.ts'
import { ClaimMatch } from './organizations.ts'
import { MemberOrigin } from './teams.ts'
import { RolloutState } from './users.ts'
import { Id, InOrganization, Instant, OrganizationId } from './values.ts'

/** What a token says of the person; of it only the `groups` claim is read. */
export const Claims = z.record(z.string(), z.unknown())
export type Claims = z.infer<typeof Claims>

/** S3: `absent` and `empty` take every sign-in membership away; of a `malformed` claim nothing changes. */
export const ClaimState = z.enum(['values', 'empty', 'absent', 'malformed'])
export type ClaimState = z.infer<typeof ClaimState>

/** What of the group a value is the same as; a group entered by hand has its identifier, whatever the organization compares. */
export const MatchedBy = z.enum(['display-name', 'external-id', 'identifier'])
export type MatchedBy = z.infer<typeof MatchedBy>

export const UnmatchedReason = z.enum(['unknown', 'blank', 'guid', 'path-for-name', 'name-for-path', 'other-key', 'ambiguous', 'ignored'])
export type UnmatchedReason = z.infer<typeof UnmatchedReason>

const Named = z.object({ id: Id, name: z.string() })

const MatchedValue = z.object({
  value: z.string(),
  group: z.object({ id: Id, displayName: z.string() }),
  by: MatchedBy,
  /** False where the value differs from what it is compared with by case, or by space around it. */
  exact: z.boolean(),
  /** The teams that follow the group; none: the match gives nothing yet. */
  teams: z.array(Named),
})
export type MatchedValue = z.infer<typeof MatchedValue>

const TeamChange = Named.extend({
  /** Display names of the matched groups that the team follows. */
  groups: z.array(z.string()),
  /** Why the person is in the team besides: who leaves by the claim stays by these. */
  otherOrigins: z.array(MemberOrigin),
})
export type TeamChange = z.infer<typeof TeamChange>

export const OrganizationOutcome = z.object({
  organizationId: OrganizationId,
  slug: z.string(),
  name: z.string(),
  claimMatch: ClaimMatch,
  /** D4: the organization's teams are filled by pushes only, so that a claim changes nothing here. */
  ignoresClaims: z.boolean(),
  /** null for a person who is not in the organization. */
  userId: Id.nullable(),
  /** `added`: a match lets the person into the organization (S2). */
  access: z.enum(['present', 'added', 'none']),
  /** False: memberships are noted and count when the person is active again (U7). */
  active: z.boolean(),
  /** I7: unless it is `started`, memberships are noted and do not count. */
  rollout: RolloutState,
  matched: z.array(MatchedValue),
  joins: z.array(TeamChange),
  leaves: z.array(TeamChange),
  stays: z.array(TeamChange),
  /** Values that lead to no group of this organization. */
  unmatched: z.array(z.string()),
})
export type OrganizationOutcome = z.infer<typeof OrganizationOutcome>

export const UnmatchedValue = z.object({
  value: z.string(),
  reason: UnmatchedReason,
  /** The groups that it nearly is, with their organizations. */
  near: z.array(z.object({ group: z.string(), organization: z.string() })),
  advice: z.string(),
})
export type UnmatchedValue = z.infer<typeof UnmatchedValue>

export const SignInEvaluation = z.object({
  userName: z.string(),
  /** False: there is no account of this user name, and nothing is created unless asked for (S4). */
  known: z.boolean(),
  claim: z.object({
    state: ClaimState,
    values: z.array(z.string()),
    /** Why a malformed claim cannot be read. */
    problem: z.string().nullable(),
  }),
  /** Those where the person is, or where a value matches; the claim changes nothing in any other. */
  organizations: z.array(OrganizationOutcome),
  /** Values that lead to no group of any organization. */
  unmatched: z.array(UnmatchedValue),
})
export type SignInEvaluation = z.infer<typeof SignInEvaluation>

/** S6: the last claims seen for a person, and what came of them. */
export const LastSignIn = z.object({
  at: Instant,
  /** Who told of the sign-in: an application, or an administrator in the claims tester. */
  application: z.string(),
  /** The `groups` claim as it was seen. */
  claims: Claims,
  outcome: SignInEvaluation,
  /** Of how many unmatched values the outcome names the first. */
  unmatchedCount: z.number().int(),
  correlationId: z.string(),
})
export type LastSignIn = z.infer<typeof LastSignIn>

const SignIn = {
  userName: z.string().trim().min(1, 'Name the person: the user name is empty.').max(1000),
  claims: Claims,
  createUser: z.boolean().default(false),
}

export const signIns = {
  /** S1: what the sign-in would do. Changes nothing. */
  evaluate: query(z.object(SignIn), SignInEvaluation),
  apply: command(z.object(SignIn), SignInEvaluation),
  last: query(z.object({ ...InOrganization, userId: Id }), z.object({ last: LastSignIn.nullable() })),
}
