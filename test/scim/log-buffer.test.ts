import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createLogWriter, type Logged } from '../../src/main/scim/log-buffer.ts'
import { exchange } from '../support/exchange.ts'
import { newWorld } from '../support/world.ts'

const logged = (method: string, status: number): Logged => ({ tokenId: null, exchange: exchange({ method, status }) })

it('L1: of more requests than can wait for a locked database, questions are given up and refusals are kept, and the loss is told', async () => {
  const { domain, file } = newWorld()
  const other = new Sqlite(file)
  onTestFinished(() => void other.close())
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const log = createLogWriter(domain, () => true)
  other.exec('BEGIN IMMEDIATE')
  log.later(logged('POST', 503))
  for (let each = 0; each < 6_000; each++) log.later(logged('GET', 200))
  other.exec('ROLLBACK')
  await log.flush()
  const kept = other.prepare('SELECT method, count(*) AS entries FROM provisioning_log GROUP BY method ORDER BY method').all()
  expect(kept).toEqual([
    { method: 'GET', entries: 4_999 },
    { method: 'POST', entries: 1 },
  ])
  expect(told.mock.calls.join('')).toMatch(/1001 provisioning log entries could not be written/)
})
