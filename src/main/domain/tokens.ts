import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { TokenLifetime, TokenState } from '../../shared/console/tokens.ts'
import type { ReadTx } from '../store/database/port.ts'
import { builtInIntegration, integrationNamed, type IntegrationRow } from '../store/integrations.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import { insertToken, liveToken, revokeToken, tokenByHash, type TokenRow } from '../store/tokens.ts'
import type { Change } from './change.ts'
import { DomainError } from './error.ts'
import { forgetExpiry } from './problems/expiry.ts'

/** T9: secret scanners and people know it by this. */
export const TOKEN_PREFIX = 'muster_scim_'
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** Random characters: 182 × log2(62) is more than 1,000 bits. */
const RANDOM_LENGTH = 182
const CHECKSUM_LENGTH = 6
const DAY = 86_400_000

/** About 200 characters: prefix, random letters and digits, checksum of all before it. */
export function generateToken(random: (bytes: number) => Uint8Array, prefix: string = TOKEN_PREFIX): string {
  let letters = ''
  while (letters.length < RANDOM_LENGTH) {
    // Bytes of 248 and above would favour the first letters: they are thrown away.
    for (const byte of random(RANDOM_LENGTH)) if (byte < 248 && letters.length < RANDOM_LENGTH) letters += ALPHABET[byte % 62]
  }
  const body = prefix + letters
  return body + checksum(body)
}

function checksum(body: string): string {
  let left = crc32(body)
  let digits = ''
  for (let place = 0; place < CHECKSUM_LENGTH; place++) {
    digits = ALPHABET[left % 62] + digits
    left = Math.floor(left / 62)
  }
  return digits
}

/** Tells a mangled paste from a wrong token. */
export function isWellFormed(token: string, prefix: string = TOKEN_PREFIX): boolean {
  if (token.length !== prefix.length + RANDOM_LENGTH + CHECKSUM_LENGTH || !token.startsWith(prefix)) return false
  return checksum(token.slice(0, -CHECKSUM_LENGTH)) === token.slice(-CHECKSUM_LENGTH)
}

export function tokenHash(token: string): Uint8Array {
  return createHash('sha256').update(token).digest()
}

export async function requireIntegration(tx: ReadTx, organization: OrganizationRow, nameOrId: string | undefined): Promise<IntegrationRow> {
  const found =
    nameOrId === undefined ? await builtInIntegration(tx, organization.id) : await integrationNamed(tx, organization.id, nameOrId)
  if (found === undefined)
    throw new DomainError('not_found', `${organization.name} has no integration named ${nameOrId ?? 'group-mapping'}.`)
  return found
}

export async function tokenState(tx: ReadTx, integration: IntegrationRow, now: number): Promise<TokenState> {
  const token = await liveToken(tx, integration.id)
  if (token === undefined) return { state: 'none' }
  const { id, tail, createdAt, lastUsedAt, expiresAt } = token
  return { state: isExpired(token, now) ? 'expired' : 'live', id, tail, createdAt, lastUsedAt, expiresAt }
}

export function isExpired(token: { readonly expiresAt: number | null }, now: number): boolean {
  return token.expiresAt !== null && token.expiresAt <= now
}

/** T4: when a token of that lifetime, issued at `at`, ends. */
export function expiryOf(lifetimeDays: TokenLifetime, at: number): number | null {
  return lifetimeDays === null ? null : at + lifetimeDays * DAY
}

const target = (integration: IntegrationRow) => ({ type: 'integration', id: integration.id, name: integration.name })

/** T1, T3: generates the first token or rotates. The one before dies in the same transaction. Returns the plaintext, which is kept nowhere. */
export async function issueToken(change: Change, integration: IntegrationRow, lifetimeDays: TokenLifetime): Promise<string> {
  const token = generateToken(change.random)
  const before = await liveToken(change.tx, integration.id)
  if (before !== undefined) await revokeToken(change.tx, before.id, change.at)
  const tail = token.slice(-4)
  const expiresAt = expiryOf(lifetimeDays, change.at)
  await insertToken(change.tx, { id: change.id(), integration: integration.id, hash: tokenHash(token), tail, at: change.at, expiresAt })
  await change.record({
    organization: integration.organizationId,
    action: before === undefined ? 'token.issued' : 'token.rotated',
    target: target(integration),
    before: before && { tail: before.tail },
    after: { tail, expiresAt },
  })
  await forgetExpiry(change, integration)
  change.touch('tokens', integration.organizationId)
  return token
}

export async function revokeLiveToken(change: Change, integration: IntegrationRow): Promise<void> {
  const token = await liveToken(change.tx, integration.id)
  if (token === undefined) throw new DomainError('not_found', `${integration.name} has no token to revoke.`)
  await revokeToken(change.tx, token.id, change.at)
  await change.record({
    organization: integration.organizationId,
    action: 'token.revoked',
    target: target(integration),
    before: { tail: token.tail },
  })
  await forgetExpiry(change, integration)
  change.touch('tokens', integration.organizationId)
}

/** T5: why a bearer token opens nothing. Only who holds a token learns that it was revoked or has expired. */
export type TokenRefusal = 'missing' | 'malformed' | 'unknown' | 'revoked' | 'expired'

export type TokenCheck = { readonly ok: true; readonly token: TokenRow } | { readonly ok: false; readonly refusal: TokenRefusal }

/** Whether the presented token opens this integration and no other (T6). */
export async function checkToken(tx: ReadTx, presented: string | undefined, integration: string, now: number): Promise<TokenCheck> {
  if (presented === undefined) return { ok: false, refusal: 'missing' }
  if (!isWellFormed(presented)) return { ok: false, refusal: 'malformed' }
  const token = await tokenByHash(tx, tokenHash(presented))
  if (token === undefined || token.integrationId !== integration) return { ok: false, refusal: 'unknown' }
  if (token.revokedAt !== null) return { ok: false, refusal: 'revoked' }
  if (isExpired(token, now)) return { ok: false, refusal: 'expired' }
  return { ok: true, token }
}
