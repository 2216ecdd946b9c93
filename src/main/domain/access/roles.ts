import { isDeepStrictEqual } from 'node:util'
import type { Permissions, Role } from '../../../shared/console/access.ts'
import { MANAGED_ROLES } from '../../../shared/console/access.ts'
import { nameKey } from '../../protocol/fold.ts'
import { bindingCounts, deleteBindingsOfRole } from '../../store/bindings.ts'
import type { ReadTx } from '../../store/database/port.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import { deleteRole, insertRole, roleById, roleByNameKey, type RoleRow, rolesOf, updateRole } from '../../store/roles.ts'
import type { Change } from '../change.ts'
import { DomainError } from '../error.ts'
import { canonical, editableOf, MANAGED, type ManagedRole, permissionNames, rolePermissions } from './permissions.ts'

export async function requireRole(tx: ReadTx, organization: OrganizationRow, id: string): Promise<RoleRow> {
  const role = await roleById(tx, organization.id, id)
  if (role === undefined) throw new DomainError('not_found', 'There is no such role in this organization; it may have been deleted.')
  return role
}

/** One that every organization has. */
export async function managedRole(tx: ReadTx, organization: OrganizationRow, name: ManagedRole): Promise<RoleRow> {
  const role = await roleByNameKey(tx, organization.id, nameKey(name))
  if (role === undefined) throw new Error(`the organization ${organization.slug} has no role ${name}`)
  return role
}

const target = (role: { id: string; name: string }) => ({ type: 'role', id: role.id, name: role.name })

async function refuseTakenName(tx: ReadTx, organization: OrganizationRow, name: string, except: string | undefined): Promise<void> {
  const holder = await roleByNameKey(tx, organization.id, nameKey(name))
  if (holder !== undefined && holder.id !== except)
    throw new DomainError('value_taken', `${organization.name} has a role named ${holder.name} already.`, { field: 'name' })
}

/** The roles that a new organization begins with (I3). They are part of its making, and told with it. */
export async function seedManagedRoles(change: Change, organization: OrganizationRow): Promise<void> {
  for (const name of MANAGED_ROLES) {
    const { description, permissions } = MANAGED[name]
    const stored = editableOf({ name, managed: 1 }) === 'nothing' ? '{}' : JSON.stringify(canonical(permissions))
    await insertRole(change.tx, {
      id: change.id(),
      organization: organization.id,
      name,
      nameKey: nameKey(name),
      description,
      managed: true,
      permissions: stored,
      at: change.at,
    })
  }
}

export async function createRole(
  change: Change,
  organization: OrganizationRow,
  wanted: { name: string; description: string; permissions: Permissions },
): Promise<RoleRow> {
  await refuseTakenName(change.tx, organization, wanted.name, undefined)
  const id = change.id()
  const permissions = canonical(wanted.permissions)
  await insertRole(change.tx, {
    id,
    organization: organization.id,
    name: wanted.name,
    nameKey: nameKey(wanted.name),
    description: wanted.description,
    managed: false,
    permissions: JSON.stringify(permissions),
    at: change.at,
  })
  await change.record({
    organization: organization.id,
    action: 'role.created',
    target: target({ id, name: wanted.name }),
    after: { name: wanted.name, description: wanted.description, permissions },
  })
  change.touch('access', organization.id)
  return requireRole(change.tx, organization, id)
}

/** Of SCIMProvisioner the permissions may be narrowed, and restored up to what it is made with (I4); Admin and Viewer stay what they are. */
export async function editRole(
  change: Change,
  organization: OrganizationRow,
  role: RoleRow,
  wanted: { name?: string | undefined; description?: string | undefined; permissions?: Permissions | undefined },
): Promise<RoleRow> {
  const before = { name: role.name, description: role.description, permissions: canonical(rolePermissions(role)) }
  const after = {
    name: wanted.name ?? before.name,
    description: wanted.description ?? before.description,
    permissions: wanted.permissions === undefined ? before.permissions : canonical(wanted.permissions),
  }
  if (isDeepStrictEqual(before, after)) return role
  refuseEdit(role, before, after)
  await refuseTakenName(change.tx, organization, after.name, role.id)
  const columns = { ...after, nameKey: nameKey(after.name), permissions: JSON.stringify(after.permissions) }
  await updateRole(change.tx, role.id, columns, change.at)
  await change.record({
    organization: organization.id,
    action: 'role.updated',
    target: target({ id: role.id, name: after.name }),
    before,
    after,
  })
  change.touch('access', organization.id)
  return requireRole(change.tx, organization, role.id)
}

interface Said {
  readonly name: string
  readonly description: string
  readonly permissions: Permissions
}

function refuseEdit(role: RoleRow, before: Said, after: Said): void {
  const editable = editableOf(role)
  if (editable === 'whole') return
  if (editable === 'nothing')
    throw new DomainError('managed', `${role.name} is a managed role and cannot be changed. Create a role of your own and bind that.`)
  if (after.name !== before.name || after.description !== before.description)
    throw new DomainError('managed', `${role.name} is a managed role: its permissions can be narrowed, its name and description stay.`)
  const most = new Set(permissionNames(MANAGED.SCIMProvisioner.permissions))
  const beyond = permissionNames(after.permissions).filter((permission) => !most.has(permission))
  if (beyond.length > 0)
    throw new DomainError(
      'managed',
      `${role.name} cannot be given ${beyond.join(', ')}: it can be narrowed and restored, not widened. Create a role of your own for more.`,
      { field: 'permissions' },
    )
}

/** Gives how many bindings went with it. */
export async function removeRole(change: Change, organization: OrganizationRow, role: RoleRow, withBindings: boolean): Promise<number> {
  if (role.managed === 1) throw new DomainError('managed', `${role.name} is a managed role and cannot be deleted.`)
  const bindings = (await bindingCounts(change.tx, organization.id)).get(role.id) ?? 0
  if (bindings > 0 && !withBindings)
    throw new DomainError('role_in_use', `${role.name} is bound ${bindings === 1 ? 'once' : `${bindings} times`}.`)
  await deleteBindingsOfRole(change.tx, role.id)
  await deleteRole(change.tx, role.id)
  await change.record({
    organization: organization.id,
    action: 'role.deleted',
    target: target(role),
    before: { name: role.name, description: role.description, permissions: rolePermissions(role), bindings },
  })
  change.touch('access', organization.id)
  return bindings
}

export function describeRole(role: RoleRow, bindingCount: number): Role {
  const editable = editableOf(role)
  return {
    id: role.id,
    name: role.name,
    description: role.description,
    managed: role.managed === 1,
    editable,
    permissions: canonical(rolePermissions(role)),
    widest: editable === 'permissions' ? canonical(MANAGED.SCIMProvisioner.permissions) : null,
    bindingCount,
    createdAt: role.createdAt,
    updatedAt: role.updatedAt,
  }
}

export async function listRoles(tx: ReadTx, organization: OrganizationRow): Promise<Role[]> {
  const counts = await bindingCounts(tx, organization.id)
  return (await rolesOf(tx, organization.id)).map((role) => describeRole(role, counts.get(role.id) ?? 0))
}
