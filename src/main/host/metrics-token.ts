import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const SHAPE = /^muster_metrics_[A-Za-z0-9_-]{43}$/

/**
 * What a scraper shows to read /metrics (L4): a secret of its own, in a file that only the folder's owner can read, so that it opens
 * nothing else. It is made when it is first asked for and stays; deleting the file and restarting makes another one.
 */
export function metricsToken(dataDir: string): string {
  const file = join(dataDir, 'metrics-token')
  try {
    const kept = readFileSync(file, 'utf8').trim()
    if (SHAPE.test(kept)) return kept
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ENOENT') throw error
  }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const token = `muster_metrics_${randomBytes(32).toString('base64url')}`
  writeFileSync(file, `${token}\n`, { mode: 0o600 })
  return token
}
