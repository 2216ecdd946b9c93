import * as fc from 'fast-check'
import { rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { openTestData } from '../support/data-folder.ts'
import { Model } from './model/model.ts'
import { expectInvariants, realSystem } from './model/real.ts'
import { happened, ORGANIZATIONS, populate, steps } from './model/steps.ts'

describe('G4, G5, G7, G9, G10, D1–D5, S2, U4, U7, L2, T3: a random life of several organizations', () => {
  it('goes as a model of sets says it goes, and after each step every invariant holds', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (commands) => {
        const data = openTestData()
        try {
          const real = await realSystem(data, ORGANIZATIONS)
          const model = new Model(ORGANIZATIONS.length)
          await populate(model, real)
          await expectInvariants(model, real)
          await fc.asyncModelRun(() => ({ model, real }), commands)
        } finally {
          await data.close()
          rmSync(data.folder, { recursive: true, force: true })
        }
      }),
      { seed: 20261126, numRuns: 100 },
    )
    // A life in which nothing happens would show nothing.
    const rare = [
      'push: name_taken',
      'enter: name_taken',
      'rename',
      'rename: name_taken',
      'remove group',
      'link',
      'link: not_found',
      'unlink',
      'return to manual',
      'sign in',
      'nest',
      'add member: delegated',
      'deprovision',
    ]
    expect(rare.filter((each) => (happened.get(each) ?? 0) < 5)).toEqual([])
  }, 240_000)
})
