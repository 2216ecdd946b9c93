import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Where the SCIM service listens unless told otherwise, in the desktop app as from the command line. */
export const SCIM_PORT = 7643
/** The same of the console in a browser. */
export const CONSOLE_PORT = 7644

/** Where Muster keeps its data unless told otherwise: $MUSTER_DATA, else the place for application data of the system. Absolute. */
export function defaultDataDir(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform, home = homedir()): string {
  const chosen = env['MUSTER_DATA']
  if (chosen !== undefined && chosen !== '') return resolve(chosen)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Muster')
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Muster')
  const base = env['XDG_DATA_HOME']
  // The XDG specification has relative paths ignored.
  return join(base?.startsWith('/') === true ? base : join(home, '.local', 'share'), 'muster')
}
