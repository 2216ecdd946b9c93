import * as fc from 'fast-check'

/**
 * Few, so that filters meet them; and each here because something could go wrong with it: case, composed and decomposed letters,
 * letters that grow when folded, characters beyond the basic plane and on both sides of its gap (UTF-16 and UTF-8 order them differently), the
 * last character there is, wildcards and quotes of SQL and of JSON.
 */
export const words = [
  'ann',
  'Ann',
  'ANNA',
  'bob',
  'annabob',
  '\u00e5ngstr\u00f6m',
  'A\u030angstro\u0308m',
  '\u0130stanbul',
  'STRASSE',
  'stra\u00dfe',
  '\u{1f600}',
  '\u{1f600}b',
  '\ud7ff',
  '\ue000y',
  '\ufffd',
  '\u{10ffff}',
  'a\u{10ffff}',
  '%',
  'a%b',
  '_',
  "o'hara",
  'say "hi"',
  'back\\slash',
  ' led',
  'trailed ',
  '10',
  '9',
  'z',
] as const

export const word = fc.constantFrom(...words)

/** A word, or a piece of one. */
export const piece = fc.oneof(
  { weight: 2, arbitrary: word },
  {
    weight: 1,
    arbitrary: fc.tuple(word, fc.nat({ max: 3 }), fc.integer({ min: 1, max: 4 })).map(([text, from, length]) => {
      const points = Array.from(text).slice(from, from + length)
      return points.length === 0 ? text : points.join('')
    }),
  },
)

export const number = fc.constantFrom(-2, -0.5, 0, 0.25, 1, 2, 3, 1e3)
export const whole = fc.constantFrom(-2, 0, 1, 2, 3, 1000)
/** The same instants written in several ways, and neighbours of them. */
export const instant = fc.constantFrom(
  '2026-11-22T09:00:00Z',
  '2026-11-22T10:00:00+01:00',
  '2026-11-22T09:00:00.001Z',
  '2026-11-22T08:59:59.999Z',
  '2026-11-22T09:00:05Z',
  '1969-12-31T23:59:59Z',
  '2026-11-22T09:00:20.5Z',
)
