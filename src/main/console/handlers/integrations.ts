import type { Integration } from '../../../shared/console/integrations.ts'
import type { Change } from '../../domain/change.ts'
import {
  createIntegration,
  describeIntegration,
  editIntegration,
  enableIntegration,
  integrationRemoval,
  removeIntegration,
  requireIntegrationById,
} from '../../domain/integrations.ts'
import { requireOrganization } from '../../domain/organizations.ts'
import { issueToken } from '../../domain/tokens.ts'
import type { ReadTx } from '../../store/database/port.ts'
import { type IntegrationRow, integrationsOf } from '../../store/integrations.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import type { Context, HandlersOf } from '../context.ts'

interface OfIntegration {
  readonly organizationId: number
  readonly integrationId: string
}

async function placeOf(tx: ReadTx, input: OfIntegration): Promise<{ organization: OrganizationRow; integration: IntegrationRow }> {
  const organization = await requireOrganization(tx, input.organizationId)
  return { organization, integration: await requireIntegrationById(tx, organization, input.integrationId) }
}

/** Does something to an integration and answers with what it is then. */
function changing(
  { domain, actor, facts }: Context,
  input: OfIntegration,
  work: (change: Change, organization: OrganizationRow, integration: IntegrationRow) => Promise<IntegrationRow>,
): Promise<Integration> {
  return domain.change({ actor }, async (change) => {
    const { organization, integration } = await placeOf(change.tx, input)
    const after = await work(change, organization, integration)
    return describeIntegration(change.tx, facts.scimOrigin(), organization, after, change.at)
  })
}

export const integrationHandlers: HandlersOf<'integrations'> = {
  'integrations.list': ({ domain, facts }, { organizationId }) =>
    domain.read(async (tx) => {
      const organization = await requireOrganization(tx, organizationId)
      const integrations: Integration[] = []
      for (const row of await integrationsOf(tx, organization.id))
        integrations.push(await describeIntegration(tx, facts.scimOrigin(), organization, row, domain.clock()))
      return { integrations }
    }),
  'integrations.get': ({ domain, facts }, input) =>
    domain.read(async (tx) => {
      const { organization, integration } = await placeOf(tx, input)
      return describeIntegration(tx, facts.scimOrigin(), organization, integration, domain.clock())
    }),
  'integrations.create': ({ domain, actor, facts }, input) =>
    domain.change({ actor }, async (change) => {
      const organization = await requireOrganization(change.tx, input.organizationId)
      const row = await createIntegration(change, organization, input)
      const token = await issueToken(change, row, input.lifetimeDays)
      const integration = await describeIntegration(change.tx, facts.scimOrigin(), organization, row, change.at)
      return { integration, endpoint: integration.mounts[0]?.url ?? '', token }
    }),
  'integrations.update': (context, input) =>
    changing(context, input, (change, organization, integration) => editIntegration(change, organization, integration, input)),
  'integrations.setEnabled': (context, input) =>
    changing(context, input, (change, organization, integration) => enableIntegration(change, organization, integration, input.enabled)),
  'integrations.removalImpact': ({ domain }, input) =>
    domain.read(async (tx) => integrationRemoval(tx, (await placeOf(tx, input)).integration)),
  'integrations.remove': ({ domain, actor }, input) =>
    domain.change({ actor }, async (change) => {
      const { organization, integration } = await placeOf(change.tx, input)
      await removeIntegration(change, organization, integration)
      return { name: integration.name }
    }),
}
