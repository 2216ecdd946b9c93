import { setTimeout as sleep } from 'node:timers/promises'
import type { Actor } from '../../shared/console/activity.ts'
import { operatingSystemUser } from '../host/operating-system-user.ts'
import { DatabaseRefused } from '../store/database/port.ts'
import type { Call } from './command.ts'
import { Failure, refused } from './failure.ts'
import { findService } from './service-client.ts'

export interface Connection {
  readonly call: Call
  close(): Promise<void>
}

/** How long to wait for another process to let go of the folder, or to begin answering. */
const PATIENCE_MS = 5_000
const RETRY_MS = 100

/** The console contract on a data folder: through the service that runs there, or, when none does, directly. */
export async function connect(dataDir: string, begins: boolean): Promise<Connection> {
  const actor = operatingSystemUser()
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const service = await findService(dataDir, actor)
    if (service !== null) return { call: service.call, close: async () => undefined }
    try {
      return await open(dataDir, begins, actor)
    } catch (error) {
      if (!(error instanceof DatabaseRefused) || error.reason !== 'in-use') throw error
      if (Date.now() >= deadline)
        throw new Failure(
          `The data folder ${dataDir} is locked by another Muster that does not answer. Wait until it has started, stop it, or name another folder with --data.`,
        )
    }
    await sleep(RETRY_MS)
  }
}

async function open(dataDir: string, begins: boolean, actor: Actor): Promise<Connection> {
  // Loaded only here: the database engine is native code that a command through a running service does without.
  const [{ holdsData }, { startHost }] = await Promise.all([import('../store/database/open.ts'), import('../host/host.ts')])
  if (!begins && !holdsData(dataDir))
    throw new Failure(`There is no Muster data in ${dataDir}. Begin with "muster org create NAME", or name another folder with --data.`)
  const host = await startHost({ dataDir, mode: 'headless', scim: null, console: null, staticDir: null })
  return {
    call: (async (method: string, input: unknown) => {
      const result = await host.door.call(method, input, actor)
      if (!result.ok) throw refused(result.error)
      return result.value
    }) as Call,
    close: () => host.close(),
  }
}
