import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { toStderr } from '../http/incident.ts'

const Pixels = z.number().int().min(-100_000).max(100_000)

/** What the shell remembers from one start to the next. Nothing of the service is in it. */
const Remembered = z.object({
  bounds: z.object({ x: Pixels, y: Pixels, width: Pixels.positive(), height: Pixels.positive() }).nullable(),
  maximized: z.boolean(),
  /** Whether the administrator has been told that closing the window leaves the service running. */
  toldThatItKeepsRunning: z.boolean(),
})
export type Remembered = z.infer<typeof Remembered>

const NOTHING: Remembered = { bounds: null, maximized: false, toldThatItKeepsRunning: false }

export interface Memory {
  readonly now: Remembered
  /** Keeps a change. A disk that cannot take it costs a remembered position, and must not cost more. */
  keep(change: Partial<Remembered>): void
}

export function openMemory(file: string): Memory {
  let now = read(file)
  return {
    get now() {
      return now
    },
    keep(change) {
      now = { ...now, ...change }
      try {
        writeFileSync(`${file}.new`, JSON.stringify(now), { mode: 0o600 })
        renameSync(`${file}.new`, file)
      } catch (error) {
        toStderr(`the window's position could not be kept: ${String(error)}`)
      }
    },
  }
}

function read(file: string): Remembered {
  try {
    return Remembered.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // Not there yet, or not ours any more: a window in its usual place is no loss.
    return NOTHING
  }
}
