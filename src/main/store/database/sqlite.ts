import { existsSync, statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { documentMatches } from '../document-filter.ts'
import { fold } from '../../protocol/fold.ts'
import { type Database, type ReadTx, type SqlValue, StoreUnavailable, type WriteTx } from './port.ts'

/** Units that share one commit at most: a bound on how long the event loop is held. */
const LARGEST_BATCH = 64
/** How long a write waits for another process's lock before it is given up, ms. */
const LOCK_PATIENCE = 3_000
const LOCK_PAUSE = 20
/** 16 MB of log between checkpoints: a user touches some forty pages, and a checkpoint costs two more syncs. */
const CHECKPOINT_PAGES = 4_000

interface Waiting {
  readonly work: (tx: WriteTx) => Promise<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: unknown) => void
}

/** Prepared once for each text; the texts are constants or come from the filter compiler, whose shapes are few. */
class Statements {
  readonly #connection: Sqlite.Database
  readonly #prepared = new Map<string, Sqlite.Statement>()
  static readonly #most = 500

  constructor(connection: Sqlite.Database) {
    this.#connection = connection
  }

  get inTransaction(): boolean {
    return this.#connection.inTransaction
  }

  for(sql: string): Sqlite.Statement {
    let statement = this.#prepared.get(sql)
    if (statement === undefined) {
      if (this.#prepared.size >= Statements.#most) this.#prepared.clear()
      statement = this.#connection.prepare(sql)
      this.#prepared.set(sql, statement)
    }
    return statement
  }
}

class Unit {
  readonly #statements: Statements
  readonly committed: (() => void)[] = []
  #open = true
  #resting = false

  readonly #mayRest: () => boolean

  constructor(statements: Statements, mayRest: () => boolean = () => true) {
    this.#statements = statements
    this.#mayRest = mayRest
  }

  get resting(): boolean {
    return this.#resting
  }

