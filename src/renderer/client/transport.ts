import type { ConsoleClient } from '../../shared/console/client.ts'

/** Whether pushed events reach this window. `signed-out` ends everything until the person signs in again. */
export type Connection = 'connecting' | 'live' | 'reconnecting' | 'signed-out'

/** A console client that also tells how it is doing. */
export interface Transport extends ConsoleClient {
  /** Called at once with the present state, then at each change; returns the way to stop. */
  watchConnection(listener: (connection: Connection) => void): () => void
}

/** The present connection and those who want to know of changes to it. */
export function connectionState(initial: Connection) {
  let current = initial
  const listeners = new Set<(connection: Connection) => void>()
  return {
    get current(): Connection {
      return current
    },
    set(next: Connection): void {
      if (next === current) return
      current = next
      for (const listener of listeners) listener(next)
    },
    watch(listener: (connection: Connection) => void): () => void {
      listeners.add(listener)
      listener(current)
      return () => listeners.delete(listener)
    },
  }
}
