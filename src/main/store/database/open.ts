import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { migrations } from '../migrations/index.ts'
import { type Database, DatabaseRefused } from './port.ts'
import { openSqlite } from './sqlite.ts'

const FILE = 'muster.db'
const MARKER = 'muster.json'
/** 'MSTR': tells our files from other SQLite databases. */
const APPLICATION_ID = 0x4d535452

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
 * file is missing though the folder says there was one, is empty, foreign, damaged or from a newer version of Muster.
 */
export function openDataFolder(folder: string, make: { id: string; now: number }): OpenDatabase {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new DatabaseRefused(
      'unreadable',
      `The data folder ${folder} cannot be made (${errno(error)}). Choose a folder that you can write to.`,
    )
  }
  const file = join(folder, FILE)
  const marker = readMarker(folder)
  if (!existsSync(file) && marker === undefined) create(file, make)
  else refuseUnsound(file, marker)
  const instance = prepare(file, folder, marker?.closedCleanly === true)
  writeMarker(folder, { instanceId: instance.id, createdAt: instance.createdAt, closedCleanly: false })
  const database = openSqlite(file)
  return {
    file,
    database: closingMarked(database, () =>
      writeMarker(folder, { instanceId: instance.id, createdAt: instance.createdAt, closedCleanly: true }),
    ),
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

function create(file: string, make: { id: string; now: number }): void {
  const connection = new Sqlite(file)
  try {
    connection.pragma('journal_mode = WAL')
    connection.pragma(`application_id = ${APPLICATION_ID}`)
    migrate(connection, 0)
    connection.prepare('INSERT INTO instance (only_row, id, created_at) VALUES (1, ?, ?)').run(make.id, make.now)
  } finally {
    connection.close()
  }
}

function refuseUnsound(file: string, marker: Marker | undefined): void {
  const restore = 'Restore a backup to that place'
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
function prepare(file: string, folder: string, closedCleanly: boolean): { id: string; createdAt: number } {
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
    if (version > migrations.length)
      throw new DatabaseRefused(
        'too-new',
        `${file} was written by a newer Muster (schema ${version}; this one knows ${migrations.length}). Install that version or a later one, or restore a backup made by this one.`,
      )
    if (!closedCleanly) checkSound(connection, file)
    if (version < migrations.length) {
      copyBefore(connection, folder, version)
      migrate(connection, version)
    }
    return connection.prepare('SELECT id, created_at AS createdAt FROM instance').get() as { id: string; createdAt: number }
  } catch (error) {
    if (error instanceof DatabaseRefused) throw error
    const code = error instanceof Sqlite.SqliteError ? error.code : errno(error)
    if (code.startsWith('SQLITE_BUSY'))
      throw new DatabaseRefused('in-use', `${file} is in use by another program. Close it, then start again.`)
    throw damaged(file, code)
  } finally {
    connection.close()
  }
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

function migrate(connection: Sqlite.Database, from: number): void {
  for (let version = from; version < migrations.length; version++) {
    connection.transaction(() => {
      connection.exec(migrations[version] as string) // version < migrations.length
      connection.pragma(`user_version = ${version + 1}`)
    })()
  }
}

function copyBefore(connection: Sqlite.Database, folder: string, version: number): void {
  const backups = join(folder, 'backups')
  mkdirSync(backups, { recursive: true, mode: 0o700 })
  const copy = join(backups, `before-schema-${version + 1}.db`)
  if (!existsSync(copy)) connection.prepare('VACUUM INTO ?').run(copy)
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
