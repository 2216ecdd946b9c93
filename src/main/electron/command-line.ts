import { parseArgs } from 'node:util'
import { resolve } from 'node:path'

export interface CommandLine {
  /** Absolute; null for the usual data folder. */
  readonly dataDir: string | null
  /** Null for the usual port; 0 picks a free one. */
  readonly scimPort: number | null
  /** Start without a window, for a start at login. */
  readonly hidden: boolean
}

/**
 * Reads `--data DIR`, `--scim-port N` and `--hidden`. What else is there is left alone: Electron passes Chromium's switches
 * and, from a checkout, the folder of the app. Returns a sentence when one of ours cannot be used.
 */
export function readCommandLine(args: readonly string[], workingDirectory: string): CommandLine | { readonly problem: string } {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: { data: { type: 'string' }, 'scim-port': { type: 'string' }, hidden: { type: 'boolean' } },
  })
  const { data, 'scim-port': port, hidden } = values
  // Without a value these come as `true`.
  if (data !== undefined && (typeof data !== 'string' || data === '')) return { problem: '--data needs a folder: --data DIR.' }
  const scimPort = port === undefined ? null : portFrom(port)
  if (scimPort === undefined) return { problem: `--scim-port needs a number from 0 to 65535, and 0 picks a free port.` }
  return { dataDir: data === undefined ? null : resolve(workingDirectory, data), scimPort, hidden: hidden === true }
}

function portFrom(text: string | boolean): number | undefined {
  if (typeof text !== 'string' || !/^\d{1,5}$/.test(text)) return undefined
  const port = Number(text)
  return port <= 65_535 ? port : undefined
}
