import type { GroupSeq, OrganizationId } from '../../shared/ids.ts'
import type { ReadTx } from './database/port.ts'

/** Of a group, what a value of the groups claim is compared with. */
export interface ClaimGroupRow {
  readonly seq: GroupSeq
  readonly id: string
  readonly organizationId: OrganizationId
  readonly displayName: string
  readonly source: 'scim' | 'manual'
}

const COLUMNS = 'seq, id, organization_id AS organizationId, display_name AS displayName, source'

/** The group of this name: one at the most in the whole instance (G7). */
export function claimGroupNamed(tx: ReadTx, nameKey: string): Promise<ClaimGroupRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM groups WHERE name_key = ?`, nameKey)
}

/** Those with this external id, in any organization. */
export function claimGroupsIdentified(tx: ReadTx, externalId: string): Promise<ClaimGroupRow[]> {
  return tx.all(
    `SELECT r.seq, r.id, r.organization_id AS organizationId, r.display_name AS displayName, r.source
     FROM organizations o JOIN groups r ON r.organization_id = o.id AND r.external_id = ? ORDER BY r.seq`,
    externalId,
  )
}

/** Groups named by a path (/eng/admins) that ends in this name. */
export function claimGroupsAtPathEnd(tx: ReadTx, nameKey: string): Promise<ClaimGroupRow[]> {
  const end = `/${nameKey}`
  // '0' is the character after '/': the range is every name that begins with a slash.
  return tx.all(
    `SELECT ${COLUMNS} FROM groups WHERE name_key >= '/' AND name_key < '0' AND substr(name_key, -length(?)) = ? LIMIT 5`,
    end,
    end,
  )
}
