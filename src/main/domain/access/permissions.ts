import { type Action, ACTIONS, type MANAGED_ROLES, Permissions, type Resource, RESOURCES } from '../../../shared/console/access.ts'
import type { RoleGrant } from '../../store/roles.ts'

/** One thing that may be permitted: `GROUPS:CREATE`. */
export type Permission = `${Resource}:${Action}`

/** What somebody may do, all roles taken together. */
export type Granted = ReadonlySet<Permission>

export type ManagedRole = (typeof MANAGED_ROLES)[number]

const CRUD = [...ACTIONS]
const everywhere = (actions: readonly Action[]): Permissions => Object.fromEntries(RESOURCES.map((resource) => [resource, [...actions]]))

/**
 * I3: what the managed roles permit. SCIMProvisioner has no USERS:DELETE, since nobody can be deleted over SCIM: a DELETE of a user
 * takes the person's access to this organization away, which is BINDINGS:DELETE; the account stays (U4).
 */
export const MANAGED: Readonly<Record<ManagedRole, { description: string; permissions: Permissions }>> = {
  Admin: { description: 'Everything in the organization.', permissions: everywhere(CRUD) },
  Viewer: { description: 'Reads everything in the organization.', permissions: everywhere(['READ']) },
  SCIMProvisioner: {
    description: 'What a provisioning integration may do.',
    permissions: { GROUPS: CRUD, USERS: ['CREATE', 'READ', 'UPDATE'], BINDINGS: CRUD },
  },
}

/** Whether the role's permissions follow from what there is, and are not stored. */
const isFixed = (role: Pick<RoleGrant, 'name' | 'managed'>): role is { name: 'Admin' | 'Viewer'; managed: 1 } =>
  role.managed === 1 && (role.name === 'Admin' || role.name === 'Viewer')

export function rolePermissions(role: RoleGrant): Permissions {
  return isFixed(role) ? MANAGED[role.name].permissions : Permissions.parse(JSON.parse(role.permissions))
}

export function editableOf(role: Pick<RoleGrant, 'name' | 'managed'>): 'whole' | 'permissions' | 'nothing' {
  if (role.managed === 0) return 'whole'
  return isFixed(role) ? 'nothing' : 'permissions'
}

export function permissionNames(permissions: Permissions): Permission[] {
  return RESOURCES.flatMap((resource) => (permissions[resource] ?? []).map((action): Permission => `${resource}:${action}`))
}

/** In the order in which resources and actions are told, each once; resources that are permitted nothing are left out. */
export function canonical(permissions: Permissions): Permissions {
  const kept: Permissions = {}
  for (const resource of RESOURCES) {
    const actions = ACTIONS.filter((action) => permissions[resource]?.includes(action))
    if (actions.length > 0) kept[resource] = actions
  }
  return kept
}

/** By what the roles say: there are few of them, and each request asks. */
const known = new Map<string, Granted>()
const MOST_KNOWN = 1_000

function grantedBy(role: RoleGrant): Granted {
  const key = isFixed(role) ? role.name : role.permissions
  let granted = known.get(key)
  if (granted === undefined) {
    granted = new Set(permissionNames(rolePermissions(role)))
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(key, granted)
  }
  return granted
}

export function merged(roles: readonly RoleGrant[]): Granted {
  const [first, ...rest] = roles
  if (first === undefined) return new Set()
  if (rest.length === 0) return grantedBy(first)
  return new Set(roles.flatMap((role) => [...grantedBy(role)]))
}
