import type { GroupSeq, UserSeq } from '../../shared/ids.ts'
import type { ReadTx } from './database/port.ts'
import { EFFECTIVE_MEMBERS } from './members.ts'

/** A group that is a member of another, somewhere below the group that was asked about. */
export interface NestedGroup {
  readonly parent: GroupSeq
  readonly seq: GroupSeq
  readonly id: string
  readonly displayName: string
}

/** Every nesting below the group, each once; there may be cycles. */
export function nestedGroups(tx: ReadTx, group: GroupSeq): Promise<NestedGroup[]> {
  return tx.all(
    `WITH RECURSIVE ${EFFECTIVE_MEMBERS}
     SELECT m.group_seq AS parent, g.seq, g.id, g.display_name AS displayName
     FROM tree JOIN group_members m ON m.group_seq = tree.seq AND m.kind = 1 JOIN groups g ON g.seq = m.member_seq
     ORDER BY m.group_seq, g.seq`,
    group,
  )
}

export interface EffectiveMember {
  readonly seq: UserSeq
  readonly id: string
  readonly name: string
  readonly active: 0 | 1
}

const NOT_DIRECT = `NOT EXISTS (SELECT 1 FROM group_members d WHERE d.group_seq = ? AND d.kind = 0 AND d.member_seq = e.seq)`

/** A page of the people in the group, nested groups followed: everyone, or those who are in by nesting alone. */
export function effectivePage(tx: ReadTx, group: GroupSeq, nestedOnly: boolean, after: number, limit: number): Promise<EffectiveMember[]> {
  return tx.all(
    `WITH RECURSIVE ${EFFECTIVE_MEMBERS}
     SELECT u.seq, u.id, coalesce(u.display_name, u.user_name) AS name, u.active FROM effective e JOIN users u ON u.seq = e.seq
     WHERE e.seq > ?${nestedOnly ? ` AND ${NOT_DIRECT}` : ''} ORDER BY e.seq LIMIT ?`,
    group,
    after,
    ...(nestedOnly ? [group] : []),
    limit,
  )
}

export async function countEffective(tx: ReadTx, group: GroupSeq, nestedOnly: boolean): Promise<number> {
  const row = await tx.get<{ n: number }>(
    `WITH RECURSIVE ${EFFECTIVE_MEMBERS} SELECT count(*) AS n FROM effective e${nestedOnly ? ` WHERE ${NOT_DIRECT}` : ''}`,
    group,
    ...(nestedOnly ? [group] : []),
  )
  return row?.n ?? 0
}

/** Which groups, of the group and those below it, hold each of these people directly. */
export function holdersWithin(tx: ReadTx, group: GroupSeq, people: readonly UserSeq[]): Promise<{ user: UserSeq; group: GroupSeq }[]> {
  return tx.all(
    `WITH RECURSIVE ${EFFECTIVE_MEMBERS}
     SELECT m.member_seq AS user, m.group_seq AS "group" FROM json_each(?) p
     JOIN group_members m ON m.kind = 0 AND m.member_seq = p.value WHERE m.group_seq IN (SELECT seq FROM tree)`,
    group,
    JSON.stringify(people),
  )
}
