export type JsonTokenKind = 'key' | 'string' | 'number' | 'word' | 'plain'

export interface JsonToken {
  kind: JsonTokenKind
  text: string
}

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** Cuts JSON text into tokens for colouring; joined they are the text again, whatever it holds. */
export function jsonTokens(text: string): JsonToken[] {
  const tokens: JsonToken[] = []
  let end = 0
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > end) tokens.push({ kind: 'plain', text: text.slice(end, match.index) })
    const [whole, quoted, colon, word] = match
    if (quoted !== undefined && colon !== undefined) tokens.push({ kind: 'key', text: quoted }, { kind: 'plain', text: colon })
    else if (quoted !== undefined) tokens.push({ kind: 'string', text: quoted })
    else tokens.push({ kind: word === undefined ? 'number' : 'word', text: whole })
    end = match.index + whole.length
  }
  if (end < text.length) tokens.push({ kind: 'plain', text: text.slice(end) })
  return tokens
}

/** The text laid out with two spaces, or null when it is not JSON. */
export function prettyJson(text: string): string | null {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return null
  }
}
