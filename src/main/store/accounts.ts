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
