/** What the palette looks through. */
export interface Findable {
  readonly label: string
  readonly words?: string | undefined
}

/**
 * Those that `text` finds, best first: every word of it must begin a word of the label (best), stand somewhere in the label, be the
 * letters of the label in order ("gm" for "Group mapping"), or begin one of the other words. Equal ones keep their order.
 */
export function rank<T extends Findable>(items: readonly T[], text: string): T[] {
  const words = fold(text).split(/\s+/).filter(Boolean)
  if (words.length === 0) return [...items]
  return items
    .map((item) => ({ item, score: scoreOf(item, words) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .map(({ item }) => item)
}

function scoreOf(item: Findable, words: readonly string[]): number {
  const label = fold(item.label)
  const others = fold(item.words ?? '').split(/\s+/)
  let total = 0
  for (const word of words) {
    const score = wordScore(label, others, word)
    if (score === 0) return 0
    total += score
  }
  return total / words.length + (label.startsWith(words.join(' ')) ? 2 : 0)
}

function wordScore(label: string, others: readonly string[], word: string): number {
  const parts = label.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  if (parts.some((part) => part.startsWith(word))) return 8
  if (label.includes(word)) return 5
  if (
    word.length > 1 &&
    parts
      .map((part) => part[0])
      .join('')
      .startsWith(word)
  )
    return 4
  if (others.some((other) => other !== '' && other.startsWith(word))) return 3
  return 0
}

function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
