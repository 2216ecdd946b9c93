import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { migrations } from '../migrations/index.ts'
import { completeRestore } from '../backup/restore.ts'
import { type Database, DatabaseRefused } from './port.ts'
import { openSqlite } from './sqlite.ts'

const FILE = 'muster.db'
const MARKER = 'muster.json'
/** 'MSTR': tells our files from other SQLite databases. */
export const APPLICATION_ID = 0x4d535452

/** Beside the database: says that there is one, whose it is, and whether it was closed in good order. */
interface Marker {
  instanceId: string
  createdAt: number
  closedCleanly: boolean
}

export interface OpenDatabase {
  readonly database: Database
  readonly file: string
}

/**
 * Opens the database of a data folder, creating both when neither exists. Throws DatabaseRefused, and touches nothing, when the
 * file is missing though the folder says there was one, is empty, foreign, damaged or from a newer version of Muster. `steps` are the
 * migrations, in order.
 */
export function openDataFolder(folder: string, make: { id: string; now: number }, steps: readonly string[] = migrations): OpenDatabase {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new DatabaseRefused(
      'unreadable',
      `The data folder ${folder} cannot be made (${errno(error)}). Choose a folder that you can write to.`,
    )
  }
  const file = join(folder, FILE)
  const restored = finishRestore(folder)
  const marker = readMarker(folder)
  if (!existsSync(file) && marker === undefined) create(file, make, steps)
  else refuseUnsound(file, marker)
  const instance = prepare(file, folder, marker?.closedCleanly === true && !restored, steps)
  writeMarker(folder, { instanceId: instance.id, createdAt: instance.createdAt, closedCleanly: false })
  const database = openSqlite(file)
  return {
    file,
    database: closingMarked(database, () =>
      writeMarker(folder, { instanceId: instance.id, createdAt: instance.createdAt, closedCleanly: true }),
    ),
  }
}

/** X4: a restore that was decided is finished before anything is opened, also when the process that began it has ended. */
function finishRestore(folder: string): boolean {
  try {
    return completeRestore(folder)
  } catch (error) {
    throw new DatabaseRefused(
      'unreadable',
      `The restore of a backup in ${folder} cannot be finished (${errno(error)}). Neither database was changed. Check the folder's permissions and the free space on its disk, then start again.`,
    )
  }
}

/** Whether the folder holds, or has held, a Muster database. */
export function holdsData(folder: string): boolean {
  return existsSync(join(folder, FILE)) || existsSync(join(folder, MARKER))
}

function closingMarked(database: Database, closed: () => void): Database {
  return {
    read: (work) => database.read(work),
    write: (work) => database.write(work),
    backup: (file) => database.backup(file),
    size: () => database.size(),
    async close() {
      await database.close()
      closed()
    },
  }
}

/** Made beside its place and put there whole: a crash half-way leaves no database, not half of one. */
function create(file: string, make: { id: string; now: number }, steps: readonly string[]): void {
  const unfinished = `${file}.new`
  for (const each of [unfinished, `${unfinished}-wal`, `${unfinished}-shm`]) rmSync(each, { force: true })
  const connection = new Sqlite(unfinished)
  try {
    connection.pragma('journal_mode = WAL')
    connection.pragma(`application_id = ${APPLICATION_ID}`)
    migrate(connection, 0, steps)
    connection.prepare('INSERT INTO instance (only_row, id, created_at) VALUES (1, ?, ?)').run(make.id, make.now)
  } finally {
    connection.close()
  }
  // People's data: for the owner only, even in a folder that others may read. SQLite gives the log beside it the same mode.
  chmodSync(unfinished, 0o600)
  renameSync(unfinished, file)
}

function refuseUnsound(file: string, marker: Marker | undefined): void {
  const restore = 'Restore a backup with "muster restore FILE"'
  if (!existsSync(file))
    throw new DatabaseRefused(
      'missing',
      `The database ${file} is gone, though this folder held one since ${new Date(marker?.createdAt ?? 0).toISOString()}. ${restore}; to begin anew instead, move ${MARKER} away too.`,
    )
  if (statSync(file).size === 0)
    throw new DatabaseRefused(
      'damaged',
      `The database ${file} is empty (0 bytes). ${restore}, or move the file and ${MARKER} away to begin anew.`,
    )
  const header = Buffer.alloc(16)
  const descriptor = openSync(file, 'r')
  try {
    readSync(descriptor, header, 0, 16, 0)
  } finally {
    closeSync(descriptor)
  }
  if (header.toString('latin1') !== 'SQLite format 3\0')
    throw new DatabaseRefused(
      'not-a-database',
      `${file} is not a database: its first bytes have been overwritten or it is another kind of file. ${restore}.`,
    )
}

