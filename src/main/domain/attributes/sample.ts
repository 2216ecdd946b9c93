import { ScimError } from '../../protocol/error.ts'
import type { ResourceTypeName } from '../../protocol/schema/types.ts'
import { parseResource } from '../../protocol/validate.ts'
import type { ReadTx } from '../../store/database/port.ts'
import { builtInIntegration } from '../../store/integrations.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import type { ReplayableRequest } from '../activity/replay.ts'
import { DomainError } from '../error.ts'
import { requireIntegrationById } from '../integrations.ts'
import { mountPaths } from '../mounts.ts'
import { registryOf } from '../schemas/registry.ts'

export interface WantedSample {
  readonly integrationId?: string | undefined
  readonly resourceType: ResourceTypeName
  readonly payload: string
}

const PATHS = { User: '/Users', Group: '/Groups' } as const

/** X7: the request by which a client would create the sample, and what reading it leaves out or tolerates. To be rehearsed. */
export async function sampleRequest(
  tx: ReadTx,
  organization: OrganizationRow,
  { integrationId, resourceType, payload }: WantedSample,
  at: { readonly origin: string; readonly now: number },
): Promise<{ request: ReplayableRequest; notes: string[] }> {
  const integration = await (integrationId === undefined
    ? builtInIntegration(tx, organization.id)
    : requireIntegrationById(tx, organization, integrationId))
  if (integration === undefined) throw new DomainError('not_found', `${organization.name} has no group mapping endpoint.`)
  const mount = mountPaths(organization, { id: integration.id, builtIn: integration.builtIn === 1 }).integration
  const registry = await registryOf(tx, organization.id)
  return {
    request: {
      method: 'POST',
      target: mount + PATHS[resourceType],
      headers: { 'content-type': 'application/scim+json' },
      body: new TextEncoder().encode(payload),
      remoteAddress: '',
      origin: at.origin,
      receivedAt: at.now,
    },
    notes: notesOn(payload, (body) => parseResource(body, { registry, type: resourceType }).notes),
  }
}

/** What cannot be read has no notes: the rehearsal says what is wrong with it. */
function notesOn(payload: string, read: (body: unknown) => string[]): string[] {
  try {
    return read(JSON.parse(payload))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof ScimError) return []
    throw error
  }
}
