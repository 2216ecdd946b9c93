import { ScimError } from '../error.ts'

export type TokenKind = 'word' | 'string' | '(' | ')' | '[' | ']' | 'end'

export interface Token {
  readonly kind: TokenKind
  /** A word as written; a string with its escapes read. */
  readonly text: string
  /** 0-based place in the filter; `end` is the place after the last character. */
  readonly start: number
  readonly end: number
}

/** A refusal at a place in a filter, which is told as a 1-based column (RFC 7644 §3.12, `invalidFilter`). */
export function filterError(offset: number, message: string): ScimError {
  return new ScimError(400, 'invalidFilter', `The filter is wrong at column ${offset + 1}: ${message}${message.endsWith('?') ? '' : '.'}`)
}

/** Whether a value could have the text: NUL and halves of surrogate pairs are never stored. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

const QUOTE = 0x22
const BACKSLASH = 0x5c

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xa0
}

function punctuation(code: number): '(' | ')' | '[' | ']' | undefined {
  switch (code) {
    case 0x28:
      return '('
    case 0x29:
      return ')'
    case 0x5b:
      return '['
    case 0x5d:
      return ']'
    default:
      return undefined
  }
}

function stringToken(text: string, start: number): Token {
  let end = start + 1
  let escaped = false
  for (; end < text.length && text.charCodeAt(end) !== QUOTE; end++) {
    if (text.charCodeAt(end) === BACKSLASH) {
      escaped = true
      end++
    }
  }
  if (end >= text.length) throw filterError(start, 'the quoted value is not closed')
  const inner = text.slice(start + 1, end)
  return { kind: 'string', text: escaped ? unescape(inner, start) : inner, start, end: end + 1 }
}

function unescape(inner: string, start: number): string {
  try {
    const value: unknown = JSON.parse(`"${inner}"`)
    if (typeof value === 'string' && isStorable(value)) return value
  } catch {
    // Told below, with the place.
  }
  throw filterError(start, 'the quoted value has an escape that JSON does not know, or that stands for no storable character')
}

/** The token that begins at or after `offset`; `end` tokens follow for ever once the text is used up. */
export function tokenAt(text: string, offset: number): Token {
  let start = offset
  while (start < text.length && isSpace(text.charCodeAt(start))) start++
  if (start >= text.length) return { kind: 'end', text: '', start: text.length, end: text.length }
  const code = text.charCodeAt(start)
  const mark = punctuation(code)
  if (mark !== undefined) return { kind: mark, text: mark, start, end: start + 1 }
  if (code === QUOTE) return stringToken(text, start)
  let end = start + 1
  for (; end < text.length; end++) {
    const next = text.charCodeAt(end)
    if (next === QUOTE || isSpace(next) || punctuation(next) !== undefined) break
  }
  return { kind: 'word', text: text.slice(start, end), start, end }
}
