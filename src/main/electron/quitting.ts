import { app } from 'electron'
import { toStderr } from '../http/incident.ts'
import type { Host } from '../host/host.ts'

export interface Quitting {
  /** True from the moment that the app was told to quit. */
  readonly hasBegun: () => boolean
}

/** Lets the service finish what it has accepted before the app quits. `onBegin` is called once, when that begins. */
export function drainBeforeQuit(host: Host, onBegin: () => void): Quitting {
  let state: 'running' | 'draining' | 'drained' = 'running'

  async function drain(): Promise<void> {
    state = 'draining'
    onBegin()
    try {
      await host.close()
    } catch (error) {
      toStderr(`the service did not close as it should: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
      app.exit(1)
      return
    }
    state = 'drained'
    app.quit()
  }

  app.on('before-quit', (event) => {
    if (state === 'drained') return
    event.preventDefault()
    if (state === 'running') void drain()
  })
  return { hasBegun: () => state !== 'running' }
}
