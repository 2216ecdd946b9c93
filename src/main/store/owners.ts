import type { OrganizationId } from '../../shared/ids.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

export interface OwnerRow {
  /** The account's id, which is the user's. */
  readonly id: string
  readonly since: number
  readonly userName: string
  readonly displayName: string | null
  /** 'removed': the identity provider took the person's access away, and there was no other owner (D7). */
  readonly access: 'active' | 'inactive' | 'removed'
}

const OWNERS = `SELECT w.account_id AS id, w.since, coalesce(u.user_name, a.user_name) AS userName, u.display_name AS displayName,
    CASE WHEN u.id IS NULL THEN 'removed' WHEN u.active = 1 THEN 'active' ELSE 'inactive' END AS access
  FROM organization_owners w JOIN accounts a ON a.id = w.account_id
    LEFT JOIN users u ON u.id = w.account_id AND u.organization_id = w.organization_id
  WHERE w.organization_id = ?`

export function ownersOf(tx: ReadTx, organization: OrganizationId): Promise<OwnerRow[]> {
  return tx.all(`${OWNERS} ORDER BY userName`, organization)
}

export function ownerById(tx: ReadTx, organization: OrganizationId, id: string): Promise<OwnerRow | undefined> {
  return tx.get(`${OWNERS} AND w.account_id = ?`, organization, id)
}

/** Owners other than this one who can act: those with access that is active. */
export async function countOtherOwners(tx: ReadTx, organization: OrganizationId, id: string): Promise<number> {
  const row = await tx.get<{ n: number }>(
    `SELECT count(*) AS n FROM organization_owners w JOIN users u ON u.id = w.account_id AND u.organization_id = w.organization_id
     WHERE w.organization_id = ? AND w.account_id <> ? AND u.active = 1`,
    organization,
    id,
  )
  return row?.n ?? 0
}

export async function insertOwner(tx: WriteTx, organization: OrganizationId, id: string, at: number): Promise<void> {
  await tx.run(
    'INSERT INTO organization_owners (organization_id, account_id, since) VALUES (?, ?, ?) ON CONFLICT (organization_id, account_id) DO NOTHING',
    organization,
    id,
    at,
  )
}

export async function deleteOwner(tx: WriteTx, organization: OrganizationId, id: string): Promise<void> {
  await tx.run('DELETE FROM organization_owners WHERE organization_id = ? AND account_id = ?', organization, id)
}
