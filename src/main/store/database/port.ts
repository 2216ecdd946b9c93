declare const readable: unique symbol
declare const writable: unique symbol

/** What both engines take as a parameter. Booleans are stored as 0 and 1. */
export type SqlValue = string | number | bigint | Uint8Array | null

/** A consistent snapshot to ask questions of. Valid only until its unit of work ends. */
export interface ReadTx {
  readonly [readable]: true
  get<R>(sql: string, ...params: SqlValue[]): Promise<R | undefined>
  all<R>(sql: string, ...params: SqlValue[]): Promise<R[]>
}

/** A unit of work that may change things: all of it or none of it. */
export interface WriteTx extends ReadTx {
  readonly [writable]: true
  /** Resolves to the number of rows changed. */
  run(sql: string, ...params: SqlValue[]): Promise<number>
  /** A part of the unit that is undone alone when it throws, and then rejects with what it threw. */
  attempt<T>(work: () => Promise<T>): Promise<T>
  /**
   * Lets the event loop turn, so that reads are answered (without what this unit has written) while a long one is at work. Writes wait
   * for it all the same.
   */
  rest(): Promise<void>
  /** Called once the unit is durable, never when it is rolled back. */
  afterCommit(work: () => void): void
}

export interface Database {
  /** Runs on the read connection in one snapshot. `work` awaits nothing but its `tx`. */
  read<T>(work: (tx: ReadTx) => Promise<T>): Promise<T>
  /**
   * Atomic, serialised, durable when it resolves. Units that arrive in the same turn of the event loop share one
   * transaction (a savepoint each) and one fsync; one that throws is rolled back alone and rejects with what it threw.
   * `work` awaits nothing but its `tx`. Rejects with StoreUnavailable when another process holds the file or the disk refuses.
   */
  write<T>(work: (tx: WriteTx) => Promise<T>): Promise<T>
  /** A consistent copy of the whole database at `file`, one plain file without a log, made while it is in use. */
  backup(file: string): Promise<void>
  /** Bytes that the database takes on disk, write-ahead log included. */
  size(): number
  close(): Promise<void>
}

/** The store cannot do its work now; nothing was changed. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
  readonly because: 'locked' | 'full' | 'io' | 'damaged' | 'closed'

  constructor(because: StoreUnavailable['because'], message: string) {
    super(message)
    this.because = because
  }
}

/** The database file is not one that may be served; `message` says what is wrong and what to do. */
export class DatabaseRefused extends Error {
  override readonly name = 'DatabaseRefused'
  readonly reason: 'missing' | 'not-a-database' | 'foreign' | 'damaged' | 'too-new' | 'in-use' | 'unreadable'

  constructor(reason: DatabaseRefused['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}
