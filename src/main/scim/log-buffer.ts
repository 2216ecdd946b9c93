import { type Exchange, type LogEntry, logEntry } from '../domain/activity/log.ts'
import type { Domain } from '../domain/domain.ts'
import { StoreUnavailable, type WriteTx } from '../store/database/port.ts'
import { noteRequest } from '../store/integrations.ts'
import { insertLogEntry } from '../store/provisioning-log.ts'
import { noteTokenUse } from '../store/tokens.ts'

const GATHER_MS = 150
/** How long the entries wait for a database that refuses to be written to before they are tried again. */
const RETRY_MS = 2_000
const MOST_WAITING = 5_000
const BATCH = 500
const SYSTEM = { kind: 'system', name: 'Muster' } as const
/** T4: "last used" is right within a minute. */
const USE_RESOLUTION_MS = 15_000

export interface Logged {
  readonly exchange: Exchange
  /** The token that was used, when one was accepted. */
  readonly tokenId: string | null
}

/** Writes log entries, and when token and integration were last used, once in a while for each token. */
export interface LogWriter {
  /** In the unit of work of the change that the entry is about: the entry is there if and only if the change is. */
  within(tx: WriteTx, logged: Logged): Promise<void>
  /** For questions and refusals, which have no unit of work of their own: gathered, then written together. */
  later(logged: Logged): void
  flush(): Promise<void>
}

interface Waiting {
  readonly entry: LogEntry
  readonly tokenId: string | null
}

export function createLogWriter(domain: Domain, keepBodies: () => boolean): LogWriter {
  const waiting: Waiting[] = []
  const lastNoted = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  let flushing: Promise<void> = Promise.resolve()
  let dropped = 0

  /** A full buffer gives up the oldest answered question: what was refused is what the administrator will look for (L1). */
  function makeRoom(): void {
    const question = waiting.findIndex(({ entry }) => !entry.problem)
    waiting.splice(Math.max(question, 0), 1)
    dropped++
  }

  async function write(tx: WriteTx, { entry, tokenId }: Waiting): Promise<void> {
    await insertLogEntry(tx, entry)
    if (tokenId === null || entry.integrationId === null) return
    if (entry.at - (lastNoted.get(tokenId) ?? 0) < USE_RESOLUTION_MS) return
    await noteTokenUse(tx, tokenId, entry.at)
    await noteRequest(tx, entry.integrationId, entry.at)
    tx.afterCommit(() => lastNoted.set(tokenId, entry.at))
  }

  /** Cut to size before it waits: what is held in memory is what will be kept, not a body of megabytes. */
  const composed = ({ exchange, tokenId }: Logged): Waiting => ({ entry: logEntry(exchange, keepBodies()), tokenId })

  function schedule(ms: number): void {
    timer ??= setTimeout(() => {
      timer = undefined
      flushing = flushing.then(writeWaiting)
    }, ms)
  }

  async function writeWaiting(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, BATCH)
      try {
        await domain.change({ actor: SYSTEM }, async (change) => {
          for (const each of batch) {
            await write(change.tx, each)
            change.touch('requests', each.entry.organizationId)
            change.touch('tokens', each.entry.organizationId)
          }
        })
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) return tellLoss(batch.length, error)
        // A locked file or a full disk passes, and the entries with it.
        waiting.unshift(...batch)
        return schedule(RETRY_MS)
      }
    }
    if (dropped > 0) tellLoss(dropped, `more than ${MOST_WAITING} waited for the database; refusals were kept before questions`)
    dropped = 0
  }

  return {
    within: (tx, logged) => write(tx, composed(logged)),
    later(logged) {
      if (waiting.length >= MOST_WAITING) makeRoom()
      waiting.push(composed(logged))
      schedule(GATHER_MS)
    },
    async flush() {
      clearTimeout(timer)
      timer = undefined
      flushing = flushing.then(writeWaiting)
      await flushing
      if (waiting.length === 0) return
      clearTimeout(timer)
      tellLoss(waiting.splice(0).length, 'the service is stopping')
    },
  }
}

/** The entries of questions are not worth failing for; that they are missing is worth telling. */
function tellLoss(entries: number, why: unknown): void {
  process.stderr.write(`muster: ${entries} provisioning log entries could not be written: ${String(why)}\n`)
}
