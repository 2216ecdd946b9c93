import type { RemovalImpact } from '../../shared/console/catalog.ts'
import { indexEntries } from '../protocol/filter/index-entries.ts'
import { nameKey } from '../protocol/fold.ts'
import type { JsonObject } from '../protocol/json.ts'
import type { MemberChange } from '../protocol/patch/members.ts'
import { GROUP_SCHEMA } from '../protocol/schema/group.ts'
import type { Registry } from '../protocol/schema/types.ts'
import type { ParsedResource } from '../protocol/validate.ts'
import { reindex } from '../store/attribute-index.ts'
import type { ReadTx } from '../store/database/port.ts'
import {
  deleteGroup,
  groupByExternalId,
  groupById,
  groupByNameKey,
  type GroupColumns,
  type GroupRow,
  insertGroup,
  updateGroup,
} from '../store/groups.ts'
import { deleteAllMembers, leaveAllGroups } from '../store/members.ts'
import { addToCounts, organizationById, type OrganizationRow } from '../store/organizations.ts'
import type { PurgeCause } from '../store/purges.ts'
import { forgetGroupText, indexGroupText } from '../store/search.ts'
import { dropBindings } from './access/bindings.ts'
import type { Change } from './change.ts'
import { orphanTeams } from './delegation.ts'
import { changedAttributes } from './difference.ts'
import { DomainError, type NameClash } from './error.ts'
import { changeMembers } from './membership.ts'
import { forgetRefusedRenames, nameGivenUp, settleName } from './problems/group-names.ts'
import { refuseTakenValues } from './schemas/unique-values.ts'
import { leaveWorkspaces } from './withdrawal.ts'

export async function requireGroup(tx: ReadTx, organization: OrganizationRow, id: string): Promise<GroupRow> {
  const group = await groupById(tx, organization.id, id)
  if (group === undefined) throw new DomainError('not_found', `There is no group ${id} in this organization.`)
  return group
}

const target = (group: { id: string; displayName: string }) => ({ type: 'group', id: group.id, name: group.displayName })

/** G7: names are unique over the whole instance. The console is told who has it; a SCIM client is not. */
async function refuseTakenName(
  tx: ReadTx,
  organization: OrganizationRow,
  wanted: Pick<GroupColumns, 'displayName' | 'externalId'>,
  group: string | null,
): Promise<void> {
  const holder = await groupByNameKey(tx, nameKey(wanted.displayName))
  if (holder === undefined || holder.id === group) return
  const own = holder.organizationId === organization.id
  const other = own ? organization : await organizationById(tx, holder.organizationId)
  const organizationName = other?.name ?? ''
  const clash: NameClash = {
    name: wanted.displayName,
    groupId: group,
    externalId: wanted.externalId,
    holder: { id: holder.id, name: holder.displayName, organization: organizationName, own },
  }
  if (own)
    throw new DomainError('name_taken', `A group named ${holder.displayName} is in the catalog already.`, { field: 'displayName', clash })
  throw new DomainError(
    'name_taken',
    `A group named ${holder.displayName} is in the catalog of the organization ${organizationName}, and group names are unique across the instance.`,
    {
      field: 'displayName',
      clash,
      shielded: `A group named ${wanted.displayName.trim()} exists elsewhere on this instance, and group names are unique across it. Rename the group, or put a prefix before its name.`,
    },
  )
}

function columnsOf(document: JsonObject, source: 'scim' | 'manual', label: string | null): GroupColumns {
  const displayName = document['displayName']
  if (typeof displayName !== 'string' || displayName.trim() === '')
    throw new DomainError('invalid', 'displayName is required and must not be empty.', { field: 'displayName' })
  const externalId = document['externalId']
  return {
    source,
    displayName,
    nameKey: nameKey(displayName),
    externalId: typeof externalId === 'string' && externalId !== '' ? externalId : null,
    label,
    document,
  }
}

