import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Random } from '../../src/main/domain/change.ts'
import { createDomain, type Domain } from '../../src/main/domain/domain.ts'
import type { Database } from '../../src/main/store/database/port.ts'
import { openDataFolder } from '../../src/main/store/database/open.ts'

/** A Sunday in November 2026, ms since 1970: where every test's clock begins. */
export const START = Date.UTC(2026, 10, 22, 9, 0, 0)

/** A folder of its own, gone when the test has finished. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'muster-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Bytes that look random and are the same in every run (mulberry32). */
export function seededRandom(seed = 1): Random {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) & 0xff
  }
  return (bytes) => Uint8Array.from({ length: bytes }, next)
}

export interface DataFolder {
  readonly folder: string
  readonly file: string
  readonly database: Database
  readonly domain: Domain
  /** The clock stands still until a test moves it. */
  readonly time: { now: number }
  close(): Promise<void>
}

/** A real database in a folder of its own; only the clock and the random source are made up. The caller closes it and removes the folder. */
export function openTestData(folder = mkdtempSync(join(tmpdir(), 'muster-test-'))): DataFolder {
  const time = { now: START }
  const { database, file } = openDataFolder(folder, { id: 'test-instance', now: time.now })
  const domain = createDomain(database, { clock: () => time.now, random: seededRandom() })
  return { folder, file, database, domain, time, close: () => database.close() }
}

/** The same for one test: closed and gone when it has finished. */
export function dataFolder(): DataFolder {
  const data = openTestData()
  onTestFinished(async () => {
    await data.close()
    rmSync(data.folder, { recursive: true, force: true })
  })
  return data
}
