import { resolve } from 'node:path'
import { defaultDataDir } from '../host/defaults.ts'
import type { Args } from './command.ts'

/** The folder that a command was told to use. Absolute. */
export function dataDirOf(args: Args, env: NodeJS.ProcessEnv): string {
  const given = args.text('data')
  return given === undefined ? defaultDataDir(env) : resolve(given)
}