  async rest(): Promise<void> {
    if (!this.#mayRest()) return
    this.#resting = true
    await new Promise((resolve) => setImmediate(resolve))
    this.#resting = false
  }

  end(): void {
    this.#open = false
  }

  #statement(sql: string): Sqlite.Statement {
    if (!this.#open) throw new Error('a transaction was used after its unit of work had ended')
    return this.#statements.for(sql)
  }

  async get<R>(sql: string, ...params: SqlValue[]): Promise<R | undefined> {
    return this.#statement(sql).get(...params) as R | undefined
  }

  async all<R>(sql: string, ...params: SqlValue[]): Promise<R[]> {
    return this.#statement(sql).all(...params) as R[]
  }

  async run(sql: string, ...params: SqlValue[]): Promise<number> {
    return this.#statement(sql).run(...params).changes
  }

  async attempt<T>(work: () => Promise<T>): Promise<T> {
    const told = this.committed.length
    this.#statement('SAVEPOINT attempt').run()
    try {
      const value = await work()
      this.#statement('RELEASE attempt').run()
      return value
    } catch (error) {
      // Nested attempts share the name: the innermost is meant. A full disk may have ended the whole transaction already.
      if (this.#open && this.#statements.inTransaction) {
        this.#statement('ROLLBACK TO attempt').run()
        this.#statement('RELEASE attempt').run()
      }
      this.committed.length = told
      throw error
    }
  }

  afterCommit(work: () => void): void {
    this.committed.push(work)
  }
}

const asReadTx = (unit: Unit): ReadTx => unit as unknown as ReadTx
const asWriteTx = (unit: Unit): WriteTx => unit as unknown as WriteTx

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/**
 * Rejects as soon as the event loop turns over while the unit is not resting, so that a unit that waits for another one (which waits for
 * it) does not wait for ever.
 */
async function withinTurn<T>(unit: Unit, work: () => Promise<T>): Promise<T> {
  let turn: NodeJS.Immediate | undefined
  const strayed = new Promise<never>((_, reject) => {
    const look = (): void => {
      if (unit.resting) turn = setImmediate(look)
      else reject(new Error('a unit of work awaited something other than its transaction'))
    }
    turn = setImmediate(look)
  })
  try {
    return await Promise.race([work(), strayed])
  } finally {
    clearImmediate(turn)
  }
}

function sqliteCode(error: unknown): string {
  return error instanceof Sqlite.SqliteError ? error.code : ''
}

/** Turns what SQLite says of the disk or of locks into StoreUnavailable; anything else is a mistake of ours and stays what it is. */
function unavailable(error: unknown): unknown {
  const code = sqliteCode(error)
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return new StoreUnavailable('locked', 'Another process holds the database. Close the program that has it open, then try again.')
  if (code.startsWith('SQLITE_FULL')) return new StoreUnavailable('full', 'The disk is full. Free some space; nothing was changed.')
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN'))
    return new StoreUnavailable(
      'io',
      `The disk refused to read or write the database (${code}). Check the disk and the folder's permissions.`,
    )
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB'))
    return new StoreUnavailable('damaged', `The database is damaged (${code}). Stop the service and restore the last backup.`)
  return error
}

/**
 * The SQLite adapter of the store port. Two connections on one file in WAL mode; `synchronous=FULL` on the writer, so that what
 * has been answered with success is there after a power cut. No busy wait: it would block the event loop and all reads with it.
 */
export function openSqlite(file: string): Database {
  const writer = new Sqlite(file, { timeout: 0 })
  writer.pragma('journal_mode = WAL')
  writer.pragma('foreign_keys = ON')
  writer.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  writer.pragma('temp_store = MEMORY')
  writer.pragma('cache_size = -65536')
  setFullSynchronous(writer)
  const reader = new Sqlite(file, { timeout: 0, readonly: true })
  reader.pragma('temp_store = MEMORY')
  reader.pragma('cache_size = -65536')
  for (const connection of [writer, reader]) {
    connection.function('fold', { deterministic: true }, (text) => (text === null ? null : fold(String(text))))
    connection.function('document_matches', (document, name) => documentMatches(String(document), Number(name)))
  }
  return new SqliteDatabase(file, writer, reader)
}

/** better-sqlite3 compiles WAL to NORMAL and falls back to it at the first read: set FULL after one, and make sure. */
function setFullSynchronous(connection: Sqlite.Database): void {
  connection.prepare('SELECT count(*) FROM sqlite_master').get()
  connection.pragma('synchronous = FULL')
  connection.prepare('SELECT count(*) FROM sqlite_master').get()
  if (connection.pragma('synchronous', { simple: true }) !== 2) throw new Error('synchronous=FULL did not hold')
}

class SqliteDatabase implements Database {
  readonly #file: string
  readonly #writer: Sqlite.Database
  readonly #reader: Sqlite.Database
  readonly #writes: Statements
  readonly #reads: Statements
  readonly #waiting: Waiting[] = []
  #flushing = false
  /** Backups that are being made. */
  #copies = 0
  #closing: Promise<void> | undefined
  #lastRead: Promise<unknown> = Promise.resolve()
  #lastFlush: Promise<void> = Promise.resolve()

  constructor(file: string, writer: Sqlite.Database, reader: Sqlite.Database) {
    this.#file = file
    this.#writer = writer
    this.#reader = reader
    this.#writes = new Statements(writer)
    this.#reads = new Statements(reader)
  }

  read<T>(work: (tx: ReadTx) => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) return Promise.reject(closed())
    // One at a time: a snapshot belongs to one unit, and a read that follows a write must see it.
    const turn = this.#lastRead.then(() => this.#readNow(work))
    this.#lastRead = turn.catch(() => undefined)
    return turn
  }

