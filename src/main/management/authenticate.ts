import type { Actor } from '../../shared/console/activity.ts'
import { type ApiCaller, checkApiToken } from '../domain/api-tokens.ts'
import type { TokenRefusal } from '../domain/tokens.ts'
import type { ReadTx } from '../store/database/port.ts'
import { Refusal } from './respond.ts'

export type Caller = ApiCaller

/** T5: told apart only as far as is safe. */
const REFUSALS: Record<TokenRefusal, string> = {
  missing: 'A bearer token is required: Authorization: Bearer followed by the token of a service account or an application.',
  malformed: 'The bearer token is not a complete Muster token; it may have been cut or altered when it was pasted.',
  unknown: 'The bearer token does not open the management API. A SCIM token opens its SCIM endpoint only.',
  revoked: 'The bearer token has been revoked. Use one that was issued later, or issue a new one.',
  expired: 'The bearer token has expired. Issue a new one.',
}

/** RFC 6750 §3.1: a request without a token is told nothing more than the scheme; one with a wrong token, that it is wrong. */
function challenge(refusal: TokenRefusal): string {
  return `Bearer realm="Muster API"${refusal === 'missing' ? '' : ', error="invalid_token"'}`
}

/** Throws 401. */
export async function authenticate(tx: ReadTx, presented: string | undefined, now: number): Promise<Caller> {
  const check = await checkApiToken(tx, presented, now)
  if (check.kind === 'refused')
    throw new Refusal(401, 'unauthorized', REFUSALS[check.refusal], { headers: { 'www-authenticate': challenge(check.refusal) } })
  return check
}

/** Whom the audit trail names. */
export function actorOf(caller: Caller): Actor {
  return { kind: 'service-account', name: caller.kind === 'application' ? caller.token.name : caller.serviceAccount.name }
}
