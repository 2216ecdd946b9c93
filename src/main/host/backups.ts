import { isAbsolute, join } from 'node:path'
import type { Actor } from '../../shared/console/activity.ts'
import type { Backup, RestoreImpact } from '../../shared/console/backups.ts'
import type { BackupOperations } from '../console/context.ts'
import type { Settings } from '../../shared/console/settings.ts'
import {
  backupName,
  countsNow,
  isDue,
  recordBackup,
  requireSameInstance,
  requireSound,
  surplus,
  tokenDifference,
} from '../domain/backups.ts'
import { DomainError } from '../domain/error.ts'
import { tellOfBackup } from '../domain/problems/upkeep.ts'
import { currentSettings } from '../domain/settings.ts'
import type { Examination } from '../store/backup/examine.ts'
import { examineAside } from '../store/backup/examine-aside.ts'
import { decideRestore, forgetRestore, stageRestore } from '../store/backup/restore.ts'
import type { ReadTx } from '../store/database/port.ts'
import { instanceId } from '../store/data-counts.ts'
import { backupFolder, type BackupFolder, countsOf } from './backup-folder.ts'
import { type Core, clock } from './core.ts'
import { incident } from './incidents.ts'

const SYSTEM: Actor = { kind: 'system', name: 'Muster' }
/** How often it is asked whether a scheduled one is due, ms. */
const EVERY_MS = 5 * 60_000
/** The first time: a service that is started for a moment makes none. */
const FIRST_MS = 60_000

export interface Backups extends BackupOperations {
  /** Begins to make the scheduled ones; returns the way to stop, which waits for one that is being made. */
  keepMaking(): () => Promise<void>
}

export interface BackupsOptions {
  readonly dataDir: string
  readonly core: () => Core
  /** Closes the database, does `between`, and opens what is there then; if that cannot be opened, what `safetyCopy` holds. */
  readonly exchange: (safetyCopy: string, between: () => void) => Promise<void>
}

