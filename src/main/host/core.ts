import { randomBytes } from 'node:crypto'
import type { Settings } from '../../shared/console/settings.ts'
import type { Operations, ServiceFacts } from '../console/context.ts'
import { createDoor, type Door } from '../console/door.ts'
import { newId } from '../domain/change.ts'
import { createDomain, type Domain } from '../domain/domain.ts'
import { currentSettings } from '../domain/settings.ts'
import { createManagement, type ManagementService } from '../management/service.ts'
import { createScimService, type ScimService } from '../scim/service.ts'
import { openDataFolder } from '../store/database/open.ts'
import { incident } from './incidents.ts'
import { keepLogTrimmed } from './log-retention.ts'
import { keepWatch } from './watch.ts'
import { sendWebhooks } from '../webhooks/sender.ts'
import { VERSION } from './version.ts'

export const clock = (): number => Date.now()
export const random = (bytes: number): Uint8Array => randomBytes(bytes)

/** Everything that stands on one open database: all of it is made anew when a backup takes the database's place. */
export interface Core {
  readonly domain: Domain
  readonly service: ScimService
  readonly management: ManagementService
  readonly door: Door
  readonly settings: () => Settings
  /** What is gathered is written, and the database closed. Safe to call twice. */
  close(): Promise<void>
}

export interface CoreOptions {
  readonly dataDir: string
  /** Work that goes on by itself is done by a service only, not by a command that looks at the data. */
  readonly serves: boolean
  readonly facts: (settings: () => Settings) => ServiceFacts
  readonly operations: Operations
}

/** Opens and migrates the database, and wires the rooms on it together. What was begun is undone when a later step fails. */
export async function openCore({ dataDir, serves, facts, operations }: CoreOptions): Promise<Core> {
  const undo: (() => Promise<void> | void)[] = []
  const undoAll = async (): Promise<void> => {
    for (const step of undo.toReversed()) await step()
  }
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => (closing ??= undoAll())
  try {
    const { database } = openDataFolder(dataDir, { id: newId({ clock, random }), now: clock() })
    undo.push(() => database.close())
    const domain = createDomain(database, { clock, random })
    const settings = await liveSettings(domain, undo)
    const service = createScimService({ domain, keepBodies: () => settings().logBodies, incident: incident('answering a SCIM request') })
    undo.push(() => service.flush())
    const management = createManagement({ domain, version: VERSION, incident: incident('answering a management request') })
    if (serves) {
      undo.push(keepLogTrimmed(domain, settings))
      undo.push(keepWatch(domain, dataDir))
      undo.push(sendWebhooks({ domain, hosts: () => settings().webhookHosts, version: VERSION, incident: incident('sending webhooks') }))
    }
    const door = createDoor({ domain, facts: facts(settings), operations, incident: incident('answering the console') })
    return { domain, service, management, door, settings, close }
  } catch (error) {
    await close()
    throw error
  }
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