  async #readNow<T>(work: (tx: ReadTx) => Promise<T>): Promise<T> {
    const unit = new Unit(this.#reads)
    try {
      this.#reads.for('BEGIN').run()
      return await withinTurn(unit, () => work(asReadTx(unit)))
    } catch (error) {
      throw unavailable(error)
    } finally {
      unit.end()
      // Nothing was written, and unlike COMMIT this works on a damaged file too.
      if (this.#reader.inTransaction) this.#reads.for('ROLLBACK').run()
    }
  }

  write<T>(work: (tx: WriteTx) => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) return Promise.reject(closed())
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject })
      this.#schedule()
    })
  }

  /** Writers of this turn gather until its end. */
  #schedule(): void {
    if (this.#flushing) return
    this.#flushing = true
    this.#lastFlush = new Promise((done) => {
      setImmediate(() => {
        void this.#flush().finally(() => {
          this.#flushing = false
          done()
          if (this.#waiting.length > 0) this.#schedule()
        })
      })
    })
  }

  async #flush(): Promise<void> {
    const batch = this.#waiting.splice(0, LARGEST_BATCH)
    try {
      await this.#begin()
    } catch (error) {
      for (const each of batch) each.reject(unavailable(error))
      return
    }
    const settle: (() => void)[] = []
    try {
      for (const each of batch) settle.push(await this.#unit(each))
      this.#writes.for('COMMIT').run()
    } catch (error) {
      if (this.#writer.inTransaction) this.#writer.exec('ROLLBACK')
      for (const each of batch) each.reject(unavailable(error))
      return
    }
    for (const each of settle) each()
  }

  async #begin(): Promise<void> {
    const giveUp = performance.now() + LOCK_PATIENCE
    for (;;) {
      try {
        this.#writes.for('BEGIN IMMEDIATE').run()
        return
      } catch (error) {
        if (!sqliteCode(error).startsWith('SQLITE_BUSY') || performance.now() > giveUp) throw error
        await pause(LOCK_PAUSE)
      }
    }
  }

  /** Runs one unit in a savepoint; what it returns tells the caller of the outcome once the batch is durable. */
  async #unit({ work, resolve, reject }: Waiting): Promise<() => void> {
    this.#writes.for('SAVEPOINT unit').run()
    const unit = new Unit(this.#writes, () => this.#copies === 0)
    try {
      const value = await withinTurn(unit, () => work(asWriteTx(unit)))
      this.#writes.for('RELEASE unit').run()
      return () => {
        // Not called from here: one that throws must not keep the batch's other units from being told.
        for (const after of unit.committed) queueMicrotask(after)
        resolve(value)
      }
    } catch (error) {
      // A full disk may already have rolled the whole transaction back: then no unit of the batch holds.
      if (!this.#writer.inTransaction) throw error
      this.#writes.for('ROLLBACK TO unit').run()
      this.#writes.for('RELEASE unit').run()
      return () => reject(unavailable(error))
    } finally {
      unit.end()
    }
  }

  async backup(file: string): Promise<void> {
    // It reads through the writer, so that what is written meanwhile does not begin it anew: no step of it may meet half a unit.
    while (this.#writer.inTransaction) await this.#lastFlush
    this.#copies++
    try {
      await this.#writer.backup(file)
      const copy = new Sqlite(file)
      // In WAL mode, as the original is, the copy could not be read from a folder that cannot be written to.
      copy.pragma('journal_mode = DELETE')
      copy.close()
    } catch (error) {
      throw unavailable(error)
    } finally {
      this.#copies--
    }
  }

  size(): number {
    return [this.#file, `${this.#file}-wal`].reduce((sum, each) => sum + (existsSync(each) ? statSync(each).size : 0), 0)
  }

  /** What has been asked for is done; what is asked from now on is refused. */
  close(): Promise<void> {
    this.#closing ??= this.#drain()
    return this.#closing
  }

  async #drain(): Promise<void> {
    while (this.#flushing || this.#waiting.length > 0) await this.#lastFlush
    await this.#lastRead
    this.#reader.close()
    this.#writer.pragma('wal_checkpoint(TRUNCATE)')
    this.#writer.close()
  }
}

function closed(): StoreUnavailable {
  return new StoreUnavailable('closed', 'The service is stopping. Try again when it has started.')
}
