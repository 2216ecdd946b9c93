import type { GroupSeq, OrganizationId } from '../../shared/ids.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

export interface OrderedGroupRow {
  readonly seq: GroupSeq
  readonly id: string
  readonly displayName: string
  readonly memberCount: number
  readonly place: number | null
  readonly workspaces: number
}

/** The groups with a place, in their order; then those without one that have a role in a workspace, by name. */
export function groupsInOrder(tx: ReadTx, organization: OrganizationId): Promise<OrderedGroupRow[]> {
  return tx.all(
    `SELECT g.seq, g.id, g.display_name AS displayName, g.member_count AS memberCount, g.priority AS place,
       (SELECT count(*) FROM participants p WHERE p.subject_kind = 'group' AND p.subject_id = g.id) AS workspaces
     FROM groups g WHERE g.organization_id = ?
       AND (g.priority IS NOT NULL OR EXISTS (SELECT 1 FROM participants p WHERE p.subject_kind = 'group' AND p.subject_id = g.id))
     ORDER BY g.priority IS NULL, g.priority, g.name_key`,
    organization,
  )
}

export async function clearGroupOrder(tx: WriteTx, organization: OrganizationId): Promise<void> {
  await tx.run('UPDATE groups SET priority = NULL WHERE organization_id = ? AND priority IS NOT NULL', organization)
}

export async function setGroupPlace(tx: WriteTx, group: GroupSeq, place: number): Promise<void> {
  await tx.run('UPDATE groups SET priority = ? WHERE seq = ?', place, group)
}