/** X4. One thing at a time: a backup is made, or restored, and the next one waits to be asked for again. */
export function createBackups({ dataDir, core, exchange }: BackupsOptions): Backups {
  let current: Promise<unknown> | null = null
  let failure: string | null = null

  const folder = async (): Promise<BackupFolder> => backupFolder(folderOf(dataDir, await core().domain.read(currentSettings)))

  async function alone<T>(work: () => Promise<T>): Promise<T> {
    if (current !== null)
      throw new DomainError('not_available', 'A backup is being made or restored just now. Try again when it has finished.')
    const working = work()
    current = working.catch(() => undefined)
    try {
      return await working
    } finally {
      current = null
    }
  }

  async function examined(inFolder: BackupFolder, name: string): Promise<Examination> {
    const known = inFolder.known(name)
    if (known !== null) return known
    const found = await examineAside(inFolder.fileOf(name))
    inFolder.remember(name, found, clock())
    return found
  }

  async function make(kind: 'manual' | 'scheduled', actor: Actor): Promise<Backup> {
    const inFolder = await folder()
    const name = backupName(kind, clock())
    try {
      const draft = inFolder.draft(name)
      await core().domain.backup(draft)
      const found = await examineAside(draft)
      if (found.problem !== null) throw new DomainError('backup_unsound', `The backup was read again and is not sound: ${found.problem}`)
      inFolder.keep(name)
      inFolder.remember(name, found, clock())
      failure = null
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      failure = why
      inFolder.drop(name)
      await core()
        .domain.change({ actor: SYSTEM }, (change) => tellOfBackup(change, why))
        .catch(incident('telling of a backup that failed'))
      throw unwritable(inFolder.path, error)
    }
    const backup = inFolder.describe(name)
    await core().domain.change({ actor }, async (change) => {
      await recordBackup(change, 'backup.created', backup)
      await tellOfBackup(change, null)
      change.touch('status', null)
    })
    return backup
  }

  async function makeWhenDue(): Promise<void> {
    const { backupEveryHours, backupKeep } = await core().domain.read(currentSettings)
    const inFolder = await folder()
    if (current !== null || !isDue(inFolder.list(), backupEveryHours, clock())) return
    await alone(() => make('scheduled', SYSTEM))
    for (const name of surplus(inFolder.list(), backupKeep)) inFolder.remove(name)
  }

  async function impact(inFolder: BackupFolder, name: string): Promise<RestoreImpact> {
    const found = await examined(inFolder, name)
    requireSound(name, found.problem)
    if (found.counts === null) throw new DomainError('backup_unsound', `The backup ${name} does not say what it holds.`)
    const restored = countsOf(found.counts)
    return core().domain.read(async (tx) => {
      const present = await countsNow(tx)
      const { revived, lost } = await tokenDifference(tx, found.liveTokens)
      return {
        backup: inFolder.describe(name),
        present,
        restored,
        lastChangeAt: found.lastChangeAt,
        changesLost: Math.max(0, present.auditEvents - restored.auditEvents),
        tokensRevived: revived,
        tokensLost: lost,
        sameInstance: await isOurs(tx, found),
      }
    })
  }

  async function restore(name: string, otherInstance: boolean, actor: Actor): Promise<{ restored: Backup; safetyCopy: string }> {
    const inFolder = await folder()
    const restored = inFolder.describe(name)
    // Not what was found once, but what is there now, in the very copy that will take the place.
    const staged = stageRestore(dataDir, inFolder.fileOf(name))
    const safetyCopy = backupName('before-restore', clock())
    let decided = false
    try {
      const found = await examineAside(staged)
      requireSound(name, found.problem)
      requireSameInstance(name, await core().domain.read((tx) => isOurs(tx, found)), otherInstance)
      await exchange(safetyCopy, () => {
        decideRestore(dataDir, safetyCopy)
        decided = true
      })
    } catch (error) {
      if (!decided) forgetRestore(dataDir)
      throw error
    }
    await core().domain.change({ actor }, (change) => recordBackup(change, 'backup.restored', restored))
    return { restored, safetyCopy }
  }

  return {
    async list() {
      const inFolder = await folder()
      return { folder: inFolder.path, items: inFolder.list(), busy: current !== null, failure }
    },
    create: (actor) => alone(() => make('manual', actor)),
    verify: (name) =>
      alone(async () => {
        const inFolder = await folder()
        inFolder.remember(name, await examineAside(inFolder.fileOf(name)), clock())
        return inFolder.describe(name)
      }),
    remove: (name, actor) =>
      alone(async () => {
        const inFolder = await folder()
        const backup = inFolder.describe(name)
        inFolder.remove(name)
        await core().domain.change({ actor }, (change) => recordBackup(change, 'backup.deleted', backup))
      }),
    restoreImpact: async (name) => impact(await folder(), name),
    restore: (name, otherInstance, actor) => alone(() => restore(name, otherInstance, actor)),
    keepMaking() {
      const ask = (): void => void makeWhenDue().catch(incident('making a scheduled backup'))
      const first = setTimeout(ask, FIRST_MS)
      const timer = setInterval(ask, EVERY_MS)
      first.unref()
      timer.unref()
      return async () => {
        clearTimeout(first)
        clearInterval(timer)
        await current
      }
    },
  }
}

/** A Muster that holds nothing yet is about to become the one of the backup. */
async function isOurs(tx: ReadTx, { instanceId: id }: Examination): Promise<boolean> {
  return id === (await instanceId(tx)) || (await countsNow(tx)).organizations === 0
}

function folderOf(dataDir: string, { backupFolder: chosen }: Settings): string {
  return chosen !== null && isAbsolute(chosen) ? chosen : join(dataDir, 'backups')
}

function unwritable(path: string, error: unknown): unknown {
  const code = (error as { code?: unknown }).code
  if (typeof code !== 'string' || error instanceof DomainError) return error
  const why = code === 'ENOSPC' || code === 'SQLITE_FULL' ? 'its disk is full' : code
  return new DomainError(
    'not_available',
    `The backup could not be written to ${path}: ${why}. Free some space there, mend the folder’s permissions, or choose another folder.`,
  )
}
