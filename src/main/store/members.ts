import type { GroupSeq, OrganizationId, UserSeq } from '../../shared/ids.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

/** A person or a nested group, by row number. */
export interface MemberKey {
  readonly kind: 0 | 1
  readonly seq: UserSeq | GroupSeq
}

export interface MemberRow extends MemberKey {
  readonly id: string
  readonly name: string
  readonly active: 0 | 1
}

export async function memberKey(
  tx: ReadTx,
  organization: OrganizationId,
  id: string,
  type: 'User' | 'Group' | undefined,
): Promise<MemberKey | undefined> {
  if (type !== 'Group') {
    const user = await tx.get<{ seq: UserSeq }>('SELECT seq FROM users WHERE id = ? AND organization_id = ?', id, organization)
    if (user !== undefined) return { kind: 0, seq: user.seq }
  }
  if (type === 'User') return undefined
  const group = await tx.get<{ seq: GroupSeq }>('SELECT seq FROM groups WHERE id = ? AND organization_id = ?', id, organization)
  return group && { kind: 1, seq: group.seq }
}

/** True when the member was not there before. */
export async function insertMember(tx: WriteTx, group: GroupSeq, member: MemberKey): Promise<boolean> {
  const changed = await tx.run(
    'INSERT INTO group_members (group_seq, kind, member_seq) VALUES (?, ?, ?) ON CONFLICT (group_seq, kind, member_seq) DO NOTHING',
    group,
    member.kind,
    member.seq,
  )
  return changed > 0
}

export async function deleteMember(tx: WriteTx, group: GroupSeq, member: MemberKey): Promise<boolean> {
  return (await tx.run('DELETE FROM group_members WHERE group_seq = ? AND kind = ? AND member_seq = ?', group, member.kind, member.seq)) > 0
}

export function deleteAllMembers(tx: WriteTx, group: GroupSeq): Promise<number> {
  return tx.run('DELETE FROM group_members WHERE group_seq = ?', group)
}

export function memberKeys(tx: ReadTx, group: GroupSeq): Promise<MemberKey[]> {
  return tx.all('SELECT kind, member_seq AS seq FROM group_members WHERE group_seq = ?', group)
}

export async function memberId(tx: ReadTx, member: MemberKey): Promise<string> {
  const table = member.kind === 0 ? 'users' : 'groups'
  return (await tx.get<{ id: string }>(`SELECT id FROM ${table} WHERE seq = ?`, member.seq))?.id ?? ''
}

const DESCRIBED = `SELECT 0 AS kind, u.seq, u.id, coalesce(u.display_name, u.user_name) AS name, u.active
    FROM group_members m JOIN users u ON u.seq = m.member_seq WHERE m.group_seq = ? AND m.kind = 0
  UNION ALL SELECT 1 AS kind, g.seq, g.id, g.display_name AS name, 1 AS active
    FROM group_members m JOIN groups g ON g.seq = m.member_seq WHERE m.group_seq = ? AND m.kind = 1`

export function describedMembers(tx: ReadTx, group: GroupSeq): Promise<MemberRow[]> {
  return tx.all(DESCRIBED, group, group)
}

export function membersPage(tx: ReadTx, group: GroupSeq, after: MemberKey | undefined, limit: number): Promise<MemberRow[]> {
  return tx.all(
    `SELECT * FROM (${DESCRIBED}) WHERE (kind, seq) > (?, ?) ORDER BY kind, seq LIMIT ?`,
    group,
    group,
    after?.kind ?? -1,
    after?.seq ?? 0,
    limit,
  )
}

/**
 * The members of a group as the JSON text of a SCIM list, put together in the store: building 10,000 objects to print them
 * again would cost ten times as much.
 */
export async function membersJson(tx: ReadTx, group: GroupSeq, base: string): Promise<string> {
  const row = await tx.get<{ text: string | null }>(
    `SELECT group_concat(text, ',') AS text FROM (
      SELECT '{"value":"' || u.id || '","$ref":' || json_quote(? || '/Users/' || u.id) || ',"type":"User","display":'
        || json_quote(coalesce(u.display_name, u.user_name)) || '}' AS text
      FROM group_members m JOIN users u ON u.seq = m.member_seq WHERE m.group_seq = ? AND m.kind = 0
      UNION ALL
      SELECT '{"value":"' || g.id || '","$ref":' || json_quote(? || '/Groups/' || g.id) || ',"type":"Group","display":'
        || json_quote(g.display_name) || '}' AS text
      FROM group_members m JOIN groups g ON g.seq = m.member_seq WHERE m.group_seq = ? AND m.kind = 1)`,
    base,
    group,
    base,
    group,
  )
  return `[${row?.text ?? ''}]`
}

/** Empties the member's memberships, which makes a new version of each group. Gives the groups that held it directly. */
export async function leaveAllGroups(tx: WriteTx, member: MemberKey, at: number): Promise<{ id: string; displayName: string }[]> {
  const groups = await tx.all<{ id: string; displayName: string }>(
    `SELECT g.id, g.display_name AS displayName FROM group_members m JOIN groups g ON g.seq = m.group_seq
     WHERE m.kind = ? AND m.member_seq = ? ORDER BY g.seq`,
    member.kind,
    member.seq,
  )
  if (groups.length === 0) return []
  await tx.run(
    `UPDATE groups SET member_count = member_count - 1, version = version + 1, updated_at = ?
     WHERE seq IN (SELECT group_seq FROM group_members WHERE kind = ? AND member_seq = ?)`,
    at,
    member.kind,
    member.seq,
  )
  await tx.run('DELETE FROM group_members WHERE kind = ? AND member_seq = ?', member.kind, member.seq)
  return groups
}

export interface GroupOfUser {
  readonly seq: GroupSeq
  readonly id: string
  readonly displayName: string
  readonly type: 'direct' | 'indirect'
  /** Where it stands in the organization's order (I6). */
  readonly place: number | null
}

/** Every group a person is in, by herself or through nested groups; cycles end where they began. */
export function groupsOfUser(tx: ReadTx, user: UserSeq): Promise<GroupOfUser[]> {
  return tx.all(
    `WITH RECURSIVE up (seq) AS (
       SELECT group_seq FROM group_members WHERE kind = 0 AND member_seq = ?
       UNION SELECT m.group_seq FROM up CROSS JOIN group_members m ON m.kind = 1 AND m.member_seq = up.seq)
     SELECT g.seq, g.id, g.display_name AS displayName, g.priority AS place,
       CASE WHEN EXISTS (SELECT 1 FROM group_members d WHERE d.group_seq = g.seq AND d.kind = 0 AND d.member_seq = ?) THEN 'direct' ELSE 'indirect' END AS type
     FROM up CROSS JOIN groups g ON g.seq = up.seq ORDER BY g.seq`,
    user,
    user,
  )
}

/** A common table expression `effective (seq)` of the people in the group whose seq is the one parameter, nested groups followed. */
export const EFFECTIVE_MEMBERS = `tree (seq) AS (
    SELECT CAST(? AS INTEGER) UNION SELECT m.member_seq FROM tree CROSS JOIN group_members m ON m.group_seq = tree.seq AND m.kind = 1),
  effective (seq) AS (
    SELECT DISTINCT m.member_seq FROM tree CROSS JOIN group_members m ON m.group_seq = tree.seq AND m.kind = 0)`
