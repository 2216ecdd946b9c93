import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createLogWriter, type Logged } from '../../src/main/scim/log-buffer.ts'
import { START } from '../support/data-folder.ts'
import { newWorld } from '../support/world.ts'

function exchange(method: string, status: number): Logged {
  return {
    tokenId: null,
    exchange: {
      at: START,
      organizationId: null,
      integrationId: null,
      method,
      path: '/orgs/1/scim/v2/Users',
      remoteAddress: '127.0.0.1',
      requestHeaders: {},
      requestBody: null,
      status,
      scimType: null,
      responseHeaders: {},
      responseBody: null,
      durationUs: 1,
      resource: null,
      notes: [],
      correlationId: 'c',
    },
  }
}

it('L1: of more requests than can wait for a locked database, questions are given up and refusals are kept, and the loss is told', async () => {
  const { domain, file } = newWorld()
  const other = new Sqlite(file)
  onTestFinished(() => void other.close())
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const log = createLogWriter(domain, () => true)
  other.exec('BEGIN IMMEDIATE')
  log.later(exchange('POST', 503))
  for (let each = 0; each < 6_000; each++) log.later(exchange('GET', 200))
  other.exec('ROLLBACK')
  await log.flush()
  const kept = other.prepare('SELECT method, count(*) AS entries FROM provisioning_log GROUP BY method ORDER BY method').all()
  expect(kept).toEqual([
    { method: 'GET', entries: 4_999 },
    { method: 'POST', entries: 1 },
  ])
  expect(told.mock.calls.join('')).toMatch(/1001 provisioning log entries could not be written/)
})
