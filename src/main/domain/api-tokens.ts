import type { ApiToken } from '../../shared/console/access.ts'
import type { TokenLifetime } from '../../shared/console/tokens.ts'
import { apiTokenByHash, type ApiTokenRow, apiTokensOf, insertApiToken, noteApiTokenUsed, revokeApiTokenRow } from '../store/api-tokens.ts'
import type { ReadTx } from '../store/database/port.ts'
import { organizationById, type OrganizationRow } from '../store/organizations.ts'
import { serviceAccountById, type ServiceAccountRow } from '../store/service-accounts.ts'
import { permissionsOf } from './access/bindings.ts'
import type { Granted } from './access/permissions.ts'
import type { Change } from './change.ts'
import type { Domain } from './domain.ts'
import { DomainError } from './error.ts'
import { expiryOf, generateToken, isExpired, isWellFormed, tokenHash, type TokenRefusal } from './tokens.ts'

export const API_TOKEN_PREFIX = 'muster_api_'
export const APPLICATION_TOKEN_PREFIX = 'muster_app_'
/** T4: "last used" is right within a minute. */
const USE_RESOLUTION_MS = 15_000

/** Whose tokens they are: a service account's, or, for null, those of applications, which belong to the instance. */
export type TokenHolder = ServiceAccountRow | null

/** Screens that show the holder's tokens ask again. */
function touchHolder(change: Change, holder: TokenHolder): void {
  change.touch('access', holder?.organizationId ?? null)
}

const target = (holder: TokenHolder, token: { id: string; name: string }) =>
  holder === null
    ? { type: 'application-token', id: token.id, name: token.name }
    : { type: 'api-token', id: token.id, name: `${token.name} of ${holder.name}` }

/** T2, T8: gives the plaintext, which is kept nowhere. */
export async function issueApiToken(
  change: Change,
  holder: TokenHolder,
  name: string,
  lifetimeDays: TokenLifetime,
): Promise<{ token: string; row: ApiTokenRow }> {
  if (holder !== null && holder.integrationId !== null)
    throw new DomainError(
      'managed',
      `${holder.name} acts for the integration ${holder.integrationName}, whose token is issued with the integration. Create a service account of your own for the management API.`,
    )
  const live = await apiTokensOf(change.tx, holder?.id ?? null)
  if (live.some((token) => token.name === name))
    throw new DomainError('value_taken', `There is a token named ${name} already. Revoke it first, or choose another name.`, {
      field: 'name',
    })
  const token = generateToken(change.random, holder === null ? APPLICATION_TOKEN_PREFIX : API_TOKEN_PREFIX)
  const id = change.id()
  const tail = token.slice(-4)
  const expiresAt = expiryOf(lifetimeDays, change.at)
  const serviceAccount = holder?.id ?? null
  await insertApiToken(change.tx, { id, serviceAccount, name, hash: tokenHash(token), tail, at: change.at, expiresAt })
  await change.record({
    organization: holder?.organizationId ?? null,
    action: holder === null ? 'application-token.issued' : 'api-token.issued',
    target: target(holder, { id, name }),
    after: { tail, expiresAt },
  })
  touchHolder(change, holder)
  return { token, row: await requireApiToken(change.tx, holder, id) }
}

async function requireApiToken(tx: ReadTx, holder: TokenHolder, id: string): Promise<ApiTokenRow> {
  const token = (await apiTokensOf(tx, holder?.id ?? null)).find((each) => each.id === id)
  if (token === undefined) throw new DomainError('not_found', 'There is no such token; it may have been revoked.')
  return token
}

/** T8. Gives the token as it was. */
export async function revokeApiToken(change: Change, holder: TokenHolder, id: string): Promise<ApiTokenRow> {
  const token = await requireApiToken(change.tx, holder, id)
  await revokeApiTokenRow(change.tx, token.id, change.at)
  await change.record({
    organization: holder?.organizationId ?? null,
    action: holder === null ? 'application-token.revoked' : 'api-token.revoked',
    target: target(holder, token),
    before: { tail: token.tail },
  })
  touchHolder(change, holder)
  return token
}

/** Whom a token of the management API stands for. */
export type ApiCaller =
  | {
      readonly kind: 'service-account'
      readonly organization: OrganizationRow
      readonly serviceAccount: ServiceAccountRow
      /** What it may do in its organization: `permissions.has('GROUPS:CREATE')`. */
      readonly permissions: Granted
      readonly token: ApiTokenRow
    }
  /** Asks about every organization, for what application tokens are for; changes no configuration. */
  | { readonly kind: 'application'; readonly token: ApiTokenRow }

export type ApiTokenCheck = ApiCaller | { readonly kind: 'refused'; readonly refusal: TokenRefusal }

const refused = (refusal: TokenRefusal): ApiTokenCheck => ({ kind: 'refused', refusal })

/**
 * `checkApiToken(tx, presented, now)`: whom the presented bearer token of the management API stands for. `presented` is undefined when
 * there is none; `now` in ms. A SCIM token is unknown here, as one of these is at a SCIM mount (T6). Ask it in the unit of work that
 * does the work, so that one revoked meanwhile opens nothing; then call `noteApiTokenUse(domain, caller)` outside of it (T4).
 */
export async function checkApiToken(tx: ReadTx, presented: string | undefined, now: number): Promise<ApiTokenCheck> {
  if (presented === undefined) return refused('missing')
  if (!isWellFormed(presented, API_TOKEN_PREFIX) && !isWellFormed(presented, APPLICATION_TOKEN_PREFIX))
    return refused(isWellFormed(presented) ? 'unknown' : 'malformed')
  const token = await apiTokenByHash(tx, tokenHash(presented))
  if (token === undefined) return refused('unknown')
  if (token.revokedAt !== null) return refused('revoked')
  if (isExpired(token, now)) return refused('expired')
  if (token.serviceAccountId === null) return { kind: 'application', token }
  const serviceAccount = await serviceAccountById(tx, token.serviceAccountId)
  const organization = serviceAccount && (await organizationById(tx, serviceAccount.organizationId))
  if (serviceAccount === undefined || organization === undefined) return refused('unknown')
  const permissions = await permissionsOf(tx, organization, { kind: 'service-account', id: serviceAccount.id })
  return { kind: 'service-account', organization, serviceAccount, permissions, token }
}

/** T4: writes down that the caller's token was used, once in 15 s at the most. */
export async function noteApiTokenUse(domain: Domain, caller: ApiCaller): Promise<void> {
  const now = domain.clock()
  if (now - (caller.token.lastUsedAt ?? 0) < USE_RESOLUTION_MS) return
  await domain.change({ actor: { kind: 'system', name: 'Muster' } }, async (change) => {
    await noteApiTokenUsed(change.tx, caller.token.id, change.at)
    change.touch('access', caller.kind === 'application' ? null : caller.organization.id)
  })
}

export function describeApiToken(token: ApiTokenRow, now: number): ApiToken {
  const { id, name, tail, createdAt, lastUsedAt, expiresAt } = token
  return { id, name, state: isExpired(token, now) ? 'expired' : 'live', tail, createdAt, lastUsedAt, expiresAt }
}
