/** `bare-sqlite.ts FOLDER MS`: better-sqlite3 with nothing around it, durable as the service is. Prints statements a second as JSON. */
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'

const ROWS = 100_000
const [folder = '', ms = '1000'] = process.argv.slice(2)

const connection = new Sqlite(join(folder, `bare-${process.pid}.db`))
connection.pragma('journal_mode = WAL')
connection.prepare('SELECT count(*) FROM sqlite_master').get()
connection.pragma('synchronous = FULL')
connection.exec('CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, document TEXT NOT NULL)')
const document = 'x'.repeat(700)
const insert = connection.prepare('INSERT INTO people (name, document) VALUES (?, ?)')
connection.transaction(() => {
  for (let n = 0; n < ROWS; n++) insert.run(`person${n}`, document)
})()
const select = connection.prepare('SELECT id, name, document FROM people WHERE name = ?')

function rate(work: (n: number) => void): number {
  const began = performance.now()
  let n = 0
  while (performance.now() - began < Number(ms)) work(n++)
  return (n * 1_000) / (performance.now() - began)
}

const inserts = rate((n) => void insert.run(`late${n}`, document))
const selects = rate((n) => void select.get(`person${(n * 104_729) % ROWS}`))
connection.close()
process.stdout.write(`${JSON.stringify({ insert: inserts, select: selects })}\n`)
