import { sql } from './conditions.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

export interface ApiTokenRow {
  readonly id: string
  /** Null for an application's token: it belongs to the instance. */
  readonly serviceAccountId: string | null
  readonly name: string
  readonly tail: string
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly revokedAt: number | null
  readonly lastUsedAt: number | null
}

const COLUMNS = `id, service_account_id AS serviceAccountId, name, tail, created_at AS createdAt, expires_at AS expiresAt, revoked_at AS revokedAt,
  last_used_at AS lastUsedAt`

/** By the SHA-256 of the whole token (T7). */
export function apiTokenByHash(tx: ReadTx, hash: Uint8Array): Promise<ApiTokenRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM api_tokens WHERE hash = ?`, hash)
}

/** A service account's, or, for null, those of applications. Revoked ones are not among them. */
export function apiTokensOf(tx: ReadTx, serviceAccount: string | null): Promise<ApiTokenRow[]> {
  const whose = serviceAccount === null ? sql('service_account_id IS NULL') : sql('service_account_id = ?', serviceAccount)
  return tx.all(`SELECT ${COLUMNS} FROM api_tokens WHERE ${whose.text} AND revoked_at IS NULL ORDER BY created_at, id`, ...whose.params)
}

export async function insertApiToken(
  tx: WriteTx,
  token: {
    id: string
    serviceAccount: string | null
    name: string
    hash: Uint8Array
    tail: string
    at: number
    expiresAt: number | null
  },
): Promise<void> {
  await tx.run(
    'INSERT INTO api_tokens (id, service_account_id, name, hash, tail, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    token.id,
    token.serviceAccount,
    token.name,
    token.hash,
    token.tail,
    token.at,
    token.expiresAt,
  )
}

export async function revokeApiTokenRow(tx: WriteTx, id: string, at: number): Promise<void> {
  await tx.run('UPDATE api_tokens SET revoked_at = ? WHERE id = ?', at, id)
}

export function deleteApiTokensOf(tx: WriteTx, serviceAccount: string): Promise<number> {
  return tx.run('DELETE FROM api_tokens WHERE service_account_id = ?', serviceAccount)
}

export async function noteApiTokenUsed(tx: WriteTx, id: string, at: number): Promise<void> {
  await tx.run('UPDATE api_tokens SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)', at, id, at)
}
