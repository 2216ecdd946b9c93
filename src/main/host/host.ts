import { randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Health } from '../../shared/console/health.ts'
import type { Settings } from '../../shared/console/settings.ts'
import type { Operations, ServiceFacts } from '../console/context.ts'
import type { Door } from '../console/door.ts'
import { judge } from '../domain/health.ts'
import { type ConsoleListener, listenConsole } from '../http/console-listener.ts'
import { removeControlFile, writeControlFile } from '../http/control-file.ts'
import type { Readiness } from '../http/health.ts'
import { isLoopback } from '../http/host-header.ts'
import { listenScim, type ScimListener } from '../http/scim-listener.ts'
import { rehearseRequest } from '../scim/rehearse.ts'
import { LIMITS } from '../scim/limits.ts'
import { lockFolder } from '../store/database/folder-lock.ts'
import { type CoreSlot, coreSlot } from './core-slot.ts'
import { type Backups, createBackups } from './backups.ts'
import { clock, type Core, openCore, random } from './core.ts'
import { SCIM_PORT } from './defaults.ts'
import { exchangeDatabase } from './exchange.ts'
import { incident, report } from './incidents.ts'
import { metricsOf } from './metrics.ts'
import { metricsToken } from './metrics-token.ts'
import { lastScimUrl, rememberScimUrl } from './last-url.ts'
import { diskSpace } from './disk.ts'
import { countRequests, type RequestCount, watchEventLoop } from './measure.ts'
import { measureRequests, type RequestMetrics } from './request-metrics.ts'
import { operatingSystemUser } from './operating-system-user.ts'
import { type ReachTest, reachTest } from './reach.ts'
import { serviceOperations, type Started } from './service-operations.ts'
import { type LoginSwitch, serveCommand, unitToInstall } from './start-at-login.ts'
import { statusOf } from './status.ts'
import type { TlsSource } from './tls/kept.ts'
import { createTls, type Tls } from './tls/tls.ts'
import { VERSION } from './version.ts'

export interface HostOptions {
  readonly dataDir: string
  readonly mode: 'desktop' | 'headless'
  /** null for a host that only works on the data: the command line, when no service is running. */
  readonly scim: {
    readonly host: string
    readonly port: number
    readonly insecureAddressAllowed?: boolean
    /** Absent or null: plain HTTP. */
    readonly tls?: TlsSource | null
  } | null
  readonly console: { readonly host: string; readonly port: number } | null
  /** The built renderer, served to browsers; null when there is none. */
  readonly staticDir: string | null
  /** Where the addresses came from; without it, whoever starts the host decided them. */
  readonly started?: Started
  /** The desktop's; without it, a unit to install. */
  readonly login?: LoginSwitch
}

export interface Host {
  readonly door: Door
  /** Base URL of the SCIM listener, e.g. `http://127.0.0.1:7643`. */
  readonly scimUrl: string | null
  readonly consoleUrl: string | null
  readonly dataDir: string
  /** A one-time link that signs a browser in. */
  signInUrl(): string
  /** Lets requests in flight finish, writes what is gathered, closes the database. Safe to call twice. */
  close(): Promise<void>
}

/** How long a drain waits for requests in flight, ms. */
const GRACE_MS = 10_000
/** Where a client would reach the service, for URLs printed before any has run. */
const DEFAULT_ORIGIN = `http://127.0.0.1:${SCIM_PORT}`

/** What is known of the running service; filled in as it starts. */
interface Running {
  readonly options: HostOptions
  readonly dataDir: string
  readonly startedAt: number
  readonly requests: RequestCount
  readonly metrics: RequestMetrics
  readonly tls: Tls
  readonly reach: ReachTest
  eventLoopP99: () => number | null
  lastUrl: string
  scim: ScimListener | null
  console: ConsoleListener | null
  draining: boolean
}

type Undo = (() => Promise<void> | void)[]