/** Checks whose file it is, that it is sound, and brings its schema up to date. */
function prepare(file: string, folder: string, closedCleanly: boolean, steps: readonly string[]): { id: string; createdAt: number } {
  let connection: Sqlite.Database
  try {
    connection = new Sqlite(file, { timeout: 2_000 })
  } catch (error) {
    throw new DatabaseRefused('unreadable', `${file} cannot be opened (${errno(error)}). Check its permissions.`)
  }
  try {
    if (connection.pragma('application_id', { simple: true }) !== APPLICATION_ID)
      throw new DatabaseRefused('foreign', `${file} is a database of another program. Point Muster at a folder of its own with --data.`)
    const version = connection.pragma('user_version', { simple: true }) as number
    if (version > steps.length)
      throw new DatabaseRefused(
        'too-new',
        `${file} was written by a newer Muster (schema ${version}; this one knows ${steps.length}). Install that version or a later one, or restore a backup made by this one.`,
      )
    if (!closedCleanly) checkSound(connection, file)
    if (version < steps.length) {
      copyBefore(connection, folder, version)
      migrate(connection, version, steps)
    }
    const instance = connection.prepare('SELECT id, created_at AS createdAt FROM instance').get()
    if (instance === undefined) throw damaged(file, 'it does not say whose it is')
    return instance as { id: string; createdAt: number }
  } catch (error) {
    throw refusal(file, error)
  } finally {
    connection.close()
  }
}

/** What stands in the way of serving the file. A mistake of ours, in a migration or elsewhere, stays the error that it is. */
function refusal(file: string, error: unknown): unknown {
  if (error instanceof DatabaseRefused) return error
  const code = errno(error)
  if (code.startsWith('SQLITE_BUSY'))
    return new DatabaseRefused('in-use', `${file} is in use by another program. Close it, then start again.`)
  if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(code)) return damaged(file, code)
  if (!/^(?:E[A-Z]+|SQLITE_(?:FULL|IOERR|CANTOPEN|READONLY|PERM).*)$/.test(code)) return error
  return new DatabaseRefused(
    'unreadable',
    `${file} cannot be made ready (${code}); nothing was changed. Check the folder's permissions and the free space on its disk.`,
  )
}

function checkSound(connection: Sqlite.Database, file: string): void {
  const [first] = connection.pragma('quick_check(1)') as { quick_check: string }[]
  if (first?.quick_check !== 'ok') throw damaged(file, first?.quick_check ?? 'no answer')
}

function damaged(file: string, why: string): DatabaseRefused {
  return new DatabaseRefused(
    'damaged',
    `The database ${file} is damaged (${why}). It is left as it is; restore the last backup, and keep the damaged file for what can be salvaged from it.`,
  )
}

function migrate(connection: Sqlite.Database, from: number, steps: readonly string[]): void {
  for (const [version, step] of steps.entries()) {
    if (version < from) continue
    connection.transaction(() => {
      connection.exec(step)
      connection.pragma(`user_version = ${version + 1}`)
    })()
  }
}

function copyBefore(connection: Sqlite.Database, folder: string, version: number): void {
  const backups = join(folder, 'backups')
  mkdirSync(backups, { recursive: true, mode: 0o700 })
  const copy = join(backups, `before-schema-${version + 1}.db`)
  rmSync(`${copy}.new`, { force: true })
  connection.prepare('VACUUM INTO ?').run(`${copy}.new`)
  renameSync(`${copy}.new`, copy)
}

function readMarker(folder: string): Marker | undefined {
  const file = join(folder, MARKER)
  if (!existsSync(file)) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Marker
  } catch {
    // The marker's being there is what counts; unreadable, it only makes the check at opening thorough.
    return { instanceId: '', createdAt: statSync(file).mtimeMs, closedCleanly: false }
  }
}

function writeMarker(folder: string, marker: Marker): void {
  const file = join(folder, MARKER)
  writeFileSync(`${file}.new`, `${JSON.stringify(marker, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

function errno(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error)
}
