import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Args } from './command.ts'

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

/** The folder that a command was told to use. Absolute. */
export function dataDirOf(args: Args, env: NodeJS.ProcessEnv): string {
  const given = args.text('data')
  return given === undefined ? defaultDataDir(env) : resolve(given)
}
