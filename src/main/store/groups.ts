import type { JsonObject } from '../protocol/json.ts'
import type { GroupSeq, OrganizationId } from '../../shared/ids.ts'
import { allOf, given, type Sql, sql } from './conditions.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

export interface GroupRow {
  readonly seq: GroupSeq
  readonly organizationId: OrganizationId
  readonly id: string
  readonly source: 'scim' | 'manual'
  readonly displayName: string
  readonly externalId: string | null
  readonly label: string | null
  readonly memberCount: number
  readonly version: number
  readonly createdAt: number
  readonly updatedAt: number
  /** The resource as JSON text, without id, meta and members. */
  readonly document: string
}

export const GROUP_COLUMNS = `r.seq, r.organization_id AS organizationId, r.id, r.source, r.display_name AS displayName, r.external_id AS externalId,
  r.label, r.member_count AS memberCount, r.version, r.created_at AS createdAt, r.updated_at AS updatedAt, r.document`

export interface GroupColumns {
  readonly source: 'scim' | 'manual'
  readonly displayName: string
  readonly nameKey: string
  readonly externalId: string | null
  readonly label: string | null
  readonly document: JsonObject
}

export function groupById(tx: ReadTx, organization: OrganizationId, id: string): Promise<GroupRow | undefined> {
  return tx.get(`SELECT ${GROUP_COLUMNS} FROM groups r WHERE r.id = ? AND r.organization_id = ?`, id, organization)
}

/** Whichever organization has it: names are unique over the whole instance (G7). */
export function groupByNameKey(tx: ReadTx, nameKey: string): Promise<GroupRow | undefined> {
  return tx.get(`SELECT ${GROUP_COLUMNS} FROM groups r WHERE r.name_key = ?`, nameKey)
}

/** G12: any group whose name has the form of an object id. */
export function guidLikeGroup(tx: ReadTx, organization: OrganizationId): Promise<{ id: string } | undefined> {
  return tx.get(
    `SELECT r.id FROM groups r WHERE r.organization_id = ? AND (length(r.name_key) = 36 AND r.name_key LIKE ? OR length(r.name_key) = 38 AND r.name_key LIKE ?) LIMIT 1`,
    organization,
    GUID_FORM,
    `{${GUID_FORM}}`,
  )
}

const GUID_FORM = `${'_'.repeat(8)}-${'_'.repeat(4)}-${'_'.repeat(4)}-${'_'.repeat(4)}-${'_'.repeat(12)}`

export function groupByExternalId(tx: ReadTx, organization: OrganizationId, externalId: string): Promise<GroupRow | undefined> {
  return tx.get(
    `SELECT ${GROUP_COLUMNS} FROM groups r WHERE r.organization_id = ? AND r.external_id = ? ORDER BY r.seq LIMIT 1`,
    organization,
    externalId,
  )
}

export async function insertGroup(
  tx: WriteTx,
  organization: OrganizationId,
  id: string,
  columns: GroupColumns,
  at: number,
): Promise<GroupRow> {
  await tx.run(
    `INSERT INTO groups (organization_id, id, source, display_name, name_key, external_id, label, version, created_at, updated_at, document)
     VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)`,
    organization,
    id,
    columns.source,
    columns.displayName,
    columns.nameKey,
    columns.externalId,
    columns.label,
    at,
    at,
    JSON.stringify(columns.document),
  )
  return (await groupById(tx, organization, id)) as GroupRow // inserted one statement ago
}

export async function updateGroup(tx: WriteTx, seq: GroupSeq, columns: GroupColumns, at: number): Promise<void> {
  await tx.run(
    `UPDATE groups SET source = ?, display_name = ?, name_key = ?, external_id = ?, label = ?, document = ?,
       version = version + 1, updated_at = ? WHERE seq = ?`,
    columns.source,
    columns.displayName,
    columns.nameKey,
    columns.externalId,
    columns.label,
    JSON.stringify(columns.document),
    at,
    seq,
  )
}

/** A change of members is a new version of the group too. */
export async function touchGroup(tx: WriteTx, seq: GroupSeq, memberDelta: number, at: number): Promise<void> {
  await tx.run(
    'UPDATE groups SET member_count = member_count + ?, version = version + 1, updated_at = ? WHERE seq = ?',
    memberDelta,
    at,
    seq,
  )
}

export async function deleteGroup(tx: WriteTx, seq: GroupSeq): Promise<void> {
  await tx.run('DELETE FROM groups WHERE seq = ?', seq)
}

export type CatalogSort = 'name' | 'source' | 'members' | 'updated'

const SORT_COLUMN: Record<CatalogSort, string> = {
  name: 'r.name_key',
  source: 'r.source',
  members: 'r.member_count',
  updated: 'r.updated_at',
}

export interface CatalogQuery {
  readonly organization: OrganizationId
  readonly search: Sql | undefined
  readonly source: 'scim' | 'manual' | undefined
  readonly linked: boolean | undefined
  readonly guidLike?: boolean | undefined
  readonly sort: CatalogSort
  readonly descending: boolean
}

const HEX = '[0-9a-f]'
/** G12, as `looksLikeGuid` has it, on the folded name. */
const GUID_GLOB = [8, 4, 4, 4, 12].map((digits) => HEX.repeat(digits)).join('-')

const catalogWhere = (query: CatalogQuery): Sql =>
  allOf(
    sql('r.organization_id = ?', query.organization),
    query.search,
    given(query.source, (source) => sql('r.source = ?', source)),
    given(query.linked, (linked) => sql(`${linked ? '' : 'NOT '}EXISTS (SELECT 1 FROM teams t WHERE t.group_seq = r.seq)`)),
    given(query.guidLike, (guidLike) => sql(`trim(r.name_key, '{}') ${guidLike ? '' : 'NOT '}GLOB ?`, GUID_GLOB)),
  )

export async function countCatalog(tx: ReadTx, query: CatalogQuery): Promise<number> {
  const where = catalogWhere(query)
  const row = await tx.get<{ n: number }>(`SELECT count(*) AS n FROM groups r WHERE ${where.text}`, ...where.params)
  return row?.n ?? 0
}

/** A page of the catalog screen; `after` is the sort value and seq of the last row before it. */
export function catalogPage(
  tx: ReadTx,
  query: CatalogQuery,
  after: { value: string | number; seq: number } | undefined,
  limit: number,
  offset = 0,
): Promise<(GroupRow & { sortValue: string | number })[]> {
  const column = SORT_COLUMN[query.sort]
  const direction = query.descending ? 'DESC' : 'ASC'
  const than = query.descending ? '<' : '>'
  const where = allOf(
    catalogWhere(query),
    given(after, (place) => sql(`(${column}, r.seq) ${than} (?, ?)`, place.value, place.seq)),
  )
  return tx.all(
    `SELECT ${GROUP_COLUMNS}, ${column} AS sortValue FROM groups r WHERE ${where.text} ORDER BY ${column} ${direction}, r.seq ${direction} LIMIT ? OFFSET ?`,
    ...where.params,
    limit,
    offset,
  )
}
