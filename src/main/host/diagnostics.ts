import { randomBytes } from 'node:crypto'
import { homedir } from 'node:os'
import type { Health } from '../../shared/console/health.ts'
import type { Addresses, TlsState } from '../../shared/console/service.ts'
import type { Settings, Status } from '../../shared/console/settings.ts'
import { anonymiser, anonymousRequest } from '../domain/diagnostics.ts'
import type { Domain } from '../domain/domain.ts'
import { rowCounts } from '../store/data-counts.ts'
import { migrations } from '../store/migrations/index.ts'
import { logPage } from '../store/provisioning-log.ts'
import { clock } from './core.ts'
import { recentIncidents } from './incidents.ts'
import { VERSION } from './version.ts'

export interface DiagnosticsParts {
  readonly domain: Domain
  readonly status: Omit<Status, 'databaseBytes'>
  readonly settings: Settings
  readonly health: Health
  readonly addresses: Addresses
  readonly tls: TlsState
}

const EVERYTHING = {
  organizationId: undefined,
  search: undefined,
  method: undefined,
  outcome: undefined,
  correlationId: undefined,
} as const

/** What a person who helps has to know, as JSON to be read before it is given away: nobody's name, no token, no key, no body. */
export async function diagnose(parts: DiagnosticsParts, entries: number): Promise<{ fileName: string; text: string }> {
  const people = anonymiser(randomBytes(16), homedir())
  const now = new Date(clock()).toISOString()
  const { counts, requests } = await parts.domain.read(async (tx) => ({
    counts: await rowCounts(tx),
    requests: await logPage(tx, EVERYTHING, undefined, entries),
  }))
  const bundle = {
    madeAt: now,
    versions: versionInfo(),
    status: parts.status,
    settings: parts.settings,
    addresses: parts.addresses,
    tls: { ...parts.tls, inUse: withoutPem(parts.tls.inUse), kept: withoutPem(parts.tls.kept) },
    health: parts.health,
    database: { schemaVersion: migrations.length, rows: counts },
    requests: requests.map((row) => anonymousRequest(row, people)),
    incidents: recentIncidents().map(({ at, entry }) => ({ at: new Date(at).toISOString(), entry })),
  }
  const text = JSON.stringify(bundle, (_, value: unknown) => (typeof value === 'string' ? people.text(value) : value), 2)
  return { fileName: `muster-diagnostics-${now.replace(/\.\d+Z$/, 'Z').replaceAll(':', '-')}.json`, text }
}

function versionInfo() {
  const { node, v8, openssl, electron, chrome } = process.versions
  return {
    muster: VERSION,
    node,
    v8,
    openssl,
    ...(electron === undefined ? {} : { electron, chrome }),
    platform: process.platform,
    architecture: process.arch,
  }
}

function withoutPem(certificate: TlsState['inUse']) {
  if (certificate === null) return null
  const { pem: _, ...rest } = certificate
  return rest
}
