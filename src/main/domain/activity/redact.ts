/** Most of a body that the provisioning log keeps, in bytes of UTF-8. */
export const BODY_CAP = 16_384
/** What stands where a secret was. */
export const HIDDEN = '[redacted]'

const NAMES = 'password|secret|token|authorization|access_?token|refresh_?token|client_?secret'
/** A body without any of these is kept as it came, unread. A name may be written with escapes. */
const MAY_HOLD_SECRET = /password|secret|token|authorization|\\u00/i
/** Alone, or qualified by a schema or by the attribute that it is in. */
const SECRET_KEY = new RegExp(`^(?:.*[:.])?(?:${NAMES})$`, 'i')
const SECRET_PATH = /password|secret/i

const ANY_VALUE = String.raw`"(?:[^"\\]|\\.)*"?|\[[^\]]*\]?|\{[^}]*\}?|[^,}\]\s]+`
/** The same in what is not JSON, or not any more: pairs by their looks. */
const SECRET_PAIR = new RegExp(String.raw`("(?:[^"\\]*[:.])?(?:${NAMES})"\s*:\s*)(?:${ANY_VALUE})`, 'gi')
const VALUE_PAIR = new RegExp(String.raw`("value"\s*:\s*)(?:${ANY_VALUE})`, 'gi')
const SETS_SECRET = /"path"\s*:\s*"[^"]*(?:password|secret)/i
const FORM_PAIR = new RegExp(`((?:^|[?&])(?:${NAMES})=)[^&\\s]*`, 'gi')
const ESCAPED_LETTER = /\\u00(4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a])/gi
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
  const looked = body.slice(0, 2 * BODY_CAP)
  const text = withoutOwnTokens(MAY_HOLD_SECRET.test(looked) ? redactText(looked) : looked)
  if (Buffer.byteLength(text) <= BODY_CAP) return { text, truncated: looked.length < body.length, bytes }
  // A cut in the middle of a character leaves a replacement character, which is dropped.
  const cut = Buffer.from(text)
    .subarray(0, BODY_CAP)
    .toString('utf8')
    .replace(/\ufffd$/, '')
  return { text: cut, truncated: true, bytes }
}

/** A request's path and query as the log may keep it: some clients put tokens there. */
export function redactTarget(target: string): string {
  return withoutOwnTokens(target).replaceAll(FORM_PAIR, `$1${HIDDEN}`)
}

function withoutOwnTokens(text: string): string {
  return text.includes('muster_') ? text.replaceAll(OWN_TOKEN, HIDDEN) : text
}

function redactText(text: string): string {
  try {
    const found = { secret: false }
    const redacted = redactValue(JSON.parse(text), found)
    return found.secret ? JSON.stringify(redacted) : text
  } catch {
    // No JSON, or nested deeper than can be walked.
    return redactByLooks(text)
  }
}

function redactByLooks(text: string): string {
  const plain = text
    .replaceAll(ESCAPED_LETTER, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(SECRET_PAIR, `$1"${HIDDEN}"`)
    .replaceAll(FORM_PAIR, `$1${HIDDEN}`)
  // Which value belongs to the path cannot be told by looks: none is kept.
  return SETS_SECRET.test(plain) ? plain.replaceAll(VALUE_PAIR, `$1"${HIDDEN}"`) : plain
}

/** A value without what its keys call a secret. */
export function withoutSecrets(value: unknown): unknown {
  return redactValue(value, { secret: false })
}

function redactValue(value: unknown, found: { secret: boolean }): unknown {
  if (Array.isArray(value)) return value.map((item) => redactValue(item, found))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value as Record<string, unknown>)
  const setsSecret = entries.some(([key, inner]) => key.toLowerCase() === 'path' && typeof inner === 'string' && SECRET_PATH.test(inner))
  return Object.fromEntries(
    entries.map(([key, inner]) => {
      if (!SECRET_KEY.test(key) && !(setsSecret && key.toLowerCase() === 'value')) return [key, redactValue(inner, found)]
      found.secret = true
      return [key, HIDDEN]
    }),
  )
}

const KEPT_HEADERS =
  /^(accept|accept-charset|content-type|content-length|user-agent|host|if-match|if-none-match|x-forwarded-[a-z]+|x-request-id|etag|location|retry-after|www-authenticate)$/

const SCHEME = /^(bearer|basic|digest|negotiate|token|oauth)[ \t]+/i
/** Credentials of at least this length are tokens, whose last four characters say which one without giving it away. */
const TOKEN_LENGTH = 40

/** Headers as the log may keep them: of the authorization, the scheme and the last four characters of a token. */
export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase()
    if (lower === 'authorization') kept[lower] = redactAuthorization(value)
    else if (KEPT_HEADERS.test(lower)) kept[lower] = value
  }
  return kept
}

/** A token is often sent without its scheme: then there is nothing before it to show. */
function redactAuthorization(value: string): string {
  const scheme = SCHEME.exec(value)?.[1]
  const tail = value.length >= TOKEN_LENGTH ? value.slice(-4) : ''
  return `${scheme === undefined ? '' : `${scheme} `}…${tail}`
}
