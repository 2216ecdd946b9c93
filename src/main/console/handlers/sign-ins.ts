import { requireOrganization } from '../../domain/organizations.ts'
import { applySignIn, lastSignInOf } from '../../domain/sign-in/apply.ts'
import { evaluateSignIn } from '../../domain/sign-in/evaluate.ts'
import { requireUser } from '../../domain/users.ts'
import type { HandlersOf } from '../context.ts'

/** Who told of a sign-in that an administrator applies. */
const TESTER = 'Claims tester'

export const signInHandlers: HandlersOf<'signIns'> = {
  'signIns.evaluate': ({ domain }, input) => domain.read(async (tx) => (await evaluateSignIn(tx, input)).evaluation),
  'signIns.apply': ({ domain, actor }, input) => domain.change({ actor }, (change) => applySignIn(change, input, TESTER)),
  'signIns.last': ({ domain }, input) =>
    domain.read(async (tx) => {
      const user = await requireUser(tx, await requireOrganization(tx, input.organizationId), input.userId)
      return { last: await lastSignInOf(tx, user.id) }
    }),
}
