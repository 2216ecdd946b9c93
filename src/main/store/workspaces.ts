import type { OrganizationId } from '../../shared/ids.ts'
import { allOf, given, type Sql, sql } from './conditions.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

export interface WorkspaceRow {
  readonly id: string
  readonly organizationId: OrganizationId
  readonly name: string
  readonly nameKey: string
  readonly description: string
  readonly participantCount: number
  readonly createdAt: number
  readonly updatedAt: number
}

const COLUMNS = `w.id, w.organization_id AS organizationId, w.name, w.name_key AS nameKey, w.description,
  (SELECT count(*) FROM participants p WHERE p.workspace_id = w.id) AS participantCount, w.created_at AS createdAt, w.updated_at AS updatedAt`

export function workspaceById(tx: ReadTx, organization: OrganizationId, id: string): Promise<WorkspaceRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM workspaces w WHERE w.id = ? AND w.organization_id = ?`, id, organization)
}

export function workspaceByNameKey(tx: ReadTx, organization: OrganizationId, nameKey: string): Promise<WorkspaceRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM workspaces w WHERE w.organization_id = ? AND w.name_key = ?`, organization, nameKey)
}

export interface WorkspacesQuery {
  readonly organization: OrganizationId
  readonly search: string | undefined
}

const where = (query: WorkspacesQuery): Sql =>
  allOf(
    sql('w.organization_id = ?', query.organization),
    given(query.search, (text) => sql('(instr(w.name_key, ?) > 0 OR instr(fold(w.description), ?) > 0)', text, text)),
  )

export async function countWorkspaces(tx: ReadTx, query: WorkspacesQuery): Promise<number> {
  const condition = where(query)
  return (await tx.get<{ n: number }>(`SELECT count(*) AS n FROM workspaces w WHERE ${condition.text}`, ...condition.params))?.n ?? 0
}

export function workspacesPage(tx: ReadTx, query: WorkspacesQuery, afterKey: string, limit: number, offset = 0): Promise<WorkspaceRow[]> {
  const condition = where(query)
  return tx.all(
    `SELECT ${COLUMNS} FROM workspaces w WHERE ${condition.text} AND w.name_key > ? ORDER BY w.name_key LIMIT ? OFFSET ?`,
    ...condition.params,
    afterKey,
    limit,
    offset,
  )
}

export async function insertWorkspace(
  tx: WriteTx,
  workspace: { id: string; organization: OrganizationId; name: string; nameKey: string; description: string; at: number },
): Promise<void> {
  await tx.run(
    'INSERT INTO workspaces (id, organization_id, name, name_key, description, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    workspace.id,
    workspace.organization,
    workspace.name,
    workspace.nameKey,
    workspace.description,
    workspace.at,
    workspace.at,
  )
}

export async function updateWorkspace(
  tx: WriteTx,
  id: string,
  wanted: { name: string; nameKey: string; description: string; at: number },
): Promise<void> {
  await tx.run(
    'UPDATE workspaces SET name = ?, name_key = ?, description = ?, updated_at = ? WHERE id = ?',
    wanted.name,
    wanted.nameKey,
    wanted.description,
    wanted.at,
    id,
  )
}

export async function deleteWorkspace(tx: WriteTx, id: string): Promise<void> {
  await tx.run('DELETE FROM participants WHERE workspace_id = ?', id)
  await tx.run('DELETE FROM workspaces WHERE id = ?', id)
}
