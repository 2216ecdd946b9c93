/** How text is compared where caseExact is false: NFC, then lower case. The one place where case is folded. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

/** The key under which names are unique (G7): trimmed, NFC, without case. */
export function nameKey(name: string): string {
  return fold(name.trim())
}

/**
 * Order of two texts by their UTF-8 bytes, which is SQLite's BINARY and PostgreSQL's "C": negative, zero or positive. JavaScript's own
 * order is by UTF-16 code unit and puts astral characters (surrogates, D800–DFFF) before U+E000–U+FFFF, which is not theirs.
 */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return byteRank(x) - byteRank(y)
  }
  return a.length - b.length
}

function byteRank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
