import type { Claims } from '../../../shared/console/sign-ins.ts'

/** What a pasted text was read as. */
export type PastedForm = 'token' | 'payload' | 'value' | 'lines'

export type Pasted =
  | { kind: 'nothing' }
  | { kind: 'unreadable'; why: string }
  | {
      kind: 'claims'
      form: PastedForm
      /** What is sent: the groups claim as it is, and what tells that Entra ID left it out. */
      claims: Claims
      /** Whom the token is of, by its own words. */
      userName: string | undefined
    }

/** Where a token names the person, the best first: OpenID Connect Core 5.1, and Entra ID's older names. */
const NAMES = ['preferred_username', 'upn', 'unique_name', 'email'] as const
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]*$/
const ENCRYPTED = /^[\w-]+(\.[\w-]*){4}$/

/**
 * Reads what was pasted: a signed token (RFC 7519), whose signature is not checked; its payload; the claim itself as JSON; or one value
 * per line. Nothing is read into a claim here: whether it is empty or malformed is for the service to say.
 */
export function readPasted(text: string): Pasted {
  const trimmed = text.trim().replace(/^Bearer\s+/i, '')
  if (trimmed === '') return { kind: 'nothing' }
  if (trimmed.startsWith('eyJ')) {
    if (TOKEN.test(trimmed)) return readToken(trimmed)
    if (ENCRYPTED.test(trimmed))
      return unreadable('This token is encrypted: its payload cannot be read without the key. Paste the payload or the groups claim.')
  }
  if (/^[[{"]/.test(trimmed) || trimmed === 'null') return readJson(trimmed)
  const lines = trimmed
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return { kind: 'claims', form: 'lines', claims: { groups: lines }, userName: undefined }
}

const unreadable = (why: string): Pasted => ({ kind: 'unreadable', why })

function readToken(token: string): Pasted {
  try {
    const [, payload = ''] = token.split('.')
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.codePointAt(0) ?? 0)
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (isObject(value)) return claimsOf('token', value)
  } catch {
    // Told below: what is wrong inside of a token is no help to anybody.
  }
  return unreadable(
    'This looks like a token, but its middle part is not a JSON object in base64url. It may have been cut when it was copied.',
  )
}

function readJson(text: string): Pasted {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return unreadable(`This begins like JSON, but is none: ${error instanceof Error ? error.message : String(error)}.`)
  }
  if (isObject(value)) return claimsOf('payload', value)
  return { kind: 'claims', form: 'value', claims: { groups: value }, userName: undefined }
}

/** Of a payload nothing else leaves this window. */
function claimsOf(form: PastedForm, payload: Readonly<Record<string, unknown>>): Pasted {
  const claims: Claims = {}
  if (Object.hasOwn(payload, 'groups')) claims['groups'] = payload['groups']
  if (Object.hasOwn(payload, 'hasgroups')) claims['hasgroups'] = payload['hasgroups']
  const elsewhere = payload['_claim_names']
  if (isObject(elsewhere) && Object.hasOwn(elsewhere, 'groups')) claims['_claim_names'] = { groups: elsewhere['groups'] }
  const userName = NAMES.map((name) => payload[name]).find((value) => typeof value === 'string' && value.trim() !== '')
  return { kind: 'claims', form, claims, userName: typeof userName === 'string' ? userName.trim() : undefined }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
