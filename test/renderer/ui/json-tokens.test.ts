import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonTokens, prettyJson } from '../../../src/renderer/ui/json-tokens.ts'

describe('L1: bodies are shown pretty or raw', () => {
  it('L1: keys, strings, numbers and words are told apart', () => {
    const kinds = jsonTokens('{"a\\"b": "x: y", "n": -1.5e3, "t": true, "z": null}').filter(({ kind }) => kind !== 'plain')
    expect(kinds).toEqual([
      { kind: 'key', text: '"a\\"b"' },
      { kind: 'string', text: '"x: y"' },
      { kind: 'key', text: '"n"' },
      { kind: 'number', text: '-1.5e3' },
      { kind: 'key', text: '"t"' },
      { kind: 'word', text: 'true' },
      { kind: 'key', text: '"z"' },
      { kind: 'word', text: 'null' },
    ])
  })

  it('L1: colouring loses no character, of JSON or of anything else', () => {
    const joined = (text: string): string =>
      jsonTokens(text)
        .map((token) => token.text)
        .join('')
    fc.assert(fc.property(fc.json(), (text) => joined(text) === text))
    fc.assert(fc.property(fc.string(), (text) => joined(text) === text))
  })

  it('L1: a body cut off in the middle is not pretended to be JSON', () => {
    expect(prettyJson('{"a":1,')).toBeNull()
    expect(prettyJson('{"a":1}')).toBe('{\n  "a": 1\n}')
  })
})
