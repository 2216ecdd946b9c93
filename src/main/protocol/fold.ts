/** How text is compared where caseExact is false: NFC, then lower case. The one place where case is folded. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

/** The key under which names are unique (G7): trimmed, NFC, without case. */
export function nameKey(name: string): string {
  return fold(name.trim())
}
