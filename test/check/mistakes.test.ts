import { describe, expect, it } from 'vitest'
import { suite } from '../../src/main/check/suite.ts'
import { mistakes } from './mistakes/index.ts'
import { checkTiny } from './tiny/in-process.ts'

describe('a server', () => {
  it.each(mistakes)('that $mistake is found out', async ({ found, plant }) => {
    const checks = suite.filter(({ id }) => found.includes(id))
    expect(checks.map(({ id }) => id).toSorted()).toEqual(found.toSorted())
    const { report } = await checkTiny(plant, checks)
    const missed = { MUST: 'failed', SHOULD: 'warning', MAY: 'unsupported' }
    expect(report.results.map(({ id, outcome }) => ({ id, outcome }))).toEqual(
      checks.map(({ id, level }) => ({ id, outcome: missed[level] })),
    )
    for (const { expected = '', got = '', exchange, level, reason = '' } of report.results) {
      // A mistake that made the server fall over would be found by anything.
      expect(got + reason).not.toContain('no answer')
      expect(level === 'MAY' ? reason : expected, 'what was expected').not.toBe('')
      expect(level === 'MAY' || exchange?.request.url !== undefined, 'evidence').toBe(true)
    }
  })
})

describe('a check', () => {
  it('is only worth having when a mistake fails it: each is shown to', () => {
    const shown = new Set(mistakes.flatMap(({ found }) => found))
    expect(suite.map(({ id }) => id).filter((id) => !shown.has(id))).toEqual([])
  })

  it('has a name of its own', () => {
    expect(new Set(suite.map(({ id }) => id)).size).toBe(suite.length)
    expect(new Set(mistakes.map(({ mistake }) => mistake)).size).toBe(mistakes.length)
  })
})
