import type { Permissions } from '../../shared/console/access.ts'
import { type Permission, permissionNames } from '../domain/access/permissions.ts'
import type { ReadTx } from '../store/database/port.ts'
import { organizationById, organizationBySlug, type OrganizationRow } from '../store/organizations.ts'
import type { Caller } from './authenticate.ts'
import { Refusal } from './respond.ts'
import type { Needs } from './route.ts'

/**
 * The organization that the path names, by number or by slug. To a service account every organization but its own does not exist; an
 * application sees all of them.
 */
export async function organizationFor(
  tx: ReadTx,
  caller: Caller,
  params: Readonly<Record<string, string>>,
): Promise<OrganizationRow | undefined> {
  const { orgId, tenant } = params
  const named = orgId ?? tenant
  if (named === undefined) return undefined
  const organization = orgId === undefined ? await organizationBySlug(tx, named.toLowerCase()) : await organizationByNumber(tx, named)
  if (organization === undefined || (caller.kind === 'service-account' && caller.organization.id !== organization.id))
    throw new Refusal(404, 'not_found', `There is no organization ${named}.`)
  return organization
}

async function organizationByNumber(tx: ReadTx, text: string): Promise<OrganizationRow | undefined> {
  return /^[1-9]\d{0,14}$/.test(text) ? organizationById(tx, Number(text)) : undefined
}

/** Throws 403 that names what is missing. */
export function admit(caller: Caller, needs: Needs): void {
  if ('anyone' in needs) return
  if (caller.kind === 'application') {
    if (needs.applications !== undefined) return
    throw new Refusal(
      403,
      'forbidden',
      'This needs the token of a service account. An application’s token opens sign-ins and the teams of users.',
    )
  }
  if (!('permission' in needs)) throw new Refusal(403, 'forbidden', 'This needs the token of an application: muster app-token issue NAME.')
  if (caller.permissions.has(needs.permission)) return
  throw new Refusal(403, 'forbidden', `The roles of this service account do not have the permission ${needs.permission}.`)
}

/** Nobody gives a permission that she does not have: otherwise who may bind roles could do everything. Throws 403 that names them. */
export function refusePermissions(caller: Caller, given: readonly Permission[]): void {
  if (caller.kind !== 'service-account') throw new Refusal(403, 'forbidden', 'An application gives no permissions.')
  const beyond = given.filter((permission) => !caller.permissions.has(permission))
  if (beyond.length > 0)
    throw new Refusal(
      403,
      'forbidden',
      `This service account does not have ${beyond.join(', ')} itself, and so cannot give that to anybody.`,
    )
}

export function refuseGivingMore(caller: Caller, permissions: Permissions): void {
  refusePermissions(caller, permissionNames(permissions))
}
