import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { DatabaseRefused } from './port.ts'

export interface FolderLock {
  release(): void
}

/**
 * One Muster a data folder: desktop, headless service and command line alike. The lock is an exclusive transaction on a small
 * database of its own, so the operating system lets go of it when the process ends, however it ends.
 */
export function lockFolder(folder: string): FolderLock {
  let connection: Sqlite.Database | undefined
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    connection = new Sqlite(join(folder, 'muster.lock'), { timeout: 0 })
    connection.pragma('journal_mode = MEMORY')
    connection.exec('BEGIN EXCLUSIVE')
    const held = connection
    return { release: () => held.close() }
  } catch (error) {
    connection?.close()
    const code = (error as NodeJS.ErrnoException).code ?? String(error)
    if (code.startsWith('SQLITE_BUSY'))
      throw new DatabaseRefused(
        'in-use',
        `Another Muster is already using the data folder ${folder}. Use that one, stop it first, or choose another folder with --data.`,
      )
    throw new DatabaseRefused(
      'unreadable',
      `The data folder ${folder} cannot be used (${code}). Choose a folder that you can write to, or mend its permissions.`,
    )
  }
}
