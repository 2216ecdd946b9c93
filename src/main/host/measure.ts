import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { ScimHandler } from '../scim/exchange.ts'
import { clock } from './core.ts'

const MINUTE = 60_000
const MINUTES = 60
/** ms between two looks at the event loop. */
const RESOLUTION = 10

/** SCIM requests minute by minute, for the last hour. */
export interface RequestCount {
  readonly counting: (handle: ScimHandler) => ScimHandler
  lastHour(): { total: number; failed: number }
}

export function countRequests(): RequestCount {
  const buckets = new Map<number, { total: number; failed: number }>()
  const minute = (): number => Math.floor(clock() / MINUTE)
  function bucket(): { total: number; failed: number } {
    const now = minute()
    let found = buckets.get(now)
    if (found === undefined) {
      found = { total: 0, failed: 0 }
      buckets.set(now, found)
      for (const key of buckets.keys()) if (key <= now - MINUTES) buckets.delete(key)
    }
    return found
  }
  return {
    counting: (handle) => async (request) => {
      const answer = await handle(request)
      const counted = bucket()
      counted.total++
      if (answer.status >= 400) counted.failed++
      return answer
    },
    lastHour() {
      const oldest = minute() - MINUTES
      const sum = { total: 0, failed: 0 }
      for (const [key, { total, failed }] of buckets) {
        if (key <= oldest) continue
        sum.total += total
        sum.failed += failed
      }
      return sum
    },
  }
}

/** How late the event loop was in the last whole minute: 99th percentile, ms; null before there is one. */
export function watchEventLoop(): { p99(): number | null; stop(): void } {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION })
  histogram.enable()
  let last: number | null = null
  const timer = setInterval(() => {
    // What is measured is the time between two looks, the pause that was asked for included.
    last = Math.max(0, histogram.percentile(99) / 1e6 - RESOLUTION)
    histogram.reset()
  }, MINUTE)
  timer.unref()
  return {
    p99: () => last,
    stop() {
      histogram.disable()
      clearInterval(timer)
    },
  }
}
