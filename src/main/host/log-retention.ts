import type { Settings } from '../../shared/console/settings.ts'
import type { Domain } from '../domain/domain.ts'
import { incident } from './incidents.ts'
import { trimProblems } from '../store/problems.ts'
import { trimLog } from '../store/provisioning-log.ts'
import { trimDeliveries } from '../store/webhook-deliveries.ts'

const EVERY_MS = 10 * 60_000
const DAY = 86_400_000
const MEGABYTE = 1024 * 1024
const SYSTEM = { kind: 'system', name: 'Muster' } as const

/**
 * L1: drops log entries that are past their age or beyond the size, and with them resolved problems and settled webhook deliveries of
 * that age; now and then, a bounded number at a time. Returns the way to stop.
 */
export function keepLogTrimmed(domain: Domain, settings: () => Settings): () => void {
  const stopping = new AbortController()
  async function trim(): Promise<void> {
    const { logRetentionDays, logRetentionMegabytes } = settings()
    let gone = 1
    while (gone > 0 && !stopping.signal.aborted) {
      gone = await domain.change({ actor: SYSTEM }, async (change) => {
        const oldest = change.at - logRetentionDays * DAY
        const entries = await trimLog(change.tx, oldest, logRetentionMegabytes * MEGABYTE)
        const others = (await trimProblems(change.tx, oldest)) + (await trimDeliveries(change.tx, oldest))
        if (entries > 0) change.touch('requests', null)
        return entries + others
      })
    }
  }
  const timer = setInterval(() => void trim().catch(incident('trimming the provisioning log')), EVERY_MS)
  timer.unref()
  return () => {
    stopping.abort()
    clearInterval(timer)
  }
}
