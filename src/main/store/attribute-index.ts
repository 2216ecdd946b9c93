import type { IndexEntry } from '../protocol/filter/ast.ts'
import type { ResourceTypeName } from '../protocol/schema/types.ts'
import type { GroupSeq, OrganizationId, UserSeq } from '../../shared/ids.ts'
import type { WriteTx } from './database/port.ts'

export const ATTRIBUTE_TABLE: Record<ResourceTypeName, string> = { User: 'user_attributes', Group: 'group_attributes' }

export interface IndexColumn {
  readonly column: string
  readonly kind: 'text' | 'number'
}

/** Keys that a column of the resource's own row answers: they need no rows in the index. */
export const INDEX_COLUMNS: Record<ResourceTypeName, ReadonlyMap<string, IndexColumn>> = {
  User: new Map<string, IndexColumn>([
    ['id', { column: 'id', kind: 'text' }],
    ['externalid', { column: 'external_id', kind: 'text' }],
    ['username', { column: 'user_name_key', kind: 'text' }],
    ['meta.created', { column: 'created_at', kind: 'number' }],
    ['meta.lastmodified', { column: 'updated_at', kind: 'number' }],
  ]),
  Group: new Map<string, IndexColumn>([
    ['id', { column: 'id', kind: 'text' }],
    ['externalid', { column: 'external_id', kind: 'text' }],
    ['meta.created', { column: 'created_at', kind: 'number' }],
    ['meta.lastmodified', { column: 'updated_at', kind: 'number' }],
  ]),
}

const INSERT = {
  User: `INSERT INTO user_attributes SELECT ?, id, ?, ?, ?, ? FROM attribute_paths WHERE type = 'User' AND key = ?`,
  Group: `INSERT INTO group_attributes SELECT ?, id, ?, ?, ?, ? FROM attribute_paths WHERE type = 'Group' AND key = ?`,
}
const DELETE = {
  User: `DELETE FROM user_attributes WHERE organization_id = ? AND path_id = (SELECT id FROM attribute_paths WHERE type = 'User' AND key = ?)
    AND text = ? AND number = ? AND seq = ? AND element = ?`,
  Group: `DELETE FROM group_attributes WHERE organization_id = ? AND path_id = (SELECT id FROM attribute_paths WHERE type = 'Group' AND key = ?)
    AND text = ? AND number = ? AND seq = ? AND element = ?`,
}

const nameOf = (entry: IndexEntry): string => `${entry.key}\n${entry.element}\n${entry.number}\n${entry.text}`

/** Brings the index of one resource from what it held to what it holds: only rows that differ are touched. */
export async function reindex(
  tx: WriteTx,
  type: ResourceTypeName,
  organization: OrganizationId,
  seq: UserSeq | GroupSeq,
  before: readonly IndexEntry[],
  after: readonly IndexEntry[],
): Promise<void> {
  const columns = INDEX_COLUMNS[type]
  const stays = new Set(before.length === 0 || after.length === 0 ? [] : before.map(nameOf))
  const wanted = new Set(stays.size === 0 ? [] : after.map(nameOf))
  for (const entry of before) {
    if (columns.has(entry.key) || wanted.has(nameOf(entry))) continue
    await tx.run(DELETE[type], organization, entry.key, entry.text, entry.number, seq, entry.element)
  }
  for (const entry of after) {
    if (columns.has(entry.key) || stays.has(nameOf(entry))) continue
    await insert(tx, type, organization, seq, entry)
  }
}

async function insert(
  tx: WriteTx,
  type: ResourceTypeName,
  organization: OrganizationId,
  seq: UserSeq | GroupSeq,
  entry: IndexEntry,
): Promise<void> {
  const write = () => tx.run(INSERT[type], organization, entry.text, entry.number, seq, entry.element, entry.key)
  if ((await write()) > 0) return
  await tx.run('INSERT INTO attribute_paths (type, key) VALUES (?, ?)', type, entry.key)
  await write()
}
