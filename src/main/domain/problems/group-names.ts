import type { ReadTx } from '../../store/database/port.ts'
import { nameKey } from '../../protocol/fold.ts'
import { groupByNameKey, guidLikeGroup, type GroupRow } from '../../store/groups.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import type { Change } from '../change.ts'
import type { NameClash } from '../error.ts'
import { looksLikeGuid } from '../names.ts'
import { openDetails, raiseProblem, resolveProblems } from '../problems.ts'

/**
 * G8: a push was refused because its group's name is taken. The refused unit of work was rolled back, so this is one of its own; if
 * somebody else has made way since, or the group itself has its place by now, there is nothing to tell any more.
 */
export async function raiseNameConflict(change: Change, organization: OrganizationRow, clash: NameClash): Promise<void> {
  if (!(await stands(change.tx, clash))) return
  await raiseProblem(change, {
    organization: organization.id,
    kind: 'name-conflict',
    subject: nameKey(clash.name),
    detail: {
      name: clash.name.trim(),
      groupId: clash.groupId,
      externalId: clash.externalId,
      holder: { organization: clash.holder.organization, group: clash.holder.name, own: clash.holder.own },
    },
  })
}

async function stands(tx: ReadTx, clash: NameClash): Promise<boolean> {
  const holder = await groupByNameKey(tx, nameKey(clash.name))
  return holder === undefined || holder.id === clash.holder.id
}

type Placed = Pick<GroupRow, 'id' | 'displayName' | 'externalId'>

/**
 * G8: a group has the name that it is to have, so that a conflict about it is over: the one about that name, and one in which it was
 * refused under another. It is not over when the name merely becomes free: the group is missing until it has been pushed again.
 */
export async function settleName(change: Change, organization: OrganizationRow, group: Placed): Promise<void> {
  const key = nameKey(group.displayName)
  for (const { subject, detail } of await openDetails(change.tx, organization.id, 'name-conflict')) {
    const same = detail.groupId === group.id || (detail.externalId !== null && detail.externalId === group.externalId)
    // Of two groups of one organization, the one that has the name settles nothing for the other.
    const other = detail.holder.own && (detail.groupId !== null || (detail.externalId !== null && group.externalId !== null))
    if (same || (subject === key && !other))
      await resolveProblems(change, { organization: organization.id, kind: 'name-conflict', subject })
  }
  if (looksLikeGuid(group.displayName))
    await raiseProblem(change, {
      organization: organization.id,
      kind: 'guid-names',
      subject: '',
      detail: { example: group.displayName },
      standing: true,
    })
}

/** A group has given a name up, by rename or removal: it was perhaps the last that looked like an id (G12). */
export async function nameGivenUp(change: Change, organization: OrganizationRow, displayName: string): Promise<void> {
  if (!looksLikeGuid(displayName) || (await guidLikeGroup(change.tx, organization.id)) !== undefined) return
  await resolveProblems(change, { organization: organization.id, kind: 'guid-names', subject: '' })
}

/** The identity provider gave the group up: that it could not be renamed matters no more. */
export async function forgetRefusedRenames(change: Change, organization: OrganizationRow, groupId: string): Promise<void> {
  for (const { subject, detail } of await openDetails(change.tx, organization.id, 'name-conflict'))
    if (detail.groupId === groupId) await resolveProblems(change, { organization: organization.id, kind: 'name-conflict', subject })
}
