import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import type { Database, WriteTx } from '../../src/main/store/database/port.ts'
import { openSqlite } from '../../src/main/store/database/sqlite.ts'
import { temporaryFolder } from '../support/data-folder.ts'

/** A database with one table, so that what is seen is the port and nothing of Muster's schema. */
export function openPlain(): { database: Database; file: string; second: () => Sqlite.Database } {
  const file = join(temporaryFolder(), 'plain.db')
  const first = new Sqlite(file)
  first.exec('PRAGMA journal_mode = WAL; CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)')
  first.close()
  const database = openSqlite(file)
  onTestFinished(() => database.close())
  return {
    database,
    file,
    second() {
      const other = new Sqlite(file, { timeout: 0 })
      onTestFinished(() => void other.close())
      return other
    },
  }
}

export const add = (text: string) => (tx: WriteTx) => tx.run('INSERT INTO notes (text) VALUES (?)', text)

export async function texts(database: Database): Promise<string[]> {
  const rows = await database.read((tx) => tx.all<{ text: string }>('SELECT text FROM notes ORDER BY id'))
  return rows.map((row) => row.text)
}
