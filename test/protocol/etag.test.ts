import { describe, expect, it } from 'vitest'
import { ifMatch, ifNoneMatch, weakETag } from '../../src/main/protocol/etag.ts'

describe('entity tags (RFC 7644 §3.14)', () => {
  it('R8: are weak', () => {
    expect(weakETag(7)).toBe('W/"7"')
  })

  it.each([
    ['W/"7"', true],
    ['"7"', true],
    ['W/"6"', false],
    ['W/"77"', false],
    ['W/"6", W/"7"', true],
    ['"6","7"', true],
    ['W/"6",W/"8"', false],
    ['*', true],
    [' * ', true],
    ['7', true],
    ['W\\/"7"', true],
    ['garbage', false],
    ['"', false],
  ])('R8: the header %s names version 7: %s', (header, named) => {
    expect(ifMatch(header, 7)).toBe(named)
    expect(ifNoneMatch(header, 7)).toBe(named)
  })

  it.each([undefined, null, ''])('R8: without a header (%o) a write goes on and a read is answered whole', (header) => {
    expect(ifMatch(header, 7)).toBe(true)
    expect(ifNoneMatch(header, 7)).toBe(false)
  })
})
