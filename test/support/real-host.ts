import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type Host, startHost } from '../../src/main/host/host.ts'
import type { InputOf, MethodName, OutputOf } from '../../src/shared/console/contract.ts'

export interface RealHost {
  readonly host: Host
  readonly folder: string
  /** Through the console's one door, as its screens do; throws what it refuses. */
  readonly ask: <M extends MethodName>(method: M, input: InputOf<M>) => Promise<OutputOf<M>>
  /** A new organization with a token for its built-in integration. */
  readonly organization: (
    name: string,
  ) => Promise<{ id: number; slug: string; token: string; mounts: Record<'okta' | 'entra' | 'integration', string> }>
}

/** The service as the desktop and headless faces start it, on free ports, for one test file. */
export async function fileHost(): Promise<RealHost> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-host-'))
  const host = await startHost({
    dataDir: folder,
    mode: 'headless',
    scim: { host: '127.0.0.1', port: 0 },
    console: { host: '127.0.0.1', port: 0 },
    staticDir: null,
  })
  afterAll(async () => {
    await host.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const ask: RealHost['ask'] = async (method, input) => {
    const result = await host.door.call(method, input, { kind: 'person', name: 'Test' })
    if (!result.ok) throw new Error(`${method}: ${result.error.message}`)
    return result.value as OutputOf<typeof method>
  }
  return {
    host,
    folder,
    ask,
    async organization(name) {
      const { id, slug } = await ask('organizations.create', { name })
      const { token, mounts } = await ask('tokens.issue', { organizationId: id })
      const at = (kind: 'okta' | 'entra' | 'integration'): string => {
        const mount = mounts.find((each) => each.kind === kind)
        if (mount === undefined) throw new Error(`${name} has no ${kind} mount`)
        return mount.url
      }
      return { id, slug, token, mounts: { okta: at('okta'), entra: at('entra'), integration: at('integration') } }
    },
  }
}
