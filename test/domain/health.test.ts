import { describe, expect, it } from 'vitest'
import { judge, type Measurements } from '../../src/main/domain/health.ts'
import type { HealthCheckId } from '../../src/shared/console/health.ts'
import { START } from '../support/data-folder.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
const GB = 1_000_000_000

const SOUND: Measurements = {
  now: START,
  version: '1.2.3',
  startedAt: START - 3 * DAY,
  scim: { url: 'https://192.0.2.7:7643', readableOnTheNetwork: false },
  certificate: { notBefore: START - DAY, notAfter: START + 400 * DAY },
  consoleUrl: 'http://127.0.0.1:7644',
  database: { bytes: 3_100_000, logBytes: 0, check: { at: START - HOUR, problem: null } },
  disk: { free: 40 * GB, total: 100 * GB },
  backup: { last: { at: START - 3 * HOUR, problem: null }, everyHours: 24, failure: null },
  requests: { total: 100, failed: 2 },
  eventLoopP99: 4,
}

function check(id: HealthCheckId, change: Partial<Measurements>) {
  const found = judge({ ...SOUND, ...change }).checks.find((each) => each.id === id)
  if (found === undefined) throw new Error(`nothing looks after ${id}`)
  return found
}

describe('X5, L4: health', () => {
  it('is well when everything is, and says so without advice', () => {
    const { verdict, checks } = judge(SOUND)
    expect(verdict).toBe('ok')
    expect(checks.filter((each) => each.verdict !== 'ok' || each.advice !== null)).toEqual([])
  })

  it('is as bad as the worst of it', () => {
    expect(judge({ ...SOUND, disk: { free: 0.5 * GB, total: 100 * GB } }).verdict).toBe('warning')
    const both = { disk: { free: 0.5 * GB, total: 100 * GB }, certificate: { notBefore: 0, notAfter: START } }
    expect(judge({ ...SOUND, ...both }).verdict).toBe('error')
  })

  it.each<[string, HealthCheckId, Partial<Measurements>, string, RegExp]>([
    ['a certificate that ends in 30 days', 'tls', { certificate: { notBefore: 0, notAfter: START + 30 * DAY } }, 'warning', /in 30 days/],
    ['one that ends in 31', 'tls', { certificate: { notBefore: 0, notAfter: START + 31 * DAY } }, 'ok', /valid until/],
    ['one that has ended', 'tls', { certificate: { notBefore: 0, notAfter: START } }, 'error', /expired on 2026-11-22/],
    ['one that has not begun', 'tls', { certificate: { notBefore: START + 1, notAfter: START + DAY } }, 'error', /not valid before/],
    ['a disk with less than a gibibyte', 'disk', { disk: { free: GB, total: 5 * GB } }, 'warning', /1\.00 GB of 5\.00 GB free/],
    ['a disk with less than a tenth', 'disk', { disk: { free: 9 * GB, total: 100 * GB } }, 'warning', /9\.00 GB of/],
    ['a disk with next to nothing', 'disk', { disk: { free: 1_000_000, total: 100 * GB } }, 'error', /about to be refused/],
    ['a disk that is not told of', 'disk', { disk: null }, 'ok', /does not tell/],
    ['a damaged database', 'database', { database: { ...SOUND.database, check: { at: START, problem: 'row 7' } } }, 'error', /row 7/],
    ['no backup', 'backup', { backup: { last: null, everyHours: null, failure: null } }, 'warning', /no backup/],
    ['none after days', 'backup', { backup: { last: null, everyHours: 24, failure: null } }, 'warning', /though/],
    ['none just after the start', 'backup', { startedAt: START, backup: { last: null, everyHours: 24, failure: null } }, 'ok', /about to/],
    [
      'a late one',
      'backup',
      { backup: { last: { at: START - 50 * HOUR, problem: null }, everyHours: 24, failure: null } },
      'warning',
      /2 days/,
    ],
    [
      'an unsound one',
      'backup',
      { backup: { last: { at: START, problem: 'cut' }, everyHours: 24, failure: null } },
      'error',
      /not sound: cut/,
    ],
    ['one that failed', 'backup', { backup: { ...SOUND.backup, failure: 'The disk is full.' } }, 'error', /disk is full/],
    ['an endpoint that fails most requests', 'requests', { requests: { total: 100, failed: 41 } }, 'error', /41 of 100/],
    ['one that fails some', 'requests', { requests: { total: 100, failed: 11 } }, 'warning', /11 of 100/],
    ['too few to tell', 'requests', { requests: { total: 9, failed: 9 } }, 'ok', /9 of 9/],
    ['an open address without TLS', 'scim', { scim: { url: 'http://192.0.2.7', readableOnTheNetwork: true } }, 'warning', /without TLS/],
    ['no service', 'scim', { scim: null }, 'warning', /nowhere/],
    ['a slow event loop', 'event-loop', { eventLoopP99: 201 }, 'warning', /201 ms/],
  ])('%s', (_what, id, change, verdict, summary) => {
    const found = check(id, change)
    expect(found).toMatchObject({ verdict, summary: expect.stringMatching(summary) as string })
    // Whatever is not well says what to do.
    expect(found.advice !== null).toBe(verdict !== 'ok')
  })
})
