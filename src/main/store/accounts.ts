import type { OrganizationId } from '../../shared/ids.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

export interface AccountRow {
  readonly id: string
  readonly userName: string
}

/** The oldest account of this name that is not already somebody else in the organization (U5). */
export function accountFree(tx: ReadTx, userNameKey: string, organization: OrganizationId): Promise<AccountRow | undefined> {
  return tx.get(
    `SELECT id, user_name AS userName FROM accounts a WHERE user_name_key = ?
       AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = a.id AND u.organization_id = ?)
     ORDER BY created_at, id LIMIT 1`,
    userNameKey,
    organization,
  )
}

/** Ids of the accounts of this name, oldest first; most names have one. */
export async function accountsNamed(tx: ReadTx, userNameKey: string): Promise<string[]> {
  const rows = await tx.all<{ id: string }>('SELECT id FROM accounts WHERE user_name_key = ? ORDER BY created_at, id', userNameKey)
  return rows.map(({ id }) => id)
}

/** The account whose access to the organization ended under this name, unless it has access again (U4). */
export function accountLastKnownAs(tx: ReadTx, userNameKey: string, organization: OrganizationId): Promise<AccountRow | undefined> {
  return tx.get(
    `SELECT a.id, a.user_name AS userName FROM former_users f JOIN accounts a ON a.id = f.id
     WHERE f.organization_id = ? AND f.user_name_key = ?
       AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = f.id AND u.organization_id = f.organization_id)`,
    organization,
    userNameKey,
  )
}

export async function rememberFormerUser(tx: WriteTx, organization: OrganizationId, userNameKey: string, id: string): Promise<void> {
  await tx.run(
    `INSERT INTO former_users (organization_id, user_name_key, id) VALUES (?, ?, ?)
     ON CONFLICT (organization_id, user_name_key) DO UPDATE SET id = excluded.id`,
    organization,
    userNameKey,
    id,
  )
}

export async function insertAccount(tx: WriteTx, id: string, userName: string, userNameKey: string, at: number): Promise<void> {
  await tx.run('INSERT INTO accounts (id, user_name, user_name_key, created_at) VALUES (?, ?, ?, ?)', id, userName, userNameKey, at)
}

/** Renames the account unless another organization has it too; tells whether it did (U5). */
export async function renameAccountIfAlone(
  tx: WriteTx,
  id: string,
  organization: OrganizationId,
  userName: string,
  userNameKey: string,
): Promise<boolean> {
  const changed = await tx.run(
    `UPDATE accounts SET user_name = ?, user_name_key = ? WHERE id = ?
       AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = accounts.id AND u.organization_id <> ?)`,
    userName,
    userNameKey,
    id,
    organization,
  )
  return changed > 0
}
