import type { JsonObject } from '../protocol/json.ts'
import type { UserOrigin } from '../../shared/console/members.ts'
import type { OrganizationId, UserSeq } from '../../shared/ids.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

/** I7: what an identity provider gives counts for 'started' only. */
export type RolloutState = 'held' | 'started' | 'stopped'

export interface UserRow {
  readonly seq: UserSeq
  readonly organizationId: OrganizationId
  readonly id: string
  readonly userName: string
  readonly displayName: string | null
  readonly email: string | null
  readonly externalId: string | null
  readonly active: 0 | 1
  readonly origin: UserOrigin
  readonly rollout: RolloutState
  readonly version: number
  readonly createdAt: number
  readonly updatedAt: number
  /** The resource as JSON text, without id, meta and groups. */
  readonly document: string
}

export const USER_COLUMNS = `r.seq, r.organization_id AS organizationId, r.id, r.user_name AS userName, r.display_name AS displayName, r.email,
  r.external_id AS externalId, r.active, r.origin, r.rollout, r.version, r.created_at AS createdAt, r.updated_at AS updatedAt, r.document`

/** What of a user's document is kept in columns. */
export interface UserColumns {
  readonly userName: string
  readonly userNameKey: string
  readonly displayName: string | null
  readonly email: string | null
  readonly externalId: string | null
  readonly active: boolean
  readonly origin: UserOrigin
  readonly document: JsonObject
}

export function userById(tx: ReadTx, organization: OrganizationId, id: string): Promise<UserRow | undefined> {
  return tx.get(`SELECT ${USER_COLUMNS} FROM users r WHERE r.id = ? AND r.organization_id = ?`, id, organization)
}

export function userByNameKey(tx: ReadTx, organization: OrganizationId, key: string): Promise<UserRow | undefined> {
  return tx.get(`SELECT ${USER_COLUMNS} FROM users r WHERE r.organization_id = ? AND r.user_name_key = ?`, organization, key)
}

export async function insertUser(
  tx: WriteTx,
  organization: OrganizationId,
  id: string,
  columns: UserColumns,
  rollout: RolloutState,
  at: number,
): Promise<UserRow> {
  await tx.run(
    `INSERT INTO users (organization_id, id, user_name, user_name_key, display_name, email, external_id, active, origin, rollout, version,
       created_at, updated_at, document)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)`,
    organization,
    id,
    columns.userName,
    columns.userNameKey,
    columns.displayName,
    columns.email,
    columns.externalId,
    columns.active ? 1 : 0,
    columns.origin,
    rollout,
    at,
    at,
    JSON.stringify(columns.document),
  )
  return (await userById(tx, organization, id)) as UserRow // inserted one statement ago
}

export async function updateUser(tx: WriteTx, seq: UserSeq, columns: UserColumns, at: number): Promise<void> {
  await tx.run(
    `UPDATE users SET user_name = ?, user_name_key = ?, display_name = ?, email = ?, external_id = ?, active = ?, origin = ?, document = ?,
       version = version + 1, updated_at = ? WHERE seq = ?`,
    columns.userName,
    columns.userNameKey,
    columns.displayName,
    columns.email,
    columns.externalId,
    columns.active ? 1 : 0,
    columns.origin,
    JSON.stringify(columns.document),
    at,
    seq,
  )
}

export async function deleteUser(tx: WriteTx, seq: UserSeq): Promise<void> {
  await tx.run('DELETE FROM users WHERE seq = ?', seq)
}

/** Other organizations where the same account has access. */
export function usersOfAccount(
  tx: ReadTx,
  id: string,
): Promise<{ organizationId: OrganizationId; organizationName: string; userName: string }[]> {
  return tx.all(
    `SELECT o.id AS organizationId, o.name AS organizationName, u.user_name AS userName
     FROM users u JOIN organizations o ON o.id = u.organization_id WHERE u.id = ? ORDER BY o.slug`,
    id,
  )
}

/** Who goes by this name, in each organization that has somebody of the name. */
export function usersNamed(tx: ReadTx, key: string): Promise<UserRow[]> {
  return tx.all(
    `SELECT ${USER_COLUMNS} FROM organizations o JOIN users r ON r.organization_id = o.id AND r.user_name_key = ? ORDER BY o.slug`,
    key,
  )
}

/** Where the account has access, one row an organization. */
export function userRowsOfAccount(tx: ReadTx, id: string): Promise<UserRow[]> {
  return tx.all(`SELECT ${USER_COLUMNS} FROM users r WHERE r.id = ? ORDER BY r.organization_id`, id)
}
