import { hostname } from 'node:os'
import type { Actor } from '../../shared/console/activity.ts'
import type { Addresses, AddressSettings, Certificate, TlsState } from '../../shared/console/service.ts'
import type { Operations, ServiceOperations } from '../console/context.ts'
import { requireValid, watched } from '../domain/certificates.ts'
import { isLoopback } from '../http/host-header.ts'
import { unbracketed } from '../http/listener.ts'
import { keepAddresses, keptAddresses, machineAddresses, requireFree, requireSafe } from './addresses.ts'
import { type Core, clock } from './core.ts'
import { diagnose } from './diagnostics.ts'
import type { ReachTest } from './reach.ts'
import type { LoginSwitch } from './start-at-login.ts'
import { type Identity, identityOf, keepIdentity, keptIdentity, loadIdentity } from './tls/kept.ts'
import { selfSigned } from './tls/self-signed.ts'
import type { Tls } from './tls/tls.ts'

/** What this start goes by, and what of it the command line decided. */
export interface Started {
  readonly addresses: AddressSettings
  readonly decided: readonly (keyof AddressSettings)[]
}

export interface ServiceParts {
  readonly dataDir: string
  /** Null for a host that listens nowhere. */
  readonly started: Started | null
  readonly core: () => Core
  readonly health: Operations['health']
  readonly status: () => Parameters<typeof diagnose>[0]['status']
  readonly listening: () => { scimUrl: string | null; consoleUrl: string | null; ports: readonly number[] }
  readonly tls: Tls
  readonly reach: ReachTest
  readonly login: LoginSwitch
}

/** E8, X5: what the console asks of the process itself. */
export function serviceOperations(parts: ServiceParts): ServiceOperations {
  const { dataDir, started, core, tls, reach, login } = parts

  async function addresses(): Promise<Addresses> {
    const next = keptAddresses(dataDir)
    const { scimUrl, consoleUrl } = parts.listening()
    const names = Object.keys(next) as (keyof AddressSettings)[]
    const differs = (name: keyof AddressSettings): boolean =>
      started !== null && !started.decided.includes(name) && next[name] !== started.addresses[name]
    return {
      now: { scimUrl, consoleUrl, tls: tls.source !== 'none' },
      next,
      commandLine: [...(started?.decided ?? [])],
      restartNeeded: names.some(differs),
      machine: machineAddresses(),
    }
  }

  async function tlsState(): Promise<TlsState> {
    return {
      inUse: asItStands(tls.current()),
      source: tls.source,
      kept: asItStands(keptIdentity(dataDir)),
      failure: tls.failure(),
      nextStart: keptAddresses(dataDir).tls,
      suggestedNames: suggestedNames(core().settings().publicUrl),
    }
  }

  function told(
    actor: Actor,
    action: string,
    target: { type: string; id: string; name: string },
    before: unknown,
    after: unknown,
  ): Promise<void> {
    return core().domain.change({ actor }, async (change) => {
      await change.record({ organization: null, action, target, before, after })
      change.touch('status', null)
      change.touch('settings', null)
    })
  }

  async function putInPlace(actor: Actor, action: string, cert: string, key: string): Promise<TlsState> {
    const { certificate } = identityOf(cert, key)
    requireValid(certificate, clock())
    const before = keptIdentity(dataDir)?.certificate
    keepIdentity(dataDir, cert, key)
    if (tls.source === 'data-folder') tls.reload()
    await told(actor, action, { type: 'certificate', id: 'scim', name: certificate.names[0] ?? 'scim' }, brief(before), brief(certificate))
    return tlsState()
  }

  return {
    addresses,
    async setAddresses(wanted, actor) {
      const before = keptAddresses(dataDir)
      const after = { ...before, ...wanted }
      if (after.tls) loadIdentity({ kind: 'data-folder' }, dataDir)
      requireSafe(after)
      const { ports } = parts.listening()
      const moves = after.scimHost !== before.scimHost
      if (moves || after.scimPort !== before.scimPort) await requireFree(after.scimHost, after.scimPort, ports, 'scimPort')
      if (after.consolePort !== before.consolePort) await requireFree('127.0.0.1', after.consolePort, ports, 'consolePort')
      keepAddresses(dataDir, after)
      await told(actor, 'service.addresses-changed', { type: 'settings', id: 'addresses', name: 'Addresses' }, before, after)
      return addresses()
    },
    tls: tlsState,
    generateCertificate({ names, days }, actor) {
      const { certificate, key } = selfSigned(names, days, clock())
      return putInPlace(actor, 'certificate.generated', certificate, key)
    },
    importCertificate: ({ certificate, key }, actor) => putInPlace(actor, 'certificate.imported', certificate, key),
    testFromOutside: () => reach.call(core().settings().publicUrl),
    diagnostics: async (entries) =>
      diagnose(
        {
          domain: core().domain,
          status: parts.status(),
          settings: core().settings(),
          health: await parts.health(),
          addresses: await addresses(),
          tls: await tlsState(),
        },
        entries,
      ),
    startAtLogin: async () => login.state(),
    async setStartAtLogin(enabled, actor) {
      const before = login.state().enabled
      const after = login.set(enabled)
      if (before !== after.enabled)
        await told(
          actor,
          'service.start-at-login',
          { type: 'settings', id: 'start-at-login', name: 'Start at login' },
          before,
          after.enabled,
        )
      return after
    },
  }
}

const asItStands = (identity: Identity | null) => identity && watched(identity.certificate, clock())

const brief = (certificate: Certificate | undefined) =>
  certificate && { names: certificate.names, notAfter: certificate.notAfter, fingerprint: certificate.fingerprint }

/** The names under which others may call this machine: that of the public URL first. */
function suggestedNames(publicUrl: string | null): string[] {
  const names = [
    ...(publicUrl === null ? [] : [unbracketed(new URL(publicUrl).hostname)]),
    hostname().toLowerCase(),
    ...machineAddresses()
      .filter(({ loopback }) => !loopback)
      .map(({ address }) => address),
    'localhost',
    '127.0.0.1',
  ]
  return [...new Set(names)].filter(
    (name) => isLoopback(name) || name.includes('.') || name.includes(':') || name === hostname().toLowerCase(),
  )
}
