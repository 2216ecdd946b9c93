import { describeGroup } from '../../domain/catalog.ts'
import { describeEffective } from '../../domain/nesting.ts'
import { linkTeam, removalImpact } from '../../domain/delegation.ts'
import { editGroup, enterGroup, refuseScimManaged, removeGroup, requireGroup } from '../../domain/groups.ts'
import { claimIdentifier } from '../../domain/names.ts'
import { requireOrganization } from '../../domain/organizations.ts'
import { scimBase } from '../../domain/mounts.ts'
import { groupResource } from '../../domain/representation.ts'
import { registryOf } from '../../domain/schemas/registry.ts'
import { requireTeam } from '../../domain/teams.ts'
import type { Change } from '../../domain/change.ts'
import type { ReadTx } from '../../store/database/port.ts'
import { catalogPage, type CatalogQuery, countCatalog, type GroupRow } from '../../store/groups.ts'
import { type MemberKey, membersPage } from '../../store/members.ts'
import { countEffective, effectivePage } from '../../store/nesting.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import { searchSql } from '../../store/search.ts'
import type { GroupSeq, UserSeq } from '../../../shared/ids.ts'
import type { HandlersOf } from '../context.ts'
import { decodeCursor, encodeCursor, pageOf } from '../cursor.ts'

interface Place {
  readonly organization: OrganizationRow
  readonly group: GroupRow
}

async function placeOf(tx: ReadTx, input: { organizationId: number; groupId: string }): Promise<Place> {
  const organization = await requireOrganization(tx, input.organizationId)
  return { organization, group: await requireGroup(tx, organization, input.groupId) }
}

async function memberPage(tx: ReadTx, group: GroupRow, cursor: string | undefined, limit: number) {
  const [kind, seq] = decodeCursor(cursor) ?? []
  const after: MemberKey | undefined = kind === undefined ? undefined : { kind: kind === 1 ? 1 : 0, seq: Number(seq) as UserSeq | GroupSeq }
  const rows = await membersPage(tx, group.seq, after, limit + 1)
  return pageOf(
    rows,
    limit,
    group.memberCount,
    (last) => [last.kind, last.seq],
    (row) => ({
      id: row.id,
      kind: row.kind === 0 ? ('user' as const) : ('group' as const),
      name: row.name,
      active: row.active === 1,
      via: [],
    }),
  )
}

async function effectivePeople(tx: ReadTx, group: GroupRow, nestedOnly: boolean, cursor: string | undefined, limit: number) {
  const [after] = decodeCursor(cursor) ?? []
  const rows = await effectivePage(tx, group.seq, nestedOnly, Number(after ?? 0), limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: await describeEffective(tx, group, page),
    total: await countEffective(tx, group.seq, nestedOnly),
    next: rows.length > limit && last ? encodeCursor([last.seq]) : null,
  }
}

export const catalogHandlers: HandlersOf<'catalog'> = {
  'catalog.list': ({ domain }, input) =>
    domain.read(async (tx) => {
      const organization = await requireOrganization(tx, input.organizationId)
      const query: CatalogQuery = {
        organization: organization.id,
        search: input.search?.trim() ? searchSql('group_search', 'name_key', organization.id, input.search) : undefined,
        source: input.source,
        linked: input.linked,
        guidLike: input.guidLike,
        sort: input.sort,
        descending: input.descending,
      }
      const [value, seq] = decodeCursor(input.cursor) ?? []
      const rows = await catalogPage(tx, query, value === undefined ? undefined : { value, seq: Number(seq) }, input.limit + 1, input.from)
      const items = []
      for (const row of rows.slice(0, input.limit)) items.push(await describeGroup(tx, row))
      const last = rows[input.limit - 1]
      const next = rows.length > input.limit && last !== undefined ? encodeCursor([last.sortValue, last.seq]) : null
      return { items, total: await countCatalog(tx, query), next }
    }),
  'catalog.get': ({ domain }, input) => domain.read(async (tx) => describeGroup(tx, (await placeOf(tx, input)).group)),
  'catalog.members': ({ domain }, input) =>
    domain.read(async (tx) => {
      const { group } = await placeOf(tx, input)
      return input.view === 'direct'
        ? memberPage(tx, group, input.cursor, input.limit)
        : effectivePeople(tx, group, input.view === 'nested', input.cursor, input.limit)
    }),
  'catalog.raw': ({ domain, facts }, input) =>
    domain.read(async (tx) => {
      const { organization, group } = await placeOf(tx, input)
      return { resource: await groupResource(tx, scimBase(facts.scimOrigin(), organization), group, true) }
    }),
  'catalog.add': ({ domain, actor }, input) =>
    domain.change({ actor }, async (change) => {
      const organization = await requireOrganization(change.tx, input.organizationId)
      const identifier = claimIdentifier(input.displayName, input.preset)
      const group = await enterGroup(
        change,
        organization,
        await registryOf(change.tx, organization.id),
        identifier,
        input.label?.trim() || null,
      )
      if (input.teamId !== undefined) await linkTeam(change, organization, await requireTeam(change.tx, organization, input.teamId), group)
      return describeGroup(change.tx, group)
    }),
  'catalog.update': ({ domain, actor }, input) =>
    domain.change({ actor }, async (change: Change) => {
      const { organization, group } = await placeOf(change.tx, input)
      refuseScimManaged(group, 'edited')
      const displayName = input.displayName === undefined ? group.displayName : claimIdentifier(input.displayName, 'other')
      const label = input.label === undefined ? group.label : input.label?.trim() || null
      const registry = await registryOf(change.tx, organization.id)
      return describeGroup(change.tx, await editGroup(change, organization, registry, group, { displayName, label }))
    }),
  'catalog.removalImpact': ({ domain }, input) =>
    domain.read(async (tx) => {
      const { organization, group } = await placeOf(tx, input)
      return removalImpact(tx, organization, group)
    }),
  'catalog.remove': ({ domain, actor }, input) =>
    domain.change({ actor }, async (change) => {
      const { organization, group } = await placeOf(change.tx, input)
      refuseScimManaged(group, 'deleted')
      return removeGroup(change, organization, await registryOf(change.tx, organization.id), group, 'manual-delete')
    }),
}
