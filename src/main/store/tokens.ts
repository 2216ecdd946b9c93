import type { OrganizationId } from '../../shared/ids.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

export interface TokenRow {
  readonly id: string
  readonly integrationId: string
  readonly tail: string
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly revokedAt: number | null
  readonly lastUsedAt: number | null
}

const COLUMNS = `id, integration_id AS integrationId, tail, created_at AS createdAt, expires_at AS expiresAt, revoked_at AS revokedAt,
  last_used_at AS lastUsedAt`

/** By the SHA-256 of the whole token: how much of a wrong one is right makes no difference to the walk (T7). */
export function tokenByHash(tx: ReadTx, hash: Uint8Array): Promise<TokenRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM tokens WHERE hash = ?`, hash)
}

export function liveToken(tx: ReadTx, integration: string): Promise<TokenRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM tokens WHERE integration_id = ? AND revoked_at IS NULL`, integration)
}

/** The live ones of integrations that expire in that time, ms since 1970. */
export function tokensThatExpire(
  tx: ReadTx,
  after: number,
  until: number,
): Promise<{ organizationId: OrganizationId; integrationId: string; integration: string; expiresAt: number }[]> {
  return tx.all(
    `SELECT i.organization_id AS organizationId, i.id AS integrationId, i.name AS integration, t.expires_at AS expiresAt
     FROM tokens t JOIN integrations i ON i.id = t.integration_id
     WHERE t.revoked_at IS NULL AND t.expires_at > ? AND t.expires_at <= ? ORDER BY t.expires_at, i.id`,
    after,
    until,
  )
}

export async function insertToken(
  tx: WriteTx,
  token: { id: string; integration: string; hash: Uint8Array; tail: string; at: number; expiresAt: number | null },
): Promise<void> {
  await tx.run(
    'INSERT INTO tokens (id, integration_id, hash, tail, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
    token.id,
    token.integration,
    token.hash,
    token.tail,
    token.at,
    token.expiresAt,
  )
}

export async function revokeToken(tx: WriteTx, id: string, at: number): Promise<void> {
  await tx.run('UPDATE tokens SET revoked_at = ? WHERE id = ?', at, id)
}

export async function noteTokenUse(tx: WriteTx, id: string, at: number): Promise<void> {
  await tx.run('UPDATE tokens SET last_used_at = ? WHERE id = ?', at, id)
}

/** All that an integration ever had: it is being removed. */
export async function deleteTokens(tx: WriteTx, integration: string): Promise<void> {
  await tx.run('DELETE FROM tokens WHERE integration_id = ?', integration)
}
