import { describe, expect, it } from 'vitest'
import { rank } from '../../../src/renderer/features/shell/rank.ts'

const items = [
  { label: 'Group mapping', words: 'catalog token' },
  { label: 'Teams' },
  { label: 'Add group manually' },
  { label: 'Roles & bindings', words: 'permissions' },
  { label: 'Équipe' },
]
const found = (text: string): string[] => rank(items, text).map((item) => item.label)

describe('X6: what the palette finds', () => {
  it('is everything, in order, without a text', () => {
    expect(found('  ')).toEqual(items.map((item) => item.label))
  })

  it('puts a label that begins with the text first', () => {
    expect(found('group')).toEqual(['Group mapping', 'Add group manually'])
    expect(found('add')).toEqual(['Add group manually'])
  })

  it('wants every word, in any order, anywhere in the label', () => {
    expect(found('manual group')).toEqual(['Add group manually'])
    expect(found('group nothing')).toEqual([])
    expect(found('ind')).toEqual(['Roles & bindings'])
  })

  it('knows initials and other words, and heeds neither case nor accents', () => {
    expect(found('gm')).toEqual(['Group mapping'])
    expect(found('PERM')).toEqual(['Roles & bindings'])
    expect(found('equipe')).toEqual(['Équipe'])
  })
})
