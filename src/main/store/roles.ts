import type { OrganizationId } from '../../shared/ids.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

export interface RoleRow {
  readonly id: string
  readonly organizationId: OrganizationId
  readonly name: string
  readonly description: string
  readonly managed: 0 | 1
  /** JSON text: `{"GROUPS":["CREATE",…],…}`; that of Admin and Viewer stands empty and means what there is. */
  readonly permissions: string
  readonly createdAt: number
  readonly updatedAt: number
}

const COLUMNS = `id, organization_id AS organizationId, name, description, managed, permissions, created_at AS createdAt, updated_at AS updatedAt`

export function roleById(tx: ReadTx, organization: OrganizationId, id: string): Promise<RoleRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM roles WHERE id = ? AND organization_id = ?`, id, organization)
}

export function roleByNameKey(tx: ReadTx, organization: OrganizationId, nameKey: string): Promise<RoleRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM roles WHERE organization_id = ? AND name_key = ?`, organization, nameKey)
}

/** Managed ones first, then by name. */
export function rolesOf(tx: ReadTx, organization: OrganizationId): Promise<RoleRow[]> {
  return tx.all(`SELECT ${COLUMNS} FROM roles WHERE organization_id = ? ORDER BY managed DESC, name_key`, organization)
}

export async function insertRole(
  tx: WriteTx,
  role: {
    id: string
    organization: OrganizationId
    name: string
    nameKey: string
    description: string
    managed: boolean
    permissions: string
    at: number
  },
): Promise<void> {
  await tx.run(
    `INSERT INTO roles (id, organization_id, name, name_key, description, managed, permissions, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    role.id,
    role.organization,
    role.name,
    role.nameKey,
    role.description,
    role.managed ? 1 : 0,
    role.permissions,
    role.at,
    role.at,
  )
}

export async function updateRole(
  tx: WriteTx,
  id: string,
  columns: { name: string; nameKey: string; description: string; permissions: string },
  at: number,
): Promise<void> {
  await tx.run(
    'UPDATE roles SET name = ?, name_key = ?, description = ?, permissions = ?, updated_at = ? WHERE id = ?',
    columns.name,
    columns.nameKey,
    columns.description,
    columns.permissions,
    at,
    id,
  )
}

export async function deleteRole(tx: WriteTx, id: string): Promise<void> {
  await tx.run('DELETE FROM roles WHERE id = ?', id)
}

/** What a role says about permissions: all that a check needs to know of it. */
export interface RoleGrant {
  readonly name: string
  readonly managed: 0 | 1
  readonly permissions: string
}

/** I4: the roles of the service account that acts for the integration. Asked for with each request: one walk by keys. */
export function grantsOfIntegration(tx: ReadTx, integration: string): Promise<RoleGrant[]> {
  return tx.all(
    `SELECT r.name, r.managed, r.permissions FROM service_accounts s
       JOIN bindings b ON b.organization_id = s.organization_id AND b.subject_kind = 'service-account' AND b.subject_id = s.id
       JOIN roles r ON r.id = b.role_id
     WHERE s.integration_id = ?`,
    integration,
  )
}
