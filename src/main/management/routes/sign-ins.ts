import { z } from 'zod'
import { Claims, ClaimState, type SignInEvaluation, UnmatchedReason } from '../../../shared/console/sign-ins.ts'
import { applySignIn } from '../../domain/sign-in/apply.ts'
import { evaluateSignIn } from '../../domain/sign-in/evaluate.ts'
import { actorOf } from '../authenticate.ts'
import { post } from '../route.ts'
import { Id, shape } from '../shapes.ts'

const Joined = z.object({ id: Id, name: z.string(), groups: z.array(z.string()).describe('The matched groups that the team follows.') })

const SignIn = shape(
  'SignIn',
  z.object({
    userName: z.string(),
    known: z.boolean().describe('Whether anybody of this userName was known before.'),
    dryRun: z.boolean(),
    claim: z.object({
      state: ClaimState.describe('A malformed claim changes nothing; an absent or empty one ends every sign-in membership.'),
      problem: z.string().nullable(),
    }),
    organizations: z.array(
      z.object({
        id: z.int(),
        slug: z.string(),
        name: z.string(),
        userId: Id.nullable(),
        access: z.enum(['present', 'added', 'none']).describe('added: a match lets the person into the organization.'),
        joins: z.array(Joined),
        leaves: z.array(Joined),
        stays: z.array(Joined),
        unmatched: z.array(z.string()).describe('Values that lead to no group of this organization.'),
      }),
    ),
    unmatched: z
      .array(z.object({ value: z.string(), reason: UnmatchedReason, advice: z.string() }))
      .describe('Values that lead to no group of any organization, and why.'),
  }),
)

const teams = (changes: SignInEvaluation['organizations'][number]['joins']) => changes.map(({ id, name, groups }) => ({ id, name, groups }))

function told({ userName, known, claim, organizations, unmatched }: SignInEvaluation, dryRun: boolean): z.input<typeof SignIn> {
  return {
    userName,
    known,
    dryRun,
    claim: { state: claim.state, problem: claim.problem },
    organizations: organizations.map((each) => ({
      id: each.organizationId,
      slug: each.slug,
      name: each.name,
      userId: each.userId,
      access: each.access,
      joins: teams(each.joins),
      leaves: teams(each.leaves),
      stays: teams(each.stays),
      unmatched: each.unmatched,
    })),
    unmatched: unmatched.map(({ value, reason, advice }) => ({ value, reason, advice })),
  }
}

export const signInRoutes = [
  post('/api/sign-ins', {
    id: 'signIn',
    summary: 'An application tells that a person has signed in, with the claims of the token: teams are joined and left accordingly.',
    about:
      'Every organization is evaluated (S1–S6). Only the groups claim is read and kept. With dryRun nothing changes. Somebody unknown is let in only with createUser.',
    needs: { applications: 'only' },
    body: z.object({
      userName: z.string().trim().min(1, 'Name the person: userName is empty.').max(1000),
      claims: Claims.describe('The payload of the token, or as much of it as holds `groups`.'),
      dryRun: z.boolean().default(false),
      createUser: z.boolean().default(false),
    }),
    answer: SignIn,
    status: 200,
    async run(change, { caller, body: { dryRun, ...signIn } }) {
      if (dryRun) return told((await evaluateSignIn(change.tx, signIn)).evaluation, true)
      return told(await applySignIn(change, signIn, actorOf(caller).name), false)
    },
  }),
]
