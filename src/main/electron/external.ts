import { shell } from 'electron'
import { toStderr } from '../http/incident.ts'
import { mayOpenOutside } from './external-hosts.ts'

/** The one way out of the app: nothing else calls `shell.openExternal`, which on some systems starts programs. */
export function openOutside(address: string): void {
  if (!mayOpenOutside(address)) {
    toStderr(`not opened, since it is not the documentation of an identity provider: ${JSON.stringify(address.slice(0, 200))}`)
    return
  }
  shell.openExternal(address).catch((error: unknown) => toStderr(`could not open ${address}: ${String(error)}`))
}
