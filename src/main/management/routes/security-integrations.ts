import { z } from 'zod'
import { IntegrationPreset } from '../../../shared/console/integrations.ts'
import { TokenLifetime } from '../../../shared/console/tokens.ts'
import {
  createIntegration,
  describeIntegration,
  enableIntegration,
  removeIntegration,
  requireIntegrationById,
} from '../../domain/integrations.ts'
import { issueToken, TOKEN_PREFIX } from '../../domain/tokens.ts'
import type { ReadTx } from '../../store/database/port.ts'
import { type IntegrationRow, integrationsOf } from '../../store/integrations.ts'
import { type Call, get, post, remove } from '../route.ts'
import { Id, iso, isoOrNull, pageOf, Pages, resultsOf, shape, Time } from '../shapes.ts'

const fields = {
  id: Id,
  name: z.string(),
  description: z.string(),
  type: z.literal('SCIM'),
  preset: IntegrationPreset,
  endpoint: z.string().describe('The base URL to enter in the identity provider.'),
  enabled: z.boolean(),
  builtIn: z.boolean().describe('The organization’s group mapping endpoint, which cannot be removed.'),
  serviceAccountId: Id.describe('Who its token acts as: that account’s roles say what it may do.'),
  hasActiveToken: z.boolean(),
  maskedToken: z.string().nullable(),
  lastRequestAt: Time.nullable(),
  createdAt: Time,
}

const SecurityIntegration = shape('SecurityIntegration', z.object(fields))

const CreatedSecurityIntegration = shape(
  'CreatedSecurityIntegration',
  z.object({ ...fields, token: z.string().describe('The secret, this once: only a hash of it is kept.') }),
)

type InTenant = Pick<Call<'/api/v1/{tenant}/security-integrations'>, 'organization' | 'origin'>

async function described(
  tx: ReadTx,
  { organization, origin }: InTenant,
  row: IntegrationRow,
  now: number,
): Promise<z.input<typeof SecurityIntegration>> {
  const integration = await describeIntegration(tx, origin, organization, row, now)
  const { id, name, description, type, preset, enabled, builtIn, serviceAccount, mounts, token, lastRequestAt, createdAt } = integration
  return {
    id,
    name,
    description,
    type,
    preset,
    endpoint: mounts.find(({ kind }) => kind === 'integration')?.url ?? '',
    enabled,
    builtIn,
    serviceAccountId: serviceAccount.id,
    hasActiveToken: token.state === 'live',
    maskedToken: token.state === 'none' ? null : `${TOKEN_PREFIX}…${token.tail}`,
    lastRequestAt: isoOrNull(lastRequestAt),
    createdAt: iso(createdAt),
  }
}

const switching = (deed: 'enable' | 'disable') =>
  post(`/api/v1/{tenant}/security-integrations/{id}/${deed}`, {
    id: `${deed}SecurityIntegration`,
    summary:
      deed === 'enable'
        ? 'Lets the integration’s endpoint accept requests.'
        : 'Makes the integration’s endpoint answer every request 403 until it is enabled again.',
    needs: { permission: 'INTEGRATIONS:UPDATE' },
    answer: SecurityIntegration,
    async run(change, call) {
      const { organization, params } = call
      const row = await requireIntegrationById(change.tx, organization, params.id)
      return described(change.tx, call, await enableIntegration(change, organization, row, deed === 'enable'), change.at)
    },
  })

export const securityIntegrationRoutes = [
  get('/api/v1/{tenant}/security-integrations', {
    id: 'listSecurityIntegrations',
    summary: 'The organization’s provisioning integrations: the built-in one first, then by name.',
    needs: { permission: 'INTEGRATIONS:READ' },
    query: z.object(Pages),
    answer: resultsOf(SecurityIntegration),
    async run(tx, call) {
      const { results, total } = pageOf(await integrationsOf(tx, call.organization.id), call.query)
      const items = []
      for (const row of results) items.push(await described(tx, call, row, call.now))
      return { results: items, total }
    },
  }),
  post('/api/v1/{tenant}/security-integrations', {
    id: 'createSecurityIntegration',
    summary: 'Creates a provisioning integration with its service account, and gives its endpoint and token, the token this once.',
    about: 'The service account is bound to the managed role SCIMProvisioner.',
    needs: { permission: 'INTEGRATIONS:CREATE' },
    body: z.object({
      name: z.string().describe('Lower-case letters and digits, with single hyphens between them; 63 characters at the most.'),
      description: z.string().max(1000).default(''),
      type: z.literal('SCIM').default('SCIM'),
      preset: IntegrationPreset.default('other'),
      enabled: z.boolean().default(true),
      lifetimeDays: TokenLifetime.default(null).describe('Days until the token expires; null for never.'),
    }),
    answer: CreatedSecurityIntegration,
    status: 201,
    refuses: [409],
    async run(change, call) {
      const row = await createIntegration(change, call.organization, call.body)
      const token = await issueToken(change, row, call.body.lifetimeDays)
      return { ...(await described(change.tx, call, row, change.at)), token }
    },
  }),
  get('/api/v1/{tenant}/security-integrations/{id}', {
    id: 'getSecurityIntegration',
    summary: 'One provisioning integration.',
    needs: { permission: 'INTEGRATIONS:READ' },
    answer: SecurityIntegration,
    run: async (tx, call) => described(tx, call, await requireIntegrationById(tx, call.organization, call.params.id), call.now),
  }),
  remove('/api/v1/{tenant}/security-integrations/{id}', {
    id: 'deleteSecurityIntegration',
    summary: 'Removes an integration with its token and service account; what was provisioned through it stays.',
    about: 'The built-in integration is 409.',
    needs: { permission: 'INTEGRATIONS:DELETE' },
    refuses: [409],
    run: async (change, { organization, params }) =>
      removeIntegration(change, organization, await requireIntegrationById(change.tx, organization, params.id)),
  }),
  switching('enable'),
  switching('disable'),
]
