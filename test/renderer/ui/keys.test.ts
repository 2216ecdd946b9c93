import { describe, expect, it } from 'vitest'
import { ariaKeys, keycaps, keyReader, type KeyPress } from '../../../src/renderer/ui/keys.ts'

const known = ['mod+k', '?', '/', 'n', 'g t', 'g m']
const key = (name: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
})

function pressing(...presses: [KeyPress, number][]): (string | null)[] {
  const reader = keyReader()
  return presses.map(([press, at]) => reader.press(press, known, at))
}

describe('X6: keys', () => {
  it('are single ones, combinations and sequences', () => {
    expect(pressing([key('n'), 0])).toEqual(['n'])
    expect(pressing([key('k', { ctrlKey: true }), 0], [key('k', { metaKey: true }), 1])).toEqual(['mod+k', 'mod+k'])
    expect(pressing([key('g'), 0], [key('t'), 400])).toEqual([null, 'g t'])
  })

  it('of a sequence must follow soon, and a wrong one counts by itself', () => {
    expect(pressing([key('g'), 0], [key('t'), 5_000])).toEqual([null, null])
    expect(pressing([key('g'), 0], [key('n'), 100])).toEqual([null, 'n'])
    expect(pressing([key('g'), 0], [key('x'), 100], [key('t'), 200])).toEqual([null, null, null])
  })

  it('that name no character end a sequence, Shift excepted, and Alt belongs to others', () => {
    expect(pressing([key('g'), 0], [key('Escape'), 10], [key('t'), 20])).toEqual([null, null, null])
    expect(pressing([key('Shift'), 0], [key('?'), 10])).toEqual([null, '?'])
    expect(pressing([key('n', { altKey: true }), 0])).toEqual([null])
  })

  it('are drawn and told as the platform has them', () => {
    expect(keycaps('mod+k', false).map((cap) => cap.key)).toEqual(['Ctrl', 'K'])
    expect(keycaps('mod+k', true).map((cap) => cap.key)).toEqual(['⌘', 'K'])
    expect(keycaps('g t', false).map((cap) => cap.key)).toEqual(['G', 'then', 'T'])
    expect(ariaKeys('mod+k')).toBe('Control+K Meta+K')
    expect(ariaKeys('g t')).toBeUndefined()
  })
})
