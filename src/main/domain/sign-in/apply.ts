import type { LastSignIn, SignInEvaluation } from '../../../shared/console/sign-ins.ts'
import { nameKey } from '../../protocol/fold.ts'
import { USER_SCHEMA } from '../../protocol/schema/user.ts'
import type { ReadTx } from '../../store/database/port.ts'
import { keepSignIn, lastSignIn } from '../../store/sign-ins.ts'
import { deleteTeamMember, insertTeamMember } from '../../store/teams.ts'
import type { UserRow } from '../../store/users.ts'
import type { Change } from '../change.ts'
import { openDetails, raiseProblem, resolveProblems } from '../problems.ts'
import { registryOf } from '../schemas/registry.ts'
import { teamTarget } from '../teams.ts'
import { giveAccess } from '../users.ts'
import { keptClaims } from './claim.ts'
import { type Evaluated, evaluateSignIn, type SignIn, type Step } from './evaluate.ts'

/** Unmatched values that the kept outcome names: a token may have a thousand groups that are nobody's business here. */
const NAMED_UNMATCHED = 100

/**
 * S2, S3: does what `evaluateSignIn` tells, in one unit of work, and keeps the claims as the last ones seen of the person (S6).
 * Applied again, the same sign-in changes nothing.
 * @param application who told of the sign-in
 */
export async function applySignIn(change: Change, signIn: SignIn, application: string): Promise<SignInEvaluation> {
  const evaluated = await evaluateSignIn(change.tx, signIn)
  const { claim, person } = evaluated
  const subject = person.accounts[0] ?? nameKey(person.userName)
  if (claim.state === 'malformed') {
    const detail = { userName: person.userName, application, why: claim.why }
    await raiseProblem(change, { organization: null, kind: 'claims-malformed', subject, detail })
  } else {
    await resolveProblems(change, { organization: null, kind: 'claims-malformed', subject })
    await tellAmbiguous(change, evaluated)
  }
  let account = person.accounts[0]
  for (const step of evaluated.steps) account = (await applyStep(change, person.userName, step)) ?? account
  if (account !== undefined) await keep(change, account, signIn, evaluated.evaluation, application)
  change.touch('sign-ins', null)
  return evaluated.evaluation
}

/** Raises what leads to several groups, and resolves what now leads to one. */
async function tellAmbiguous(change: Change, { unmatched, claim }: Evaluated): Promise<void> {
  const ambiguous = new Map(unmatched.filter(({ reason }) => reason === 'ambiguous').map((each) => [nameKey(each.value), each]))
  for (const [subject, { value, near }] of ambiguous) {
    const groups = near.map(({ group, organization }) => `${group} in ${organization}`)
    await raiseProblem(change, { organization: null, kind: 'claim-ambiguous', subject, detail: { value, groups } })
  }
  const seen = new Set(claim.state === 'values' ? claim.values.map(nameKey) : [])
  for (const { subject } of await openDetails(change.tx, null, 'claim-ambiguous'))
    if (seen.has(subject) && !ambiguous.has(subject))
      await resolveProblems(change, { organization: null, kind: 'claim-ambiguous', subject })
}

/** Gives the account of whoever was let in. */
async function applyStep(change: Change, userName: string, step: Step): Promise<string | undefined> {
  if (step.joins.length === 0 && step.leaves.length === 0) return undefined
  const { organization } = step
  const user = step.user ?? (await letIn(change, userName, step))
  for (const team of step.joins) {
    await insertTeamMember(change.tx, team.id, user.seq, 'sign-in', change.at)
    await record(change, step, team, user, 'team.member-added')
  }
  for (const team of step.leaves) {
    await deleteTeamMember(change.tx, team.id, user.seq, 'sign-in')
    await record(change, step, team, user, 'team.member-removed')
  }
  for (const topic of ['teams', 'users', 'access'] as const) change.touch(topic, organization.id)
  return step.user === undefined ? user.id : undefined
}

/** S2: a match lets a person into the organization. */
async function letIn(change: Change, userName: string, { organization }: Step): Promise<UserRow> {
  const registry = await registryOf(change.tx, organization.id)
  return giveAccess(change, organization, registry, { schemas: [USER_SCHEMA], userName }, 'sign-in')
}

function record(
  change: Change,
  { organization }: Step,
  team: { id: string; name: string },
  user: UserRow,
  action: 'team.member-added' | 'team.member-removed',
): Promise<void> {
  const member = { userId: user.id, userName: user.userName, origin: 'sign-in' }
  return change.record({
    organization: organization.id,
    action,
    target: teamTarget(team),
    ...(action === 'team.member-added' ? { after: member } : { before: member }),
  })
}

async function keep(change: Change, account: string, { claims }: SignIn, evaluation: SignInEvaluation, application: string): Promise<void> {
  const outcome = { ...evaluation, unmatched: evaluation.unmatched.slice(0, NAMED_UNMATCHED) }
  await keepSignIn(change.tx, account, {
    at: change.at,
    application,
    claims: JSON.stringify(keptClaims(claims)),
    outcome: JSON.stringify({ outcome, unmatchedCount: evaluation.unmatched.length }),
    correlationId: change.correlationId,
  })
}

/** S6. */
export async function lastSignInOf(tx: ReadTx, account: string): Promise<LastSignIn | null> {
  const row = await lastSignIn(tx, account)
  if (row === undefined) return null
  const kept = JSON.parse(row.outcome) as Pick<LastSignIn, 'outcome' | 'unmatchedCount'>
  return {
    at: row.at,
    application: row.application,
    claims: JSON.parse(row.claims) as LastSignIn['claims'],
    correlationId: row.correlationId,
    ...kept,
  }
}
