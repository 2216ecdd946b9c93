import { statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { migrations } from '../migrations/index.ts'
import { APPLICATION_ID } from '../database/open.ts'

/** What a database file turned out to be. `problem` says why it cannot be used; then the rest may be missing. */
export interface Examination {
  readonly problem: string | null
  readonly bytes: number
  /** Whose data it is. */
  readonly instanceId: string | null
  readonly schemaVersion: number | null
  readonly counts: Readonly<Record<Counted, number>> | null
  /** Ids of the tokens that it would accept, expired ones included. */
  readonly liveTokens: string[]
  /** When the last change in it was made, ms since 1970. */
  readonly lastChangeAt: number | null
}

export type Counted = (typeof COUNTED)[number]
const COUNTED = ['organizations', 'users', 'groups', 'teams', 'audit_events'] as const

/** Where secrets are kept that open something. */
export const TOKEN_TABLES = ['tokens', 'api_tokens'] as const

const NOTHING: Omit<Examination, 'problem' | 'bytes'> = {
  instanceId: null,
  schemaVersion: null,
  counts: null,
  liveTokens: [],
  lastChangeAt: null,
}

/**
 * Reads a whole database file and says whether it is a sound Muster database of a version that this one can take over. Takes as long as
 * reading it does, so it is for a worker (`examineAside`) or a command. Never throws, and changes nothing.
 */
export function examine(file: string): Examination {
  const size = statSync(file, { throwIfNoEntry: false })
  if (size === undefined) return { problem: 'The file is not there.', bytes: 0, ...NOTHING }
  const unfit = (problem: string): Examination => ({ problem, bytes: size.size, ...NOTHING })
  if (!size.isFile()) return unfit('It is not a file.')
  if (size.size === 0) return unfit('It is empty (0 bytes).')
  let connection: Sqlite.Database | undefined
  try {
    connection = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 2_000 })
    return { bytes: size.size, ...read(connection) }
  } catch (error) {
    const code = (error as { code?: unknown }).code
    if (code === 'SQLITE_NOTADB') return unfit('It is not a database.')
    if (typeof code === 'string' && code.startsWith('SQLITE_CORRUPT')) return unfit(`It is damaged (${code}).`)
    return unfit(`It cannot be read (${typeof code === 'string' ? code : String(error)}).`)
  } finally {
    connection?.close()
  }
}

function read(connection: Sqlite.Database): Omit<Examination, 'bytes'> {
  if (connection.pragma('application_id', { simple: true }) !== APPLICATION_ID)
    return { problem: 'It is a database of another program.', ...NOTHING }
  const schemaVersion = connection.pragma('user_version', { simple: true }) as number
  if (schemaVersion > migrations.length)
    return {
      problem: `It was written by a newer Muster (schema ${schemaVersion}; this one knows ${migrations.length}).`,
      ...NOTHING,
      schemaVersion,
    }
  const [first] = connection.pragma('quick_check(1)') as { quick_check: string }[]
  if (first?.quick_check !== 'ok') return { problem: `It is damaged: ${first?.quick_check ?? 'no answer'}.`, ...NOTHING, schemaVersion }
  const instance = connection.prepare('SELECT id FROM instance').get() as { id: string } | undefined
  if (instance === undefined) return { problem: 'It does not say whose it is.', ...NOTHING, schemaVersion }
  const count = (table: Counted): number => (connection.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n
  return {
    problem: null,
    instanceId: instance.id,
    schemaVersion,
    counts: Object.fromEntries(COUNTED.map((table) => [table, count(table)])) as Record<Counted, number>,
    liveTokens: TOKEN_TABLES.filter((table) => has(connection, table)).flatMap((table) =>
      (connection.prepare(`SELECT id FROM ${table} WHERE revoked_at IS NULL`).all() as { id: string }[]).map(({ id }) => id),
    ),
    lastChangeAt: (connection.prepare('SELECT max(at) AS at FROM audit_events').get() as { at: number | null }).at,
  }
}

/** An older schema has fewer tables. */
function has(connection: Sqlite.Database, table: string): boolean {
  return connection.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) !== undefined
}
