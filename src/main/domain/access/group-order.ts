import { isDeepStrictEqual } from 'node:util'
import type { OrderedGroup } from '../../../shared/console/effective-access.ts'
import type { ReadTx } from '../../store/database/port.ts'
import { clearGroupOrder, groupsInOrder, setGroupPlace } from '../../store/group-order.ts'
import type { GroupRow } from '../../store/groups.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import type { Change } from '../change.ts'
import { DomainError } from '../error.ts'
import { requireGroup } from '../groups.ts'

/** Groups named in one audit event at the most. */
const NAMED_IN_AUDIT = 1000

export async function listGroupOrder(tx: ReadTx, organization: OrganizationRow): Promise<OrderedGroup[]> {
  const rows = await groupsInOrder(tx, organization.id)
  return rows.map(({ id, displayName, memberCount, place, workspaces }) => ({ id, displayName, memberCount, place, workspaces }))
}

/** I6: gives the groups the places 1, 2, … in this order; groups that are not named have none. */
export async function setGroupOrder(change: Change, organization: OrganizationRow, ids: readonly string[]): Promise<void> {
  if (new Set(ids).size !== ids.length) throw new DomainError('invalid', 'A group is named twice in the order.', { field: 'groupIds' })
  const groups: GroupRow[] = []
  for (const id of ids) groups.push(await requireGroup(change.tx, organization, id))
  const before = (await groupsInOrder(change.tx, organization.id)).filter(({ place }) => place !== null)
  if (
    isDeepStrictEqual(
      before.map(({ id }) => id),
      ids,
    )
  )
    return
  await clearGroupOrder(change.tx, organization.id)
  for (const [index, group] of groups.entries()) await setGroupPlace(change.tx, group.seq, index + 1)
  const names = (rows: readonly { displayName: string }[]): string[] => rows.slice(0, NAMED_IN_AUDIT).map(({ displayName }) => displayName)
  await change.record({
    organization: organization.id,
    action: 'organization.groups-ordered',
    target: { type: 'organization', id: String(organization.id), name: organization.name },
    before: { groups: names(before) },
    after: { groups: names(groups) },
  })
  for (const topic of ['access', 'catalog'] as const) change.touch(topic, organization.id)
}