function touchCatalog(change: Change, organization: OrganizationRow): void {
  for (const topic of ['catalog', 'teams', 'organizations', 'orphans'] as const) change.touch(topic, organization.id)
}

async function addRow(change: Change, organization: OrganizationRow, registry: Registry, columns: GroupColumns): Promise<GroupRow> {
  const group = await insertGroup(change.tx, organization.id, change.id(), columns, change.at)
  const entries = indexEntries(columns.document, registry, 'Group')
  await refuseTakenValues(change.tx, { type: 'Group', organization: organization.id }, registry, group.seq, entries)
  await reindex(change.tx, 'Group', organization.id, group.seq, [], entries)
  await indexGroupText(change.tx, group.seq, [group.displayName, group.externalId, group.label])
  await addToCounts(change.tx, organization.id, 0, 1)
  await change.record({
    organization: organization.id,
    action: columns.source === 'scim' ? 'group.pushed' : 'group.entered',
    target: target(group),
    after: columns.document,
  })
  await settleName(change, organization, group)
  touchCatalog(change, organization)
  return group
}

/** Rewrites a row in place: rename, promotion, other attributes. Links hold, since they are by id (G5). */
async function rewriteRow(
  change: Change,
  organization: OrganizationRow,
  registry: Registry,
  group: GroupRow,
  columns: GroupColumns,
): Promise<GroupRow> {
  const before = JSON.parse(group.document) as JsonObject
  await refuseTakenName(change.tx, organization, columns, group.id)
  await updateGroup(change.tx, group.seq, columns, change.at)
  const entries = indexEntries(columns.document, registry, 'Group')
  await refuseTakenValues(change.tx, { type: 'Group', organization: organization.id }, registry, group.seq, entries)
  await reindex(change.tx, 'Group', organization.id, group.seq, indexEntries(before, registry, 'Group'), entries)
  await indexGroupText(change.tx, group.seq, [columns.displayName, columns.externalId, columns.label])
  const promoted = group.source === 'manual' && columns.source === 'scim'
  const renamed = group.displayName !== columns.displayName
  await change.record({
    organization: organization.id,
    action: promoted ? 'group.promoted' : renamed ? 'group.renamed' : 'group.updated',
    target: target({ id: group.id, displayName: columns.displayName }),
    ...changedAttributes(
      { ...before, source: group.source, label: group.label ?? undefined },
      { ...columns.document, source: columns.source, label: columns.label ?? undefined },
    ),
  })
  if (renamed) await nameGivenUp(change, organization, group.displayName)
  touchCatalog(change, organization)
  const after = await requireGroup(change.tx, organization, group.id)
  await settleName(change, organization, after)
  return after
}

/** The row that a pushed group takes over, if any: the same group renamed (G6), or one entered by hand (G4). */
async function rowTakenOver(tx: ReadTx, organization: OrganizationRow, columns: GroupColumns): Promise<GroupRow | undefined> {
  if (columns.externalId !== null) {
    const known = await groupByExternalId(tx, organization.id, columns.externalId)
    if (known !== undefined && nameKey(known.displayName) !== columns.nameKey) return known
  }
  for (const identifier of [columns.displayName, columns.externalId]) {
    const row = identifier === null ? undefined : await groupByNameKey(tx, nameKey(identifier))
    if (row?.source === 'manual' && row.organizationId === organization.id) return row
  }
  return undefined
}

/** A group arrives by SCIM POST: a new row, a promoted one (G4) or a renamed one (G6). */
export async function pushGroup(
  change: Change,
  organization: OrganizationRow,
  registry: Registry,
  parsed: ParsedResource,
): Promise<GroupRow> {
  const taken = await rowTakenOver(change.tx, organization, columnsOf(parsed.document, 'scim', null))
  const columns = columnsOf(parsed.document, 'scim', taken?.label ?? null)
  if (taken === undefined) await refuseTakenName(change.tx, organization, columns, null)
  const group =
    taken === undefined
      ? await addRow(change, organization, registry, columns)
      : await rewriteRow(change, organization, registry, taken, columns)
  const members: MemberChange[] =
    parsed.members === undefined ? [] : [{ kind: taken === undefined ? 'add' : 'replace', members: parsed.members }]
  const changed = await changeMembers(change, organization, group, members)
  return changed ? requireGroup(change.tx, organization, group.id) : group
}

