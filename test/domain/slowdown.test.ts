import { expect, it } from 'vitest'
import { createSlowdown } from '../../src/main/domain/slowdown.ts'

it('T7: an address that keeps failing waits longer and longer, up to a limit; others do not', () => {
  const slowdown = createSlowdown(() => 0)
  const waits = Array.from({ length: 12 }, () => slowdown.failed('10.0.0.1'))
  expect(waits).toEqual([0, 0, 0, 0, 0, 100, 200, 400, 800, 1_600, 3_000, 3_000])
  expect(slowdown.failed('10.0.0.2')).toBe(0)
})

it('T7: a success, or a minute without a failure, is forgiven', () => {
  let now = 0
  const slowdown = createSlowdown(() => now)
  for (let n = 0; n < 8; n++) slowdown.failed('10.0.0.1')
  slowdown.succeeded('10.0.0.1')
  expect(slowdown.failed('10.0.0.1')).toBe(0)
  for (let n = 0; n < 8; n++) slowdown.failed('10.0.0.1')
  now += 60_000
  expect(slowdown.failed('10.0.0.1')).toBe(0)
})
