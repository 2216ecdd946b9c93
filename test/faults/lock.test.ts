import Sqlite from 'better-sqlite3'
import { expect, it, onTestFinished, vi } from 'vitest'
import { prepared } from './serving.ts'

it('E7, X5: another process that holds the database: writes are 503 with Retry-After, reads go on, and all is well when it lets go', async () => {
  const { serve, file } = await prepared()
  const { scim } = await serve()
  await scim.create('/Users', { userName: 'before@acme.example' })
  // This process is not the one that serves: its transaction is what a backup tool or a curious administrator holds.
  const other = new Sqlite(file)
  onTestFinished(() => void other.close())
  other.exec('BEGIN IMMEDIATE')

  const began = performance.now()
  const writes = Promise.all([
    scim.post('/Users', { userName: 'locked@acme.example' }),
    scim.post('/Groups', { displayName: 'Locked' }),
    scim.patch('/Users/nobody', [{ op: 'remove', path: 'title' }]),
  ])
  const reads: number[] = []
  const writing = { done: false }
  const finished = writes.finally(() => (writing.done = true))
  while (!writing.done) {
    const asked = performance.now()
    expect((await scim.get('/Users?filter=userName%20sw%20%22before%22')).body.totalResults).toBe(1)
    reads.push(performance.now() - asked)
  }
  for (const { status, headers, body } of await finished) {
    expect([status, body.status]).toEqual([503, '503'])
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    expect(body.detail).toMatch(/Another process holds the database/)
  }
  expect(performance.now() - began).toBeLessThan(10_000)
  // The waiting was not done on the event loop: the reads beside it were answered all along.
  expect(reads.length).toBeGreaterThan(20)
  expect(Math.max(...reads)).toBeLessThan(1_500)

  other.exec('ROLLBACK')
  expect((await scim.post('/Users', { userName: 'locked@acme.example' })).status).toBe(201)
  expect((await scim.get('/Users')).body.totalResults).toBe(2)
  // L1: the refusals are in the log, though it could not be written to when they were given.
  const refusals = other.prepare("SELECT count(*) FROM provisioning_log WHERE status = 503 AND method IN ('POST', 'PATCH')").pluck()
  await vi.waitUntil(() => refusals.get() === 3, { timeout: 10_000, interval: 100 })
})

it('a lock that is let go in time delays a push and no more', async () => {
  const { serve, file } = await prepared()
  const { scim } = await serve()
  const other = new Sqlite(file)
  onTestFinished(() => void other.close())
  other.exec('BEGIN IMMEDIATE')
  setTimeout(() => other.exec('COMMIT'), 400)
  expect((await scim.post('/Users', { userName: 'patient@acme.example' })).status).toBe(201)
})