/** PUT and PATCH: the document as it is to be, and what happens to the members. On a manual row it is a promotion as well (G4). */
export async function changeGroup(
  change: Change,
  organization: OrganizationRow,
  registry: Registry,
  group: GroupRow,
  wanted: { document: JsonObject; changed: boolean; members: readonly MemberChange[] },
): Promise<GroupRow> {
  let current = group
  if (wanted.changed || group.source === 'manual')
    current = await rewriteRow(change, organization, registry, group, columnsOf(wanted.document, 'scim', group.label))
  else await settleName(change, organization, group)
  const membersChanged = await changeMembers(change, organization, current, wanted.members)
  return membersChanged ? requireGroup(change.tx, organization, group.id) : current
}

/** G2: a row entered by hand. `displayName` has been checked as a claim identifier. */
export async function enterGroup(
  change: Change,
  organization: OrganizationRow,
  registry: Registry,
  displayName: string,
  label: string | null,
): Promise<GroupRow> {
  const columns = columnsOf({ schemas: [GROUP_SCHEMA], displayName }, 'manual', label)
  await refuseTakenName(change.tx, organization, columns, null)
  return addRow(change, organization, registry, columns)
}

/** G3: a manual row can be edited; a SCIM row is the identity provider's. */
export async function editGroup(
  change: Change,
  organization: OrganizationRow,
  registry: Registry,
  group: GroupRow,
  wanted: { displayName: string; label: string | null },
): Promise<GroupRow> {
  refuseScimManaged(group, 'edited')
  if (wanted.displayName === group.displayName && wanted.label === group.label) return group
  const document = { ...(JSON.parse(group.document) as JsonObject), displayName: wanted.displayName }
  return rewriteRow(change, organization, registry, group, columnsOf(document, 'manual', wanted.label))
}

export function refuseScimManaged(group: GroupRow, deed: 'edited' | 'deleted'): void {
  if (group.source === 'scim') throw new DomainError('scim_managed', `${group.displayName} is managed by SCIM and cannot be ${deed} here.`)
}

/** G9: all of it in the one transaction: teams orphaned and purged, memberships gone, row gone. */
export async function removeGroup(
  change: Change,
  organization: OrganizationRow,
  registry: Registry,
  group: GroupRow,
  cause: PurgeCause,
): Promise<RemovalImpact> {
  const document = JSON.parse(group.document) as JsonObject
  const impact = await orphanTeams(change, organization, group, cause)
  await dropBindings(change, organization, { kind: 'group', id: group.id })
  const memberOf = await leaveAllGroups(change.tx, { kind: 1, seq: group.seq }, change.at)
  await deleteAllMembers(change.tx, group.seq)
  await leaveWorkspaces(change, organization, { kind: 'group', id: group.id, name: group.displayName }, 'group.deleted')
  await reindex(change.tx, 'Group', organization.id, group.seq, indexEntries(document, registry, 'Group'), [])
  await forgetGroupText(change.tx, group.seq)
  await deleteGroup(change.tx, group.seq)
  await addToCounts(change.tx, organization.id, 0, -1)
  await change.record({
    organization: organization.id,
    action: 'group.deleted',
    target: target(group),
    before: { ...document, source: group.source, members: group.memberCount, memberOf },
  })
  await forgetRefusedRenames(change, organization, group.id)
  await nameGivenUp(change, organization, group.displayName)
  touchCatalog(change, organization)
  change.touch('users', organization.id)
  return impact
}
