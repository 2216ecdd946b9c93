import type { Endpoint } from '../../../shared/console/tokens.ts'
import { requireOrganization } from '../../domain/organizations.ts'
import { issueToken, requireIntegration, revokeLiveToken, tokenState } from '../../domain/tokens.ts'
import { mountsOf } from '../../domain/mounts.ts'
import type { ReadTx } from '../../store/database/port.ts'
import type { IntegrationRow } from '../../store/integrations.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import type { HandlersOf } from '../context.ts'

async function describe(
  tx: ReadTx,
  origin: string,
  organization: OrganizationRow,
  integration: IntegrationRow,
  now: number,
): Promise<Endpoint> {
  return {
    integrationId: integration.id,
    integrationName: integration.name,
    builtIn: integration.builtIn === 1,
    enabled: integration.enabled === 1,
    mounts: mountsOf(origin, organization, integration),
    token: await tokenState(tx, integration, now),
    lastRequestAt: integration.lastRequestAt,
  }
}

export const tokenHandlers: HandlersOf<'tokens'> = {
  'tokens.endpoint': ({ domain, facts }, { organizationId, integration: name }) =>
    domain.read(async (tx) => {
      const organization = await requireOrganization(tx, organizationId)
      return describe(tx, facts.scimOrigin(), organization, await requireIntegration(tx, organization, name), domain.clock())
    }),
  'tokens.issue': ({ domain, actor, facts }, { organizationId, integration: name, lifetimeDays }) =>
    domain.change({ actor }, async (change) => {
      const organization = await requireOrganization(change.tx, organizationId)
      const integration = await requireIntegration(change.tx, organization, name)
      const token = await issueToken(change, integration, lifetimeDays)
      const mounts = mountsOf(facts.scimOrigin(), organization, integration)
      return { token, endpoint: mounts[0]?.url ?? '', mounts, state: await tokenState(change.tx, integration, change.at) }
    }),
  'tokens.revoke': ({ domain, actor, facts }, { organizationId, integration: name }) =>
    domain.change({ actor }, async (change) => {
      const organization = await requireOrganization(change.tx, organizationId)
      const integration = await requireIntegration(change.tx, organization, name)
      await revokeLiveToken(change, integration)
      return describe(change.tx, facts.scimOrigin(), organization, integration, change.at)
    }),
}
