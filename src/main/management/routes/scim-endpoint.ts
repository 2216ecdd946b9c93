import { z } from 'zod'
import type { TokenState } from '../../../shared/console/tokens.ts'
import { TokenLifetime } from '../../../shared/console/tokens.ts'
import type { Change } from '../../domain/change.ts'
import { DomainError } from '../../domain/error.ts'
import { mountPaths } from '../../domain/mounts.ts'
import { issueToken, requireIntegration, revokeLiveToken, TOKEN_PREFIX, tokenState } from '../../domain/tokens.ts'
import type { IntegrationRow } from '../../store/integrations.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import { type Call, get, post, remove } from '../route.ts'
import { Count, iso, isoOrNull, shape, Time } from '../shapes.ts'

const ScimConfig = shape(
  'ScimConfig',
  z.object({
    endpointUrl: z.string().describe('The base URL to enter in the identity provider.'),
    groupCount: Count.describe('Groups in the catalog.'),
    hasActiveToken: z.boolean(),
    maskedToken: z.string().nullable().describe('How the token begins and ends.'),
    ssoActive: z.boolean().describe('Whether sign-in claims give membership in this organization.'),
    tokenCreatedAt: Time.nullable(),
    tokenLastUsed: Time.nullable(),
  }),
)

const IssuedScimToken = shape(
  'IssuedScimToken',
  z.object({
    token: z.string().describe('The plaintext, this once: only a hash of it is kept.'),
    endpointUrl: z.string(),
    maskedToken: z.string(),
    tokenCreatedAt: Time,
    tokenExpiresAt: Time.nullable(),
  }),
)

const Lifetime = z.object({ lifetimeDays: TokenLifetime.default(null).describe('Days until it expires; null for never.') })

const endpointUrl = (origin: string, organization: OrganizationRow, { id }: IntegrationRow): string =>
  origin + mountPaths(organization, { id, builtIn: true }).okta

const masked = (tail: string): string => `${TOKEN_PREFIX}…${tail}`

function config(organization: OrganizationRow, endpoint: string, token: TokenState): z.input<typeof ScimConfig> {
  const held = token.state === 'none' ? undefined : token
  return {
    endpointUrl: endpoint,
    groupCount: organization.groupCount,
    hasActiveToken: token.state === 'live',
    maskedToken: held === undefined ? null : masked(held.tail),
    ssoActive: organization.membershipSources !== 'scim',
    tokenCreatedAt: held === undefined ? null : iso(held.createdAt),
    tokenLastUsed: isoOrNull(held?.lastUsedAt ?? null),
  }
}

type Issuing = Call<'/api/orgs/{orgId}/scim/token', unknown, z.output<typeof Lifetime>>

/** A token that there was before dies in the same transaction (T3). */
async function issued(change: Change, { organization, body, origin }: Issuing): Promise<z.input<typeof IssuedScimToken>> {
  const integration = await requireIntegration(change.tx, organization, undefined)
  const token = await issueToken(change, integration, body.lifetimeDays)
  const state = await tokenState(change.tx, integration, change.at)
  return {
    token,
    endpointUrl: endpointUrl(origin, organization, integration),
    maskedToken: masked(token.slice(-4)),
    tokenCreatedAt: iso(change.at),
    tokenExpiresAt: isoOrNull(state.state === 'none' ? null : state.expiresAt),
  }
}

export const scimEndpointRoutes = [
  get('/api/orgs/{orgId}/scim/config', {
    id: 'getScimConfig',
    summary: 'The organization’s group mapping endpoint and what is known of its token.',
    needs: { permission: 'TOKENS:READ' },
    answer: ScimConfig,
    async run(tx, { organization, origin, now }) {
      const integration = await requireIntegration(tx, organization, undefined)
      return config(organization, endpointUrl(origin, organization, integration), await tokenState(tx, integration, now))
    },
  }),
  post('/api/orgs/{orgId}/scim/token', {
    id: 'issueScimToken',
    summary: 'Generates the SCIM token and gives it this once; one that there was before is revoked at the same moment.',
    needs: { permission: 'TOKENS:CREATE' },
    body: Lifetime,
    answer: IssuedScimToken,
    status: 201,
    run: issued,
  }),
  post('/api/orgs/{orgId}/scim/token/rotate', {
    id: 'rotateScimToken',
    summary: 'Replaces the SCIM token; 404 when there is none to replace.',
    needs: { permission: 'TOKENS:UPDATE' },
    body: Lifetime,
    answer: IssuedScimToken,
    async run(change, call) {
      const integration = await requireIntegration(change.tx, call.organization, undefined)
      if ((await tokenState(change.tx, integration, change.at)).state === 'none')
        throw new DomainError('not_found', 'There is no token to rotate. Generate the first one with POST …/scim/token.')
      return issued(change, call)
    },
  }),
  remove('/api/orgs/{orgId}/scim/token', {
    id: 'revokeScimToken',
    summary: 'Revokes the SCIM token: the identity provider is answered 401 from now on.',
    needs: { permission: 'TOKENS:DELETE' },
    run: async (change, { organization }) => revokeLiveToken(change, await requireIntegration(change.tx, organization, undefined)),
  }),
]
