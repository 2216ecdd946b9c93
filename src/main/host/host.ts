import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import type { Settings, Status } from '../../shared/console/settings.ts'
import { createDoor, type Door } from '../console/door.ts'
import { newId } from '../domain/change.ts'
import { createDomain, type Domain } from '../domain/domain.ts'
import { currentSettings } from '../domain/settings.ts'
import { type ConsoleListener, listenConsole } from '../http/console-listener.ts'
import { removeControlFile, writeControlFile } from '../http/control-file.ts'
import { isLoopback } from '../http/host-header.ts'
import { recordIncident, toStderr } from '../http/incident.ts'
import type { Listener } from '../http/listener.ts'
import { listenScim } from '../http/scim-listener.ts'
import { LIMITS } from '../scim/limits.ts'
import { createScimService } from '../scim/service.ts'
import { lockFolder } from '../store/database/folder-lock.ts'
import { openDataFolder } from '../store/database/open.ts'
import { SCIM_PORT } from './defaults.ts'
import { lastScimUrl, rememberScimUrl } from './last-url.ts'
import { keepLogTrimmed } from './log-retention.ts'
import { operatingSystemUser } from './operating-system-user.ts'
import { VERSION } from './version.ts'

export interface HostOptions {
  readonly dataDir: string
  readonly mode: 'desktop' | 'headless'
  /** null for a host that only works on the data: the command line, when no service is running. */
  readonly scim: { readonly host: string; readonly port: number; readonly insecureAddressAllowed?: boolean } | null
  readonly console: { readonly host: string; readonly port: number } | null
  /** The built renderer, served to browsers; null when there is none. */
  readonly staticDir: string | null
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

const clock = (): number => Date.now()
const random = (bytes: number): Uint8Array => randomBytes(bytes)
const incident = (doing: string) => (error: unknown) => recordIncident(toStderr, doing, error)

/**
 * Starts everything or nothing: lock, open and migrate the data folder, wire the rooms together, listen. Whatever was begun is
 * undone when a later step fails, and the failure says what, why and what to do (X5).
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const undo: (() => Promise<void> | void)[] = []
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

async function wire(options: HostOptions, undo: (() => Promise<void> | void)[], closeAll: () => Promise<void>): Promise<Host> {
  const dataDir = resolve(options.dataDir)
  const surroundings = { clock, random }
  const lock = lockFolder(dataDir)
  undo.push(() => lock.release())
  const { database } = openDataFolder(dataDir, { id: newId(surroundings), now: clock() })
  undo.push(() => database.close())
  const domain = createDomain(database, surroundings)

  const live = await liveSettings(domain, undo)
  const service = createScimService({ domain, keepBodies: () => live().logBodies, incident: incident('answering a SCIM request') })
  undo.push(() => service.flush())
  if (options.scim !== null) undo.push(keepLogTrimmed(domain, live))

  const lastUrl = (await domain.read((tx) => lastScimUrl(tx))) ?? DEFAULT_ORIGIN
  const running: Running = { scim: null, console: null, draining: false, startedAt: clock() }
  const facts = {
    status: () => statusOf(options, dataDir, running, live(), running.scim?.url ?? lastUrl),
    scimOrigin: () => live().publicUrl ?? running.scim?.url ?? lastUrl,
  }
  const door = createDoor({ domain, facts, incident: incident('answering the console') })

  // Both at once: while one waits for its last requests, the other must not go on taking new ones.
  undo.push(async () => void (await Promise.all([running.scim?.close(GRACE_MS), running.console?.close(GRACE_MS)])))
  if (options.scim !== null) {
    running.scim = await listenScim({
      ...options.scim,
      handle: service.handle,
      publicUrl: () => live().publicUrl,
      limits: { bodyBytes: LIMITS.bodyBytes },
    })
    await rememberScimUrl(domain, running.scim.url)
  }
  if (options.console !== null) await serveConsole(options.console, options, dataDir, door, running, undo)

  return {
    door,
    dataDir,
    scimUrl: running.scim?.url ?? null,
    consoleUrl: running.console?.url ?? null,
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

/** Where a client would reach the service, for URLs printed before any has run. */
const DEFAULT_ORIGIN = `http://127.0.0.1:${SCIM_PORT}`

interface Running {
  scim: Listener | null
  console: ConsoleListener | null
  draining: boolean
  readonly startedAt: number
}

async function serveConsole(
  where: { readonly host: string; readonly port: number },
  options: HostOptions,
  dataDir: string,
  door: Door,
  running: Running,
  undo: (() => Promise<void> | void)[],
): Promise<void> {
  const key = randomBytes(32).toString('base64url')
  running.console = await listenConsole({
    ...where,
    door,
    staticDir: options.staticDir,
    actor: operatingSystemUser(),
    controlKey: key,
    health: () => ({ live: true, ready: !running.draining, detail: running.draining ? 'draining' : 'running' }),
    clock,
    random,
  })
  await writeControlFile(dataDir, { url: running.console.url, key, pid: process.pid, startedAt: running.startedAt })
  undo.push(() => removeControlFile(dataDir, key))
}

/** The settings, read again after every commit that changed them, until the database is to be closed. */
async function liveSettings(domain: Domain, undo: (() => void)[]): Promise<() => Settings> {
  let current = await domain.read(currentSettings)
  const readAgain = async (): Promise<void> => {
    try {
      current = await domain.read(currentSettings)
    } catch (error) {
      incident('reading the settings again')(error)
    }
  }
  const unsubscribe = domain.subscribe((event) => {
    if (event.changes.some((change) => change.topic === 'settings')) void readAgain()
  })
  undo.push(unsubscribe)
  return () => current
}

function statusOf(
  options: HostOptions,
  dataDir: string,
  running: Running,
  settings: Settings,
  scimUrl: string,
): Omit<Status, 'databaseBytes'> {
  const warnings: Status['warnings'] = []
  if (options.scim?.insecureAddressAllowed === true && !isLoopback(options.scim.host))
    warnings.push({
      code: 'insecure-address',
      message: `The SCIM service listens on ${options.scim.host} without TLS: tokens and people’s data cross the network readable.`,
      hint: 'Bind 127.0.0.1 and put a TLS proxy or tunnel before it.',
    })
  if (settings.publicUrl?.startsWith('http:') === true)
    warnings.push({
      code: 'insecure-public-url',
      message: 'The public URL is plain HTTP: the identity provider’s token crosses the network readable.',
      hint: 'Use an https:// address. Entra ID and Okta refuse any other.',
    })
  return {
    version: VERSION,
    mode: options.mode,
    state: running.draining ? 'draining' : 'running',
    scimUrl,
    consoleUrl: running.console?.url ?? null,
    dataDir,
    startedAt: running.startedAt,
    warnings,
  }
}
