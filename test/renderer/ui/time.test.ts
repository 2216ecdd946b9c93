import { describe, expect, it } from 'vitest'
import { exactTime, formatDate, relativeTime } from '../../../src/renderer/ui/time.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
const seconds = (count: number): number => count * 1_000
const hours = (count: number): number => seconds(3_600 * count)

describe('X6: times are relative, exact on hover', () => {
  it.each([
    [0, 'just now'],
    [seconds(9), 'just now'],
    [seconds(10), '10 s ago'],
    [seconds(59), '50 s ago'],
    [seconds(60), '1 min ago'],
    [seconds(3_599), '59 min ago'],
    [hours(1), '1 h ago'],
    [hours(23.9), '23 h ago'],
    [hours(24), 'yesterday'],
    [hours(48), '2 days ago'],
    [hours(24 * 29), '29 days ago'],
  ])('X6: %d ms before now reads "%s"', (ago, text) => {
    expect(relativeTime(now - ago, now, 'utc')).toBe(text)
  })

  it('X6: what lies a month back reads as its date', () => {
    expect(relativeTime(now - hours(24 * 30), now, 'utc')).toBe('23 Oct 2026')
  })

  it('T4: what lies ahead, such as an expiry, reads as ahead', () => {
    expect(relativeTime(now + hours(3), now, 'utc')).toBe('in 3 h')
    expect(relativeTime(now + hours(24), now, 'utc')).toBe('tomorrow')
  })

  it('X6: a clock that is a little off does not put a request in the future', () => {
    expect(relativeTime(now + seconds(4), now, 'utc')).toBe('just now')
  })

  it('X6: the exact time names its zone and has seconds', () => {
    expect(exactTime(now + seconds(9), 'utc')).toBe('22 Nov 2026, 12:00:09 UTC')
  })

  it('X6: a date in UTC is the day in UTC', () => {
    expect(formatDate(Date.parse('2026-11-22T23:59:59Z'), 'utc')).toBe('22 Nov 2026')
  })
})
