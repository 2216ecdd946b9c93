import { type Exchange, logExchange } from '../domain/activity/log.ts'
import type { Domain } from '../domain/domain.ts'
import { noteRequest } from '../store/integrations.ts'
import { noteTokenUse } from '../store/tokens.ts'
import type { WriteTx } from '../store/database/port.ts'

const GATHER_MS = 150
const MOST_WAITING = 20_000
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

export function createLogWriter(domain: Domain, keepBodies: () => boolean): LogWriter {
  const waiting: Logged[] = []
  const lastNoted = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  let flushing: Promise<void> = Promise.resolve()

  async function within(tx: WriteTx, { exchange, tokenId }: Logged): Promise<void> {
    await logExchange(tx, exchange, keepBodies())
    if (tokenId === null || exchange.integrationId === null) return
    if (exchange.at - (lastNoted.get(tokenId) ?? 0) < USE_RESOLUTION_MS) return
    await noteTokenUse(tx, tokenId, exchange.at)
    await noteRequest(tx, exchange.integrationId, exchange.at)
    tx.afterCommit(() => lastNoted.set(tokenId, exchange.at))
  }

  async function writeWaiting(): Promise<void> {
    timer = undefined
    while (waiting.length > 0) {
      const batch = waiting.splice(0, 500)
      try {
        await domain.change({ actor: SYSTEM }, async (change) => {
          for (const logged of batch) {
            await within(change.tx, logged)
            change.touch('requests', logged.exchange.organizationId)
            change.touch('tokens', logged.exchange.organizationId)
          }
        })
      } catch (error) {
        // The entries of questions are not worth failing for; that they are missing is.
        process.stderr.write(`muster: ${batch.length} provisioning log entries could not be written: ${String(error)}\n`)
      }
    }
  }

  return {
    within,
    later(logged) {
      if (waiting.length >= MOST_WAITING) waiting.shift()
      waiting.push(logged)
      timer ??= setTimeout(() => {
        flushing = flushing.then(writeWaiting)
      }, GATHER_MS)
    },
    flush() {
      if (timer !== undefined) clearTimeout(timer)
      flushing = flushing.then(writeWaiting)
      return flushing
    },
  }
}
