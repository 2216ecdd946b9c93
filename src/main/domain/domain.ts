import type { Actor } from '../../shared/console/activity.ts'
import type { ConsoleEvent } from '../../shared/console/events.ts'
import type { Database, ReadTx } from '../store/database/port.ts'
import { beginChange, type Change, newId, type Surroundings, type Touched } from './change.ts'
import { underwayList } from './underway.ts'

/** Where units of work begin. Everything that changes goes through `change`: it is audited, and what it touched is told once durable. */
export interface Domain extends Surroundings {
  read<T>(work: (tx: ReadTx) => Promise<T>): Promise<T>
  change<T>(who: { actor: Actor; correlationId?: string }, work: (change: Change) => Promise<T>): Promise<T>
  subscribe(listener: (event: ConsoleEvent) => void): () => void
  newId(): string
  databaseSize(): number
  /** A consistent copy of the database in one plain file, made while it is in use (X4). */
  backup(file: string): Promise<void>
}

/** Events of one burst are told together: a screen asks once, not a thousand times. */
const GATHER_MS = 50

export function createDomain(database: Database, surroundings: Surroundings): Domain {
  const listeners = new Set<(event: ConsoleEvent) => void>()
  const pending = new Map<string, Touched>()
  let revision = 0
  /** Whether what is under way has changed since it was last told. */
  let moved = false
  let timer: NodeJS.Timeout | undefined

  function tell(): void {
    timer = undefined
    revision++
    const event: ConsoleEvent = { revision, changes: [...pending.values()], ...(moved ? { underway: underway.all() } : {}) }
    pending.clear()
    moved = false
    for (const listener of listeners) {
      // One that cannot be told, such as a window that is going, must not keep the others from being told.
      try {
        listener(event)
      } catch (error) {
        process.stderr.write(`muster: a listener could not be told of a change: ${String(error)}\n`)
      }
    }
  }

  function publish(touched: readonly Touched[]): void {
    for (const each of touched) pending.set(`${each.topic}:${each.organizationId ?? ''}`, each)
    if (pending.size > 0) tellSoon()
  }

  function tellSoon(): void {
    if (timer !== undefined) return
    timer = setTimeout(tell, GATHER_MS)
    timer.unref()
  }

  const underway = underwayList(() => {
    moved = true
    tellSoon()
  })

  return {
    ...surroundings,
    read: (work) => database.read(work),
    change(who, work) {
      return underway.during((report) =>
        database.write((tx) => {
          const touched: Touched[] = []
          const correlationId = who.correlationId ?? newId(surroundings)
          tx.afterCommit(() => publish(touched))
          return work(beginChange(tx, surroundings, { actor: who.actor, correlationId }, (each) => touched.push(each), report))
        }),
      )
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    newId: () => newId(surroundings),
    databaseSize: () => database.size(),
    backup: (file) => database.backup(file),
  }
}
