/** Most of a body that the provisioning log keeps, in bytes of UTF-8. */
export const BODY_CAP = 16_384
const HIDDEN = '[redacted]'
const SECRET_KEY = /^(password|secret|token|authorization|accessToken|refreshToken|clientSecret)$/i
const MENTIONS_SECRET = /"(?:password|secret|token|authorization|accesstoken|refreshtoken|clientsecret)"/i
const SECRET_PAIR =
  /("(?:password|secret|token|authorization|accesstoken|refreshtoken|clientsecret)"\s*:\s*)("(?:[^"\\]|\\.)*"?|[^,}\]\s]+)/gi
const SECRET_PATH = /"path"\s*:\s*"[^"]*(?:password|secret)[^"]*"/i
/** Our own tokens, wherever they stand. */
const OWN_TOKEN = /muster_[a-z]+_[0-9A-Za-z]{20,}/g

export interface KeptBody {
  readonly text: string
  readonly truncated: boolean
  readonly bytes: number
}

/** A body as the log may keep it: passwords and tokens out, cut to size. */
export function redactBody(body: string): KeptBody {
  const bytes = Buffer.byteLength(body)
  // Of a large body only the beginning is kept, so only that is looked through; cut, it is no JSON any more.
  let text = body.length > 2 * BODY_CAP ? body.slice(0, 2 * BODY_CAP) : body
  if (MENTIONS_SECRET.test(text) || SECRET_PATH.test(text)) text = redactText(text)
  if (text.includes('muster_')) text = text.replaceAll(OWN_TOKEN, HIDDEN)
  if (Buffer.byteLength(text) <= BODY_CAP) return { text, truncated: false, bytes }
  // A cut in the middle of a character leaves a replacement character, which is dropped.
  const cut = Buffer.from(text).subarray(0, BODY_CAP).toString('utf8').replace(/�$/, '')
  return { text: cut, truncated: true, bytes }
}

function redactText(text: string): string {
  try {
    return JSON.stringify(redactValue(JSON.parse(text)))
  } catch {
    // Not JSON: what looks like a pair with a secret loses its value.
    return text.replaceAll(SECRET_PAIR, `$1"${HIDDEN}"`)
  }
}

function redactValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redactValue)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value as Record<string, unknown>)
  const setsSecret = entries.some(
    ([key, inner]) => key.toLowerCase() === 'path' && typeof inner === 'string' && /password|secret/i.test(inner),
  )
  return Object.fromEntries(
    entries.map(([key, inner]) => [
      key,
      SECRET_KEY.test(key) || (setsSecret && key.toLowerCase() === 'value') ? HIDDEN : redactValue(inner),
    ]),
  )
}

const KEPT_HEADERS =
  /^(accept|accept-charset|content-type|content-length|user-agent|host|if-match|if-none-match|x-forwarded-[a-z]+|x-request-id|etag|location|retry-after|www-authenticate)$/

/** Headers as the log may keep them: the bearer token is its last four characters. */
export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (name === 'authorization') kept[name] = `${value.split(' ', 1)[0] ?? ''} …${value.length > 24 ? value.slice(-4) : ''}`
    else if (KEPT_HEADERS.test(name.toLowerCase())) kept[name.toLowerCase()] = value
  }
  return kept
}
