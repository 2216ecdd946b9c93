import type { Claims, OrganizationOutcome, SignInEvaluation } from '../../../shared/console/sign-ins.ts'
import type { MemberOrigin } from '../../../shared/console/teams.ts'
import type { ClaimGroupRow } from '../../store/claim-groups.ts'
import type { ReadTx } from '../../store/database/port.ts'
import { groupsOfUser } from '../../store/members.ts'
import { allOrganizations, type OrganizationRow } from '../../store/organizations.ts'
import { storedTeamsOfUser, type TeamRow, teamsOfGroup } from '../../store/teams.ts'
import type { UserRow } from '../../store/users.ts'
import { rolloutOfNewcomer } from '../users.ts'
import { adviceOf } from './advice.ts'
import { candidatesFor } from './candidates.ts'
import { type GroupsClaim, readGroupsClaim } from './claim.ts'
import { type ClaimOrganization, type Match, matchValues, type Unmatched } from './matching.ts'
import { type Person, personNamed } from './person.ts'

export interface SignIn {
  readonly userName: string
  readonly claims: Claims
  /** S4: whether somebody unknown is let in by a match. */
  readonly createUser: boolean
}

type TeamOfClaim = Pick<TeamRow, 'id' | 'name'>

/** What is to be done in one organization. `user` undefined: she is let in first. */
export interface Step {
  readonly organization: OrganizationRow
  readonly user: UserRow | undefined
  readonly joins: readonly TeamOfClaim[]
  readonly leaves: readonly TeamOfClaim[]
}

export interface Evaluated {
  readonly evaluation: SignInEvaluation
  readonly person: Person
  readonly claim: GroupsClaim
  readonly steps: readonly Step[]
  readonly unmatched: readonly Unmatched[]
}

/** S1–S5: what the sign-in would do in every organization. Changes nothing. */
export async function evaluateSignIn(tx: ReadTx, { userName, claims, createUser }: SignIn): Promise<Evaluated> {
  const claim = readGroupsClaim(claims)
  const person = await personNamed(tx, userName)
  const values = claim.state === 'values' ? claim.values : []
  const organizations = await allOrganizations(tx)
  const candidates = await candidatesFor(tx, values)
  const { matches, unmatched } = matchValues(values, new Map(organizations.map((each) => [each.id, comparedBy(each)])), candidates)
  const mayEnter = person.accounts.length > 0 || createUser
  const outcomes: OrganizationOutcome[] = []
  const steps: Step[] = []
  for (const organization of organizations) {
    const user = person.users.get(organization.id)
    const own = matches.filter(({ group }) => group.organizationId === organization.id)
    if (user === undefined && own.length === 0) continue
    const { outcome, step } = await inOrganization(tx, { organization, user, claim, matches: own, values, mayEnter })
    outcomes.push(outcome)
    steps.push(step)
  }
  const evaluation: SignInEvaluation = {
    userName,
    known: person.accounts.length > 0,
    claim: { state: claim.state, values: [...values], problem: claim.state === 'malformed' ? claim.why : null },
    organizations: outcomes,
    unmatched: unmatched.map((each) => ({ ...each, near: [...each.near], advice: adviceOf(each) })),
  }
  return { evaluation, person, claim, steps, unmatched }
}

function comparedBy({ id, name, claimMatch, membershipSources }: OrganizationRow): ClaimOrganization {
  return { id, name, claimMatch, readsClaims: membershipSources !== 'scim' }
}

interface Place {
  readonly organization: OrganizationRow
  readonly user: UserRow | undefined
  readonly claim: GroupsClaim
  readonly matches: readonly Match[]
  readonly values: readonly string[]
  readonly mayEnter: boolean
}

/** The teams of the matched groups, each with the groups by which the person is in it. */
interface Led {
  readonly team: TeamRow
  readonly groups: string[]
}

async function inOrganization(tx: ReadTx, place: Place): Promise<{ outcome: OrganizationOutcome; step: Step }> {
  const { organization, user, claim, matches, mayEnter } = place
  const ignoresClaims = organization.membershipSources === 'scim'
  const led = new Map<string, Led>()
  const matched: OrganizationOutcome['matched'] = []
  for (const { value, group, by, exact } of matches) {
    const teams = await teamsOfGroup(tx, (group as ClaimGroupRow).seq)
    matched.push({
      value,
      group: { id: group.id, displayName: group.displayName },
      by,
      exact,
      teams: teams.map(({ id, name }) => ({ id, name })),
    })
    for (const team of teams) {
      const entry = led.get(team.id)
      if (entry === undefined) led.set(team.id, { team, groups: [group.displayName] })
      else if (!entry.groups.includes(group.displayName)) entry.groups.push(group.displayName)
    }
  }
  const has = user === undefined ? [] : await storedTeamsOfUser(tx, user.seq)
  const bySignIn = ignoresClaims || claim.state === 'malformed' ? [] : has.filter(({ origin }) => origin === 'sign-in')
  const mayJoin = user !== undefined || mayEnter
  const joins = mayJoin ? [...led.values()].filter(({ team }) => !bySignIn.some(({ id }) => id === team.id)) : []
  const stays = bySignIn.filter(({ id }) => led.has(id))
  const leaves = bySignIn.filter(({ id }) => !led.has(id))
  const others = await otherOrigins(tx, organization, user)
  const named = (team: TeamOfClaim) => ({
    id: team.id,
    name: team.name,
    groups: [...(led.get(team.id)?.groups ?? [])],
    otherOrigins: others(team.id),
  })
  return {
    step: { organization, user, joins: joins.map(({ team }) => team), leaves },
    outcome: {
      organizationId: organization.id,
      slug: organization.slug,
      name: organization.name,
      claimMatch: organization.claimMatch,
      ignoresClaims,
      userId: user?.id ?? null,
      access: user !== undefined ? 'present' : joins.length > 0 ? 'added' : 'none',
      active: user === undefined || user.active === 1,
      rollout: user?.rollout ?? rolloutOfNewcomer(organization),
      matched,
      joins: joins.map(({ team }) => named(team)),
      leaves: leaves.map(named),
      stays: stays.map(named),
      unmatched: place.values.filter((value) => !matches.some((match) => match.value === value)),
    },
  }
}

/** Why the person is in a team besides the claim: who leaves by it stays by these. */
async function otherOrigins(
  tx: ReadTx,
  organization: OrganizationRow,
  user: UserRow | undefined,
): Promise<(team: string) => MemberOrigin[]> {
  if (user === undefined) return () => []
  const byHand = new Set((await storedTeamsOfUser(tx, user.seq)).filter(({ origin }) => origin === 'manual').map(({ id }) => id))
  const pushed = new Set<string>()
  if (organization.membershipSources !== 'sign-in')
    for (const group of await groupsOfUser(tx, user.seq)) for (const team of await teamsOfGroup(tx, group.seq)) pushed.add(team.id)
  return (team) => [...(byHand.has(team) ? (['manual'] as const) : []), ...(pushed.has(team) ? (['provisioning'] as const) : [])]
}
