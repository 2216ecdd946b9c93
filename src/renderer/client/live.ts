import { useLive } from '../stores/live.ts'
import { transport } from './client.ts'
import { eventFolder } from './invalidation.ts'
import { invalidate, queryClient } from './queries.ts'

const PAUSE_BETWEEN_REFETCHES_MS = 250

/** Follows the service for as long as this window lives: events make answers stale, a lost connection makes all of them so. */
export function followService(): void {
  const folder = eventFolder(invalidate, PAUSE_BETWEEN_REFETCHES_MS)
  transport.watchConnection((connection) => {
    const before = useLive.getState().connection
    // Whether what was under way still is, is not known without a connection.
    useLive.setState(connection === 'live' ? { connection } : { connection, underway: [] })
    if (connection === 'live' && before === 'reconnecting') folder.reset()
    if (connection === 'signed-out') queryClient.clear()
  })
  transport.subscribe((event) => {
    if (event.underway) useLive.setState({ underway: event.underway })
    folder.add(event)
  })
}
