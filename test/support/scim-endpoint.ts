import { rmSync } from 'node:fs'
import { afterAll } from 'vitest'
import { mountPaths } from '../../src/main/domain/mounts.ts'
import { createOrganization } from '../../src/main/domain/organizations.ts'
import { issueToken, requireIntegration } from '../../src/main/domain/tokens.ts'
import { listenScim } from '../../src/main/http/scim-listener.ts'
import { createManagement } from '../../src/main/management/service.ts'
import { LIMITS } from '../../src/main/scim/limits.ts'
import { createScimService } from '../../src/main/scim/service.ts'
import type { IntegrationRow } from '../../src/main/store/integrations.ts'
import type { OrganizationRow } from '../../src/main/store/organizations.ts'
import { type DataFolder, openTestData } from './data-folder.ts'
import { type ScimClient, scimClient } from './scim-client.ts'

export const ADMIN = { kind: 'person', name: 'Test' } as const

/** An organization with its endpoint, a live token, and a client that holds it. */
export interface Tenant {
  readonly organization: OrganizationRow
  readonly integration: IntegrationRow
  readonly token: string
  readonly mounts: { readonly okta: string; readonly entra: string; readonly integration: string }
  readonly scim: ScimClient
}

export interface ScimEndpoint {
  readonly data: DataFolder
  readonly url: string
  /** E3: what the settings would say. */
  readonly settings: { publicUrl: string | null }
  /** Failures that were not foreseen: a test that finds one here has found a defect. */
  readonly incidents: unknown[]
  readonly tenant: (name: string) => Promise<Tenant>
  /** Another client of the same endpoint, at another mount. */
  readonly client: (base: string, token: string) => ScimClient
  /** The provisioning log's gathered entries are written. */
  readonly flush: () => Promise<void>
  readonly close: () => Promise<void>
}

/** The SCIM service and the management API on a real socket over a real database; only the clock and the random source are made up. */
export async function openEndpoint(): Promise<ScimEndpoint> {
  const data = openTestData()
  const settings: ScimEndpoint['settings'] = { publicUrl: null }
  const incidents: unknown[] = []
  const clients: ScimClient[] = []
  const service = createScimService({
    domain: data.domain,
    keepBodies: () => true,
    incident: (error) => `#${incidents.push(error)}`,
  })
  const management = createManagement({ domain: data.domain, version: '0.0.0', incident: (error) => `#${incidents.push(error)}` })
  const listener = await listenScim({
    host: '127.0.0.1',
    port: 0,
    handle: service.handle,
    manage: management.handle,
    publicUrl: () => settings.publicUrl,
    limits: { bodyBytes: LIMITS.bodyBytes },
    report: (line) => incidents.push(line),
    clock: () => data.time.now,
  })
  const client = (base: string, token: string): ScimClient => {
    const made = scimClient(base, token)
    clients.push(made)
    return made
  }
  return {
    data,
    url: listener.url,
    settings,
    incidents,
    client,
    flush: () => service.flush(),
    async tenant(name) {
      const { organization, integration, token } = await data.domain.change({ actor: ADMIN }, async (change) => {
        const made = await createOrganization(change, name)
        const builtIn = await requireIntegration(change.tx, made, undefined)
        return { organization: made, integration: builtIn, token: await issueToken(change, builtIn, null) }
      })
      const paths = mountPaths(organization, { id: integration.id, builtIn: true })
      const mounts = { okta: listener.url + paths.okta, entra: listener.url + paths.entra, integration: listener.url + paths.integration }
      return { organization, integration, token, mounts, scim: client(mounts.entra, token) }
    },
    async close() {
      for (const each of clients) each.close()
      await listener.close(1_000)
      await service.flush()
      await data.close()
      rmSync(data.folder, { recursive: true, force: true })
    },
  }
}

/** The same for one test file: closed and gone when all of its tests have finished. */
export async function fileEndpoint(): Promise<ScimEndpoint> {
  const endpoint = await openEndpoint()
  afterAll(() => endpoint.close())
  return endpoint
}
