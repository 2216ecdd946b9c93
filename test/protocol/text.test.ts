import { describe, expect, it } from 'vitest'
import { compareText, fold, nameKey } from '../../src/main/protocol/fold.ts'
import { parseInstant } from '../../src/main/protocol/instant.ts'
import { isBlank, sameJson } from '../../src/main/protocol/json.ts'

describe('text', () => {
  it('G7: is folded by NFC and without case, names without the space around them', () => {
    expect(fold('CAFE\u0301')).toBe('caf\u00e9')
    expect(nameKey('  Platform Admins\t')).toBe('platform admins')
  })

  it('R1: is ordered as the bytes of its UTF-8 are', () => {
    const texts = ['', 'a', 'aa', 'b', 'é', '\ud7ff', '\ue000', '\uffff', '😀', '😀a', '\u{10ffff}']
    const bytes = (text: string) => Buffer.from(text, 'utf8')
    for (const a of texts) for (const b of texts) expect(Math.sign(compareText(a, b))).toBe(bytes(a).compare(bytes(b)))
  })
})

describe('instants', () => {
  it.each([
    ['2011-05-13T04:42:34Z', Date.UTC(2011, 4, 13, 4, 42, 34)],
    ['2011-05-13T04:42:34', Date.UTC(2011, 4, 13, 4, 42, 34)],
    ['2011-05-13t04:42:34z', Date.UTC(2011, 4, 13, 4, 42, 34)],
    ['2011-05-13T04:42:34.5Z', Date.UTC(2011, 4, 13, 4, 42, 34, 500)],
    ['2011-05-13T04:42:34.123999Z', Date.UTC(2011, 4, 13, 4, 42, 34, 123)],
    ['2011-05-13T06:12:34+01:30', Date.UTC(2011, 4, 13, 4, 42, 34)],
    ['2011-05-12T23:42:34-05:00', Date.UTC(2011, 4, 13, 4, 42, 34)],
    ['2012-02-29T00:00:00Z', Date.UTC(2012, 1, 29)],
  ])('R1: %s is read', (text, expected) => {
    expect(parseInstant(text)).toBe(expected)
  })

  it.each([
    '',
    '2011',
    '2011-05-13',
    '2011-13-01T00:00:00Z',
    '2011-02-29T00:00:00Z',
    '2011-05-13T24:00:01Z',
    '2011-05-13T00:60:00Z',
    '2011-05-13T00:00:00+15:00',
    ' 2011-05-13T04:42:34Z',
    'May 13, 2011',
  ])('R1: %o is no instant', (text) => {
    expect(parseInstant(text)).toBeUndefined()
  })
})

describe('documents', () => {
  it.each([
    [{ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 }, true],
    [{ a: 1, b: undefined }, { a: 1 }, true],
    [[1, 2], [2, 1], false],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: 1 }, { b: 1 }, false],
    [{}, [], false],
    [null, {}, false],
    ['1', 1, false],
    [{ toString: 1 }, { x: 1 }, false],
  ])('R2: %o and %o say the same: %s', (a, b, same) => {
    expect(sameJson(a, b)).toBe(same)
    expect(sameJson(b, a)).toBe(same)
  })

  it('R10: what is nested without end is not taken for nothing', () => {
    let deep: unknown = []
    for (let i = 0; i < 100_000; i++) deep = [deep]
    expect(isBlank(deep as [])).toBe(false)
    expect(isBlank([[], {}, [{ a: null }]])).toBe(true)
  })
})
