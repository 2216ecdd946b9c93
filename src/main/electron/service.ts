import { join } from 'node:path'
import { app, dialog } from 'electron'
import { SCIM_PORT } from '../host/defaults.ts'
import { startHost } from '../host/host.ts'
import type { Host } from '../host/host.ts'
import { describeFailure } from './failure.ts'
import type { StartOptions } from './first-instance.ts'

const LOOPBACK = '127.0.0.1'

/** Starts the service, asking what to do for as long as it cannot be started. Null when the answer is to quit. */
export async function startService({ dataDir, scimPort }: StartOptions): Promise<Host | null> {
  for (;;) {
    try {
      return await startHost({
        dataDir,
        mode: 'desktop',
        scim: { host: LOOPBACK, port: scimPort ?? SCIM_PORT },
        // For the command line, which finds it by the control file; the window asks over IPC.
        console: { host: LOOPBACK, port: 0 },
        staticDir: rendererDir(),
      })
    } catch (error) {
      if (!(await askToTryAgain(describeFailure(error)))) return null
    }
  }
}

async function askToTryAgain(detail: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Muster',
    message: 'Muster did not start, and nothing was changed.',
    detail,
    buttons: ['Try Again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  })
  return response === 0
}

/** Where the build put the screens: beside the built main process, in a checkout as in a package. */
export function rendererDir(): string {
  return join(app.getAppPath(), 'out', 'renderer')
}
