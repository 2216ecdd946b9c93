import type { SubjectKind } from '../../shared/console/access.ts'
import type { OrganizationId } from '../../shared/ids.ts'
import { allOf, given, type Sql, sql } from './conditions.ts'
import type { ReadTx, WriteTx } from './database/port.ts'
import type { RoleGrant } from './roles.ts'

export interface BindingRow {
  readonly id: string
  readonly roleId: string
  readonly roleName: string
  readonly roleManaged: 0 | 1
  readonly subjectKind: SubjectKind
  readonly subjectId: string
  readonly subjectName: string
  readonly createdAt: number
}

/** A subject as bindings name it: a user by its id in the organization, a group and a service account by theirs. */
export interface Subject {
  readonly kind: SubjectKind
  readonly id: string
}

const COLUMNS = `b.id, b.role_id AS roleId, r.name AS roleName, r.managed AS roleManaged, b.subject_kind AS subjectKind, b.subject_id AS subjectId,
  CASE b.subject_kind
    WHEN 'user' THEN (SELECT u.user_name FROM users u WHERE u.id = b.subject_id AND u.organization_id = b.organization_id)
    WHEN 'group' THEN (SELECT g.display_name FROM groups g WHERE g.id = b.subject_id AND g.organization_id = b.organization_id)
    ELSE (SELECT s.name FROM service_accounts s WHERE s.id = b.subject_id) END AS subjectName,
  b.created_at AS createdAt`
const FROM = 'bindings b JOIN roles r ON r.id = b.role_id'

export function bindingById(tx: ReadTx, organization: OrganizationId, id: string): Promise<BindingRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM ${FROM} WHERE b.id = ? AND b.organization_id = ?`, id, organization)
}

export function bindingsOfSubject(tx: ReadTx, organization: OrganizationId, subject: Subject): Promise<BindingRow[]> {
  return tx.all(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE b.organization_id = ? AND b.subject_kind = ? AND b.subject_id = ? ORDER BY r.name_key`,
    organization,
    subject.kind,
    subject.id,
  )
}

export async function isBound(tx: ReadTx, organization: OrganizationId, subject: Subject, role: string): Promise<boolean> {
  const row = await tx.get(
    'SELECT 1 AS one FROM bindings WHERE organization_id = ? AND subject_kind = ? AND subject_id = ? AND role_id = ?',
    organization,
    subject.kind,
    subject.id,
    role,
  )
  return row !== undefined
}

export interface BindingsQuery {
  readonly organization: OrganizationId
  readonly role: string | undefined
  readonly subject: Subject | undefined
}

const where = (query: BindingsQuery): Sql =>
  allOf(
    sql('b.organization_id = ?', query.organization),
    given(query.role, (role) => sql('b.role_id = ?', role)),
    given(query.subject, ({ kind, id }) => sql('b.subject_kind = ? AND b.subject_id = ?', kind, id)),
  )

export async function countBindings(tx: ReadTx, query: BindingsQuery): Promise<number> {
  const condition = where(query)
  return (await tx.get<{ n: number }>(`SELECT count(*) AS n FROM bindings b WHERE ${condition.text}`, ...condition.params))?.n ?? 0
}

/** By kind and id of the subject, then by role. */
export function bindingsPage(
  tx: ReadTx,
  query: BindingsQuery,
  after: readonly [kind: string, id: string, role: string] | undefined,
  limit: number,
  offset = 0,
): Promise<BindingRow[]> {
  const condition = where(query)
  return tx.all(
    `SELECT ${COLUMNS} FROM ${FROM} WHERE ${condition.text} AND (b.subject_kind, b.subject_id, b.role_id) > (?, ?, ?)
     ORDER BY b.subject_kind, b.subject_id, b.role_id LIMIT ? OFFSET ?`,
    ...condition.params,
    ...(after ?? ['', '', '']),
    limit,
    offset,
  )
}

export async function bindingCounts(tx: ReadTx, organization: OrganizationId): Promise<Map<string, number>> {
  const rows = await tx.all<{ role: string; n: number }>(
    'SELECT role_id AS role, count(*) AS n FROM bindings WHERE organization_id = ? GROUP BY role_id',
    organization,
  )
  return new Map(rows.map(({ role, n }) => [role, n]))
}

export async function insertBinding(
  tx: WriteTx,
  binding: { id: string; organization: OrganizationId; role: string; subject: Subject; at: number },
): Promise<void> {
  await tx.run(
    'INSERT INTO bindings (id, organization_id, role_id, subject_kind, subject_id, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    binding.id,
    binding.organization,
    binding.role,
    binding.subject.kind,
    binding.subject.id,
    binding.at,
  )
}

export async function deleteBinding(tx: WriteTx, id: string): Promise<void> {
  await tx.run('DELETE FROM bindings WHERE id = ?', id)
}

export function deleteBindingsOfRole(tx: WriteTx, role: string): Promise<number> {
  return tx.run('DELETE FROM bindings WHERE role_id = ?', role)
}

/** What the subject is bound to itself. */
export function grantsOf(tx: ReadTx, organization: OrganizationId, subject: Subject): Promise<RoleGrant[]> {
  return tx.all(
    `SELECT r.name, r.managed, r.permissions FROM bindings b JOIN roles r ON r.id = b.role_id
     WHERE b.organization_id = ? AND b.subject_kind = ? AND b.subject_id = ?`,
    organization,
    subject.kind,
    subject.id,
  )
}
