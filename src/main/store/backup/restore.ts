import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'

/** Beside the database: what is to take its place. */
const STAGED = 'muster.db.restore'
/** Says that it was decided. From then on the restore is finished at the next opening, whatever happens meanwhile. */
const DECISION = 'restore.json'

interface Decision {
  /** File name in `backups/` under which the present database is kept. */
  readonly safetyCopy: string
}

/** Copies a database file to where it waits, for the owner only. It can still be examined, and forgotten. Returns where it lies. */
export function stageRestore(folder: string, from: string): string {
  const staged = join(folder, STAGED)
  rmSync(staged, { force: true })
  copyFileSync(from, staged)
  chmodSync(staged, 0o600)
  flush(staged)
  return staged
}

export function forgetRestore(folder: string): void {
  rmSync(join(folder, STAGED), { force: true })
}

/** The point of no return: after this, `completeRestore` puts what is staged in place of the database. */
export function decideRestore(folder: string, safetyCopy: string): void {
  const file = join(folder, DECISION)
  writeFileSync(`${file}.new`, JSON.stringify({ safetyCopy } satisfies Decision), { mode: 0o600 })
  flush(`${file}.new`)
  renameSync(`${file}.new`, file)
  flush(folder)
}

/**
 * Finishes a restore that was decided, and does nothing when there is none. The present database is kept under `backups/` before another
 * takes its place. Each step may be done again: a process that ends anywhere in it leaves one database or the other, whole.
 * Nobody may have the database open. Returns whether there was one to finish.
 */
export function completeRestore(folder: string): boolean {
  const decision = readDecision(folder)
  if (decision === undefined) return false
  const database = join(folder, 'muster.db')
  const staged = join(folder, STAGED)
  // Gone already, when the process ended just before the decision was crossed off.
  if (existsSync(staged)) {
    keep(database, folder, decision.safetyCopy)
    // A log of the old database would be played into the new one.
    for (const left of [`${database}-wal`, `${database}-shm`]) rmSync(left, { force: true })
    renameSync(staged, database)
    flush(folder)
  }
  rmSync(join(folder, DECISION), { force: true })
  return true
}

/** A second name for the same file, or a copy where the disk has no such thing. A damaged database is kept as it is, with its log. */
function keep(database: string, folder: string, name: string): void {
  const backups = join(folder, 'backups')
  const kept = join(backups, name)
  if (!existsSync(database) || existsSync(kept)) return
  mkdirSync(backups, { recursive: true, mode: 0o700 })
  try {
    const connection = new Sqlite(database, { timeout: 2_000 })
    try {
      connection.pragma('journal_mode = DELETE')
    } finally {
      connection.close()
    }
  } catch {
    // Not to be opened any more: that is what is being mended.
    if (existsSync(`${database}-wal`)) copyFileSync(`${database}-wal`, `${kept}-wal`)
  }
  try {
    linkSync(database, kept)
  } catch {
    rmSync(`${kept}.part`, { force: true })
    copyFileSync(database, `${kept}.part`)
    flush(`${kept}.part`)
    renameSync(`${kept}.part`, kept)
  }
  flush(backups)
}

function readDecision(folder: string): Decision | undefined {
  const file = join(folder, DECISION)
  if (!existsSync(file)) return undefined
  return JSON.parse(readFileSync(file, 'utf8')) as Decision
}

/** To the disk itself, so that a power cut finds the steps in their order. */
function flush(path: string): void {
  // Windows cannot open a folder, and keeps the order of renames itself.
  if (process.platform === 'win32') return
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
