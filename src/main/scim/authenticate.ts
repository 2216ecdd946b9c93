import type { OrganizationRow } from '../store/organizations.ts'
import { organizationById, organizationBySlug } from '../store/organizations.ts'
import type { ReadTx } from '../store/database/port.ts'
import { builtInIntegration, type IntegrationRow, integrationById } from '../store/integrations.ts'
import type { TokenRow } from '../store/tokens.ts'
import { permissionsOfIntegration } from '../domain/access/bindings.ts'
import type { Granted, Permission } from '../domain/access/permissions.ts'
import { checkToken, type TokenRefusal } from '../domain/tokens.ts'
import type { TurnedAway } from '../domain/problems/refusals.ts'
import { ScimError } from '../protocol/error.ts'
import type { Mount } from './mounts.ts'

/** Who asks: the integration that the token opens, and the organization it belongs to. */
export interface Caller {
  readonly organization: OrganizationRow
  readonly integration: IntegrationRow
  /** Null in a rehearsal, which needs none. */
  readonly token: TokenRow | null
  /** I4: what the service account of the integration may do. */
  readonly permissions: Granted
}

/** T5: the detail tells the cases apart only as far as is safe. */
const REFUSALS: Record<TokenRefusal, string> = {
  missing: 'A bearer token is required: Authorization: Bearer followed by the token.',
  malformed: 'The bearer token is not a complete Muster token; it may have been cut or altered when it was pasted.',
  unknown: 'The bearer token does not open this endpoint.',
  revoked: 'The bearer token has been revoked. Put the token that was generated last into the identity provider.',
  expired: 'The bearer token has expired. Generate a new one and put it into the identity provider.',
}

/** 401 with which of the five cases it was: the log shows it to the administrator. */
export class Unauthorized extends ScimError {
  readonly refusal: TokenRefusal

  constructor(refusal: TokenRefusal) {
    super(401, undefined, REFUSALS[refusal])
    this.refusal = refusal
  }
}

/** I2, I4: 403 with what it was for. */
export class Forbidden extends ScimError {
  readonly because: Exclude<TurnedAway, { why: 'token' }>

  constructor(because: Forbidden['because'], detail: string) {
    super(403, undefined, detail)
    this.because = because
  }
}

async function integrationAt(
  tx: ReadTx,
  mount: Mount,
): Promise<{ organization: OrganizationRow; integration: IntegrationRow } | undefined> {
  if (mount.kind === 'organization') {
    const organization = await organizationById(tx, mount.organizationId)
    const integration = organization && (await builtInIntegration(tx, organization.id))
    return organization && integration && { organization, integration }
  }
  const organization = await organizationBySlug(tx, mount.tenant.toLowerCase())
  const integration = organization && (await integrationById(tx, mount.integrationId))
  return organization && integration?.organizationId === organization.id ? { organization, integration } : undefined
}

/** Where a request is addressed to, and whether its token opens it. The place is known of a refusal too: the log shows it there. */
export interface Authentication {
  readonly place: { readonly organization: OrganizationRow; readonly integration: IntegrationRow } | undefined
  readonly outcome: Caller | ScimError
}

/** T5, T6, I2. An organization or integration that does not exist answers as a wrong token does: existence is not told. */
export async function authenticate(tx: ReadTx, mount: Mount, presented: string | undefined, now: number): Promise<Authentication> {
  const place = await integrationAt(tx, mount)
  const check = await checkToken(tx, presented, place?.integration.id ?? '', now)
  if (!check.ok) return { place, outcome: new Unauthorized(check.refusal) }
  return admitted(tx, place, check.token)
}

/** The same for a rehearsal in the name of the integration itself: no token is asked for. */
export async function authenticateRehearsal(tx: ReadTx, mount: Mount): Promise<Authentication> {
  return admitted(tx, await integrationAt(tx, mount), null)
}

async function admitted(tx: ReadTx, place: Authentication['place'], token: TokenRow | null): Promise<Authentication> {
  if (place === undefined) return { place, outcome: new Unauthorized('unknown') }
  if (place.integration.enabled === 0) {
    const detail = `The integration ${place.integration.name} is disabled. Enable it in the console to accept requests.`
    return { place, outcome: new Forbidden({ why: 'disabled' }, detail) }
  }
  const permissions = await permissionsOfIntegration(tx, place.integration.id)
  return { place, outcome: { ...place, token, permissions } }
}

/** I4: refuses what the roles of the integration's service account do not permit; the detail names what is missing. */
export function refuseUnpermitted(caller: Caller, needs: readonly Permission[]): void {
  const missing = needs.filter((permission) => !caller.permissions.has(permission))
  if (missing.length === 0) return
  const which = missing.length === 1 ? `the permission ${missing[0]}` : `the permissions ${missing.join(' and ')}`
  const detail = `The integration ${caller.integration.name} may not do this: the role of its service account lacks ${which}. Change the role, or bind the service account to another one, in the console.`
  throw new Forbidden({ why: 'permission', permission: missing.join(' and ') }, detail)
}
