import { z } from 'zod'
import type { ApiToken as DescribedToken } from '../../../shared/console/access.ts'
import { TokenLifetime } from '../../../shared/console/tokens.ts'
import { permissionsOf } from '../../domain/access/bindings.ts'
import { rolePermissions } from '../../domain/access/permissions.ts'
import { requireRole } from '../../domain/access/roles.ts'
import {
  createServiceAccount,
  describeServiceAccount,
  listServiceAccounts,
  removeServiceAccount,
  requireServiceAccount,
} from '../../domain/access/service-accounts.ts'
import { describeApiToken, issueApiToken, revokeApiToken } from '../../domain/api-tokens.ts'
import { DomainError } from '../../domain/error.ts'
import { nameKey } from '../../protocol/fold.ts'
import { apiTokensOf } from '../../store/api-tokens.ts'
import type { ReadTx } from '../../store/database/port.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import { roleByNameKey, type RoleRow } from '../../store/roles.ts'
import { refuseGivingMore, refusePermissions } from '../authorize.ts'
import { get, post, remove } from '../route.ts'
import { Id, iso, isoOrNull, pageOf, Pages, resultsOf, shape, Time } from '../shapes.ts'

const ServiceAccount = shape(
  'ServiceAccount',
  z.object({
    id: Id,
    name: z.string(),
    description: z.string(),
    integrationId: Id.nullable().describe('The integration that it acts for; null for an account of its own.'),
    roles: z.array(z.object({ bindingId: Id, id: Id, name: z.string() })),
    createdAt: Time,
  }),
)

function account(described: Awaited<ReturnType<typeof describeServiceAccount>>): z.input<typeof ServiceAccount> {
  const { id, name, description, integration, roles, createdAt } = described
  return { id, name, description, integrationId: integration?.id ?? null, roles, createdAt: iso(createdAt) }
}

const tokenFields = {
  id: Id,
  name: z.string(),
  expired: z.boolean(),
  tail: z.string().describe('The last four characters: all that is kept of the plaintext.'),
  createdAt: Time,
  lastUsedAt: Time.nullable(),
  expiresAt: Time.nullable(),
}
const ApiToken = shape('ApiToken', z.object(tokenFields))
const IssuedApiToken = shape('IssuedApiToken', z.object({ ...tokenFields, token: z.string().describe('The plaintext, this once.') }))

function apiToken({ id, name, state, tail, createdAt, lastUsedAt, expiresAt }: DescribedToken): z.input<typeof ApiToken> {
  const times = { createdAt: iso(createdAt), lastUsedAt: isoOrNull(lastUsedAt), expiresAt: isoOrNull(expiresAt) }
  return { id, name, expired: state === 'expired', tail, ...times }
}

async function roleOf(
  tx: ReadTx,
  organization: OrganizationRow,
  { roleId, role }: { roleId?: string | undefined; role?: string | undefined },
): Promise<RoleRow> {
  if (roleId !== undefined) return requireRole(tx, organization, roleId)
  if (role === undefined) throw new DomainError('invalid', 'Give roleId or role.', { field: 'roleId' })
  const row = await roleByNameKey(tx, organization.id, nameKey(role))
  if (row === undefined) throw new DomainError('not_found', `There is no role ${role} in this organization.`)
  return row
}

const Title = z.string().trim().min(1, 'A name is required.').max(63)

export const serviceAccountRoutes = [
  get('/api/v1/{tenant}/service-accounts', {
    id: 'listServiceAccounts',
    summary: 'The organization’s service accounts, by name; those that act for integrations are among them.',
    needs: { permission: 'SERVICE_ACCOUNTS:READ' },
    query: z.object(Pages),
    answer: resultsOf(ServiceAccount),
    run: async (tx, { organization, query, now }) => pageOf((await listServiceAccounts(tx, organization, now)).map(account), query),
  }),
  post('/api/v1/{tenant}/service-accounts', {
    id: 'createServiceAccount',
    summary: 'Creates a service account bound to a role, given by id or by name. Its tokens are issued apart.',
    needs: { permission: 'SERVICE_ACCOUNTS:CREATE' },
    body: z.object({ name: Title, description: z.string().max(1000).default(''), roleId: Id.optional(), role: z.string().optional() }),
    answer: ServiceAccount,
    status: 201,
    refuses: [404, 409],
    async run(change, { caller, organization, body }) {
      const bound = await roleOf(change.tx, organization, body)
      refuseGivingMore(caller, rolePermissions(bound))
      const row = await createServiceAccount(change, organization, body.name, body.description, bound)
      return account(await describeServiceAccount(change.tx, row, change.at))
    },
  }),
  get('/api/v1/{tenant}/service-accounts/{id}', {
    id: 'getServiceAccount',
    summary: 'One service account.',
    needs: { permission: 'SERVICE_ACCOUNTS:READ' },
    answer: ServiceAccount,
    run: async (tx, { organization, params, now }) =>
      account(await describeServiceAccount(tx, await requireServiceAccount(tx, organization, params.id), now)),
  }),
  remove('/api/v1/{tenant}/service-accounts/{id}', {
    id: 'deleteServiceAccount',
    summary: 'Deletes a service account with its bindings and tokens; 409 for one that acts for an integration.',
    needs: { permission: 'SERVICE_ACCOUNTS:DELETE' },
    refuses: [409],
    run: async (change, { organization, params }) =>
      removeServiceAccount(change, organization, await requireServiceAccount(change.tx, organization, params.id)),
  }),
  get('/api/v1/{tenant}/service-accounts/{id}/api-tokens', {
    id: 'listApiTokens',
    summary: 'The service account’s tokens that are not revoked, oldest first; never their plaintext.',
    needs: { permission: 'TOKENS:READ' },
    query: z.object(Pages),
    answer: resultsOf(ApiToken),
    async run(tx, { organization, params, query, now }) {
      const { id } = await requireServiceAccount(tx, organization, params.id)
      return pageOf(
        (await apiTokensOf(tx, id)).map((row) => apiToken(describeApiToken(row, now))),
        query,
      )
    },
  }),
  post('/api/v1/{tenant}/service-accounts/{id}/api-tokens', {
    id: 'createApiToken',
    summary: 'Issues a token of the service account and gives it this once.',
    about: 'Nobody can issue a token that may do more than she may herself; 409 for an account that acts for an integration.',
    needs: { permission: 'TOKENS:CREATE' },
    body: z.object({ name: Title, lifetimeDays: TokenLifetime.default(null).describe('Days until it expires; null for never.') }),
    answer: IssuedApiToken,
    status: 201,
    refuses: [409],
    async run(change, { caller, organization, params, body }) {
      const holder = await requireServiceAccount(change.tx, organization, params.id)
      refusePermissions(caller, [...(await permissionsOf(change.tx, organization, { kind: 'service-account', id: holder.id }))])
      const { token, row } = await issueApiToken(change, holder, body.name, body.lifetimeDays)
      return { ...apiToken(describeApiToken(row, change.at)), token }
    },
  }),
  remove('/api/v1/{tenant}/service-accounts/{id}/api-tokens/{tokenId}', {
    id: 'revokeApiToken',
    summary: 'Revokes a token of the service account: it is answered 401 from now on.',
    needs: { permission: 'TOKENS:DELETE' },
    async run(change, { organization, params }) {
      await revokeApiToken(change, await requireServiceAccount(change.tx, organization, params.id), params.tokenId)
    },
  }),
]
