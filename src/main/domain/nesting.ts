import type { GroupMember } from '../../shared/console/catalog.ts'
import type { GroupSeq } from '../../shared/ids.ts'
import type { ReadTx } from '../store/database/port.ts'
import type { GroupRow } from '../store/groups.ts'
import { type EffectiveMember, holdersWithin, nestedGroups } from '../store/nesting.ts'

type Way = GroupMember['via']

/** A shortest way down from the group to each group below it; cycles end where they began. */
async function waysDown(tx: ReadTx, group: GroupRow): Promise<Map<GroupSeq, Way>> {
  const below = Map.groupBy(await nestedGroups(tx, group.seq), ({ parent }) => parent)
  const ways = new Map<GroupSeq, Way>([[group.seq, []]])
  for (const [parent, way] of ways)
    for (const { seq, id, displayName } of below.get(parent) ?? []) if (!ways.has(seq)) ways.set(seq, [...way, { id, displayName }])
  return ways
}

/** G10: people of a group, each with the way by which nesting brings her in. */
export async function describeEffective(tx: ReadTx, group: GroupRow, people: readonly EffectiveMember[]): Promise<GroupMember[]> {
  const ways = await waysDown(tx, group)
  const held = Map.groupBy(
    await holdersWithin(
      tx,
      group.seq,
      people.map(({ seq }) => seq),
    ),
    ({ user }) => user,
  )
  return people.map(({ seq, id, name, active }) => {
    const theirs = (held.get(seq) ?? []).map((each) => ways.get(each.group) ?? [])
    const via = theirs.toSorted((one, other) => one.length - other.length)[0] ?? []
    return { id, kind: 'user', name, active: active === 1, via }
  })
}
