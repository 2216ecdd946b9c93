import { describe, expect, it } from 'vitest'
import type { WriteTx } from '../../src/main/store/database/port.ts'
import { countLog, insertLogEntry, logPage, type LogQuery, trimLog } from '../../src/main/store/provisioning-log.ts'
import { dataFolder } from '../support/data-folder.ts'

const EVERYTHING: LogQuery = {
  organizationId: undefined,
  search: undefined,
  method: undefined,
  outcome: undefined,
  correlationId: undefined,
}

function entry(tx: WriteTx, at: number, more: Partial<Parameters<typeof insertLogEntry>[1]> = {}): Promise<void> {
  return insertLogEntry(tx, {
    at,
    organizationId: null,
    integrationId: null,
    method: 'GET',
    path: `/Users/${at}`,
    status: 200,
    scimType: null,
    durationUs: 100,
    resourceType: 'User',
    resourceId: null,
    resourceName: null,
    problem: false,
    correlationId: 'c',
    detail: 'x'.repeat(1000),
    ...more,
  })
}

/** The times of the entries, newest first. */
async function logged(data: ReturnType<typeof dataFolder>, query: Partial<LogQuery> = {}): Promise<number[]> {
  const whole = { ...EVERYTHING, ...query }
  const { rows, count } = await data.database.read(async (tx) => ({
    rows: await logPage(tx, whole, undefined, 10_000),
    count: await countLog(tx, whole),
  }))
  expect(count).toBe(rows.length)
  return rows.map((row) => row.at)
}

describe('L1: the provisioning log', () => {
  it('is told newest first, and by what it was asked for', async () => {
    const data = dataFolder()
    await data.database.write(async (tx) => {
      await entry(tx, 1, { method: 'POST', status: 201, resourceName: 'Ann', resourceId: 'u1' })
      await entry(tx, 2, { method: 'POST', status: 409, problem: true, resourceName: 'Data', correlationId: 'd' })
      await entry(tx, 3, { status: 404 })
    })
    expect(await logged(data)).toEqual([3, 2, 1])
    expect(await logged(data, { method: 'POST' })).toEqual([2, 1])
    expect(await logged(data, { outcome: 'success' })).toEqual([1])
    expect(await logged(data, { outcome: 'failure' })).toEqual([3, 2])
    expect(await logged(data, { outcome: 'problem' })).toEqual([2])
    expect(await logged(data, { correlationId: 'd' })).toEqual([2])
    expect(await logged(data, { search: 'ann' })).toEqual([1])
    expect(await logged(data, { search: 'u1' })).toEqual([1])
    expect(await logged(data, { search: '409' })).toEqual([2])
    expect(await logged(data, { search: '/users/3' })).toEqual([3])
    expect(await logged(data, { search: 'nobody' })).toEqual([])
  })

  it('drops what is past its age', async () => {
    const data = dataFolder()
    await data.database.write(async (tx) => {
      for (let at = 1; at <= 10; at++) await entry(tx, at)
      expect(await trimLog(tx, 4, 1e9)).toBe(3)
      expect(await trimLog(tx, 4, 1e9)).toBe(0)
    })
    expect(await logged(data)).toEqual([10, 9, 8, 7, 6, 5, 4])
  })

  it('drops, oldest first, what is beyond its size, and keeps what fits', async () => {
    const data = dataFolder()
    await data.database.write(async (tx) => {
      for (let at = 10; at < 20; at++) await entry(tx, at)
      // Each counts 1,000 of detail and 9 of path.
      expect(await trimLog(tx, 0, 4 * 1009)).toBe(6)
      expect(await trimLog(tx, 0, 4 * 1009)).toBe(0)
      expect(await trimLog(tx, 0, 4 * 1009 - 1)).toBe(1)
    })
    expect(await logged(data)).toEqual([19, 18, 17])
  })

  it('drops a bounded number at a time, so that nobody waits for it', async () => {
    const data = dataFolder()
    await data.database.write(async (tx) => {
      for (let at = 0; at < 5100; at++) await entry(tx, at, { detail: '' })
      expect(await trimLog(tx, 10_000, 1e9)).toBe(5000)
      expect(await trimLog(tx, 10_000, 1e9)).toBe(100)
    })
  })
})
