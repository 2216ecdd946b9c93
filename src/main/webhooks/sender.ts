import type { Actor } from '../../shared/console/activity.ts'
import type { Domain } from '../domain/domain.ts'
import { type Due, dueDeliveries, nextDue, settleAttempt } from '../domain/webhooks/deliveries.ts'
import { systemLookup, type Lookup } from './addresses-of.ts'
import { post } from './post.ts'
import { signatureHeaders } from './sign.ts'

export interface SenderOptions {
  readonly domain: Domain
  /** The hosts that webhooks may be sent to besides this machine, as the settings have them now. */
  readonly hosts: () => readonly string[]
  readonly version: string
  readonly incident: (error: unknown) => void
  readonly lookup?: Lookup
  /** How long one attempt may take in all, ms. */
  readonly timeoutMs?: number
}

const ACTOR: Actor = { kind: 'system', name: 'Muster' }
const TIMEOUT_MS = 10_000
/** How long attempts under way may go on when the service stops, ms. What is given up then is sent again at the next start. */
const GRACE_MS = 3_000
/** The pause after the database could not be read or written, ms. */
const AFTER_TROUBLE_MS = 5_000
/** Timers further off than this are set anew on the way, ms. */
const LONGEST_SLEEP_MS = 3_600_000

/**
 * Sends what waits in the outbox (L5), one message at a time for each webhook, so that a slow receiver keeps nobody else waiting. At
 * least once, and not always in order: a message that is tried again is overtaken by later ones. Returns the way to stop.
 */
export function sendWebhooks(options: SenderOptions): () => Promise<void> {
  const { domain, incident } = options
  /** No new attempt is begun. */
  const ended = new AbortController()
  /** Those under way are given up. */
  const stopping = new AbortController()
  const underWay = new Map<string, Promise<void>>()
  let looking: Promise<void> | null = null
  let again = false
  let timer: NodeJS.Timeout | undefined

  function look(): void {
    again = true
    if (!ended.signal.aborted) looking ??= lookUntilQuiet()
  }

  function sleep(ms: number): void {
    clearTimeout(timer)
    if (ended.signal.aborted) return
    timer = setTimeout(look, Math.min(Math.max(ms, 0), LONGEST_SLEEP_MS))
    timer.unref()
  }

  async function lookUntilQuiet(): Promise<void> {
    try {
      while (again && !ended.signal.aborted) {
        again = false
        const busy = new Set(underWay.keys())
        for (const due of await domain.read((tx) => dueDeliveries(tx, busy, domain.clock()))) begin(due)
        const next = await domain.read(nextDue)
        const now = domain.clock()
        // What is due of a webhook that has one under way comes when that one is through.
        sleep(next !== null && next > now ? next - now : LONGEST_SLEEP_MS)
      }
    } catch (error) {
      incident(error)
      sleep(AFTER_TROUBLE_MS)
    }
    looking = null
  }

  function begin(due: Due): void {
    const id = due.webhook.id
    const sending = send(due)
      .then(
        () => undefined,
        async (error: unknown) => {
          if (stopping.signal.aborted) return
          incident(error)
          await pause(AFTER_TROUBLE_MS, stopping.signal)
        },
      )
      .finally(() => {
        underWay.delete(id)
        look()
      })
    underWay.set(id, sending)
  }

  async function send(due: Due): Promise<void> {
    const { webhook, delivery } = due
    const signature = signatureHeaders(delivery.id, delivery.body, webhook, domain.clock())
    const headers = { 'content-type': 'application/json', 'user-agent': `Muster/${options.version}`, ...signature }
    const attempt = await post(
      { url: webhook.url, headers, body: delivery.body },
      {
        hosts: options.hosts(),
        lookup: options.lookup ?? systemLookup,
        timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
        stopping: stopping.signal,
      },
    )
    const chance = (domain.random(1)[0] ?? 0) / 255
    await domain.change({ actor: ACTOR }, (change) => settleAttempt(change, due, attempt, chance))
  }

  const unsubscribe = domain.subscribe((event) => {
    if (event.changes.some(({ topic }) => topic === 'webhooks')) look()
  })
  look()

  return async () => {
    ended.abort()
    unsubscribe()
    clearTimeout(timer)
    const late = setTimeout(() => stopping.abort(new Error('the service stops')), GRACE_MS)
    await looking
    await Promise.all(underWay.values())
    clearTimeout(late)
  }
}

function pause(ms: number, stopping: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    const stop = (): void => {
      clearTimeout(timer)
      resolve()
    }
    stopping.addEventListener('abort', stop, { once: true })
  })
}
