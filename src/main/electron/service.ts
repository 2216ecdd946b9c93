import { join } from 'node:path'
import { app, dialog } from 'electron'
import { addressesFor } from '../host/addresses.ts'
import { startHost } from '../host/host.ts'
import type { Host } from '../host/host.ts'
import { describeFailure } from './failure.ts'
import { ListenError } from '../http/listen-error.ts'
import type { StartOptions } from './first-instance.ts'
import { loginSwitch } from './login.ts'

const LOOPBACK = '127.0.0.1'

/** Starts the service, asking what to do for as long as it cannot be started. Null when the answer is to quit. */
export async function startService({ dataDir, scimPort }: StartOptions): Promise<Host | null> {
  let port = scimPort
  for (;;) {
    try {
      // Read again at each turn: whoever is told that the file cannot be understood may have corrected it.
      const started = addressesFor(dataDir, port === null ? {} : { scimPort: port })
      const { scimHost, insecureAddressAllowed, tls } = started.addresses
      return await startHost({
        dataDir,
        mode: 'desktop',
        scim: { host: scimHost, port: started.addresses.scimPort, insecureAddressAllowed, tls: tls ? { kind: 'data-folder' } : null },
        // For the command line, which finds it by the control file; the window asks over IPC.
        console: { host: LOOPBACK, port: 0 },
        staticDir: rendererDir(),
        started,
        login: loginSwitch(dataDir),
      })
    } catch (error) {
      const free = error instanceof ListenError ? error.freePort : null
      const answer = await askWhatToDo(describeFailure(error), free)
      if (answer === 'quit') return null
      if (answer === 'other-port') port = free
    }
  }
}

/** X5: a port that is taken is no reason to give up while another is free. */
async function askWhatToDo(detail: string, free: number | null): Promise<'again' | 'other-port' | 'quit'> {
  const answers = free === null ? (['again', 'quit'] as const) : (['again', 'other-port', 'quit'] as const)
  const labels = { again: 'Try Again', 'other-port': `Use Port ${free}`, quit: 'Quit' }

  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Muster',
    message: 'Muster did not start, and nothing was changed.',
    detail,
    buttons: answers.map((answer) => labels[answer]),
    defaultId: 0,
    cancelId: answers.length - 1,
    noLink: true,
  })
  return answers[response] ?? 'quit'
}

/** Where the build put the screens: beside the built main process, in a checkout as in a package. */
export function rendererDir(): string {
  return join(app.getAppPath(), 'out', 'renderer')
}
