import { expect } from 'vitest'
import { ScimError, type ScimType } from '../../src/main/protocol/error.ts'

/** Runs what must be refused and gives back the refusal. */
export function refusal(work: () => unknown): ScimError {
  try {
    work()
  } catch (error) {
    if (error instanceof ScimError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

export function expectRefusal(work: () => unknown, status: number, scimType: ScimType | undefined): ScimError {
  const error = refusal(work)
  expect({ status: error.status, scimType: error.scimType }).toEqual({ status, scimType })
  expect(error.message.length).toBeGreaterThan(10)
  return error
}