/**
 * Starts everything or nothing: lock, open and migrate the data folder, wire the rooms together, listen. Whatever was begun is
 * undone when a later step fails, and the failure says what, why and what to do (X5).
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const undo: Undo = []
  let closing: Promise<void> | undefined
  const undoAll = async (): Promise<void> => {
    for (const step of undo.toReversed()) await step()
  }
  const closeAll = (): Promise<void> => (closing ??= undoAll())
  try {
    return await wire(options, undo, closeAll)
  } catch (error) {
    await closeAll()
    throw error
  }
}

async function wire(options: HostOptions, undo: Undo, closeAll: () => Promise<void>): Promise<Host> {
  const dataDir = resolve(options.dataDir)
  const lock = lockFolder(dataDir)
  undo.push(() => lock.release())
  const running: Running = {
    options,
    dataDir,
    startedAt: clock(),
    requests: countRequests(),
    metrics: measureRequests(),
    eventLoopP99: () => null,
    lastUrl: DEFAULT_ORIGIN,
    scim: null,
    console: null,
    draining: false,
    tls: createTls({ dataDir, source: options.scim?.tls ?? null, apply: (identity) => running.scim?.renew(identity) }),
    reach: reachTest(),
  }
  const slot = coreSlot()
  const facts = factsOf(running)
  const open = (): Promise<Core> => openCore({ dataDir, serves: options.scim !== null, facts, operations })
  const backups = createBackups({
    dataDir,
    core: slot.core,
    exchange: (safetyCopy, between) => exchangeDatabase(dataDir, slot, open, safetyCopy, between),
  })
  const operations: Operations = {
    health: () => healthOf(running, slot, backups),
    async rehearse(request) {
      const { value, events } = await rehearseRequest(slot.core().domain, request, incident('rehearsing a request'))
      return { ...value, events }
    },
    backups,
    service: serviceOperations({
      dataDir,
      started: options.scim === null ? null : (options.started ?? decidedHere(options)),
      core: slot.core,
      health: () => healthOf(running, slot, backups),
      status: () => facts(slot.settings).status(),
      listening: () => ({
        scimUrl: running.scim?.url ?? null,
        consoleUrl: running.console?.url ?? null,
        ports: [running.scim, running.console].flatMap((each) => each?.port ?? []),
      }),
      tls: running.tls,
      reach: running.reach,
      login: options.login ?? unitToInstall(serveCommand(dataDir)),
    }),
  }
  slot.put(await open())
  undo.push(() => slot.leave()?.close())
  if (options.scim !== null) undo.push(backups.keepMaking())
  running.lastUrl = (await slot.core().domain.read((tx) => lastScimUrl(tx))) ?? DEFAULT_ORIGIN
  await listen(running, slot, undo)
  if (options.scim !== null) undo.push(running.tls.watch(() => slot.core().domain))

  return {
    door: slot.door,
    dataDir,
    get scimUrl() {
      return running.scim?.url ?? null
    },
    get consoleUrl() {
      return running.console?.url ?? null
    },
    signInUrl() {
      if (running.console === null) throw new Error('this host has no console listener to sign in to')
      return running.console.signInUrl()
    },
    close() {
      running.draining = true
      return closeAll()
    },
  }
}

function decidedHere({ scim, console }: HostOptions): Started {
  const addresses = {
    scimHost: scim?.host ?? '127.0.0.1',
    scimPort: scim?.port ?? 0,
    consolePort: console?.port ?? 0,
    insecureAddressAllowed: scim?.insecureAddressAllowed ?? false,
    tls: (scim?.tls ?? null) !== null,
  }
  return { addresses, decided: Object.keys(addresses) as (keyof typeof addresses)[] }
}

function factsOf(running: Running): (settings: () => Settings) => ServiceFacts {
  return (settings) => ({
    status: () =>
      statusOf(
        {
          mode: running.options.mode,
          dataDir: running.dataDir,
          draining: running.draining,
          startedAt: running.startedAt,
          scimUrl: running.scim?.url ?? running.lastUrl,
          consoleUrl: running.console?.url ?? null,
          scimHost: running.options.scim?.host ?? null,
          certificate: running.tls.current()?.certificate ?? null,
          tlsFailure: running.tls.failure(),
        },
        settings(),
      ),
    scimOrigin: () => settings().publicUrl ?? running.scim?.url ?? running.lastUrl,
  })
}

async function listen(running: Running, slot: CoreSlot, undo: Undo): Promise<void> {
  const { options } = running
  // Both at once: while one waits for its last requests, the other must not go on taking new ones.
  undo.push(async () => void (await Promise.all([running.scim?.close(GRACE_MS), running.console?.close(GRACE_MS)])))
  if (options.scim !== null) {
    const loop = watchEventLoop()
    undo.push(() => loop.stop())
    running.eventLoopP99 = loop.p99
    running.scim = await listenScim({
      ...options.scim,
      tls: running.tls.current(),
      handle: running.reach.answering(running.metrics.counting('scim', running.requests.counting(slot.handle))),
      manage: running.metrics.counting('management', slot.manage),
      health: () => readiness(running, slot),
      publicUrl: () => slot.settings().publicUrl,
      limits: { bodyBytes: LIMITS.bodyBytes },
      report,
    })
    await rememberScimUrl(slot.core().domain, running.scim.url)
  }
  if (options.console !== null) await serveConsole(options.console, running, slot, undo)
}

async function serveConsole(
  where: { readonly host: string; readonly port: number },
  running: Running,
  slot: CoreSlot,
  undo: Undo,
): Promise<void> {
  const key = randomBytes(32).toString('base64url')
  running.console = await listenConsole({
    ...where,
    door: slot.door,
    staticDir: running.options.staticDir,
    actor: operatingSystemUser(),
    controlKey: key,
    health: () => readiness(running, slot),
    metrics: {
      token: metricsToken(running.dataDir),
      read: () =>
        metricsOf({
          domain: slot.isEmpty() ? null : slot.core().domain,
          requests: running.metrics,
          eventLoopP99: running.eventLoopP99(),
          startedAt: running.startedAt,
          version: VERSION,
        }),
    },
    clock,
    random,
    report,
  })
  await writeControlFile(running.dataDir, { url: running.console.url, key, pid: process.pid, startedAt: running.startedAt })
  undo.push(() => removeControlFile(running.dataDir, key))
}

/** Alive: the process answers. Ready: it takes requests, and has a database to answer them from. */
function readiness({ draining }: Running, slot: CoreSlot): Readiness {
  if (draining) return { live: true, ready: false, detail: 'draining' }
  return slot.isEmpty() ? { live: true, ready: false, detail: 'restoring' } : { live: true, ready: true, detail: 'running' }
}

async function healthOf(running: Running, slot: CoreSlot, backups: Backups): Promise<Health> {
  const { dataDir, options } = running
  const { items, failure } = await backups.list()
  const last = items.find(({ kind }) => kind === 'manual' || kind === 'scheduled')
  return judge({
    now: clock(),
    version: VERSION,
    startedAt: running.startedAt,
    scim: running.scim && {
      url: running.scim.url,
      readableOnTheNetwork: options.scim !== null && !isLoopback(options.scim.host) && running.tls.source === 'none',
    },
    certificate: running.tls.current()?.certificate ?? null,
    consoleUrl: running.console?.url ?? null,
    database: { bytes: slot.core().domain.databaseSize(), logBytes: sizeOf(join(dataDir, 'muster.db-wal')), check: null },
    disk: await diskSpace(dataDir),
    backup: {
      last: last === undefined ? null : { at: last.at, problem: last.examined?.problem ?? null },
      everyHours: slot.settings().backupEveryHours,
      failure,
    },
    requests: running.requests.lastHour(),
    eventLoopP99: running.eventLoopP99(),
  })
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
