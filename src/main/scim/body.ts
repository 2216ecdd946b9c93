import { ScimError } from '../protocol/error.ts'
import { isObject, type JsonObject } from '../protocol/json.ts'
import { LIMITS } from './limits.ts'

const ACCEPTED = /^application\/(?:scim\+)?json\s*(?:;|$)/i

/** E4: SCIM's own media type or plain JSON, with or without a charset; none at all is taken for JSON. */
export function refuseOtherMediaType(contentType: string | undefined): void {
  if (contentType === undefined || contentType.trim() === '' || ACCEPTED.test(contentType.trim())) return
  throw new ScimError(
    415,
    undefined,
    `The request body is ${contentType.split(';', 1)[0]}. Send application/scim+json or application/json.`,
  )
}

const decoder = new TextDecoder('utf-8', { fatal: true })

export function bodyText(body: Uint8Array): string {
  try {
    return decoder.decode(body)
  } catch {
    throw new ScimError(400, 'invalidSyntax', 'The request body is not valid UTF-8.')
  }
}

/** The body as a JSON object, or 400 invalidSyntax that says where it goes wrong. */
export function parseBody(text: string | null): JsonObject {
  if (text === null || text.trim() === '') throw new ScimError(400, 'invalidSyntax', 'The request has no body; a JSON object is required.')
  if (text.length > LIMITS.bodyBytes) throw new ScimError(413, undefined, `The request body is larger than ${LIMITS.bodyBytes} bytes.`)
  refuseDeepNesting(text)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new ScimError(
      400,
      'invalidSyntax',
      `The request body is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.`,
    )
  }
  if (!isObject(value)) throw new ScimError(400, 'invalidSyntax', 'The request body must be a JSON object.')
  return value
}

/** Counted before parsing, outside of strings: what reads the value afterwards may use the stack. */
function refuseDeepNesting(text: string): void {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (quoted) {
      if (code === 0x5c) at++
      else if (code === 0x22) quoted = false
    } else if (code === 0x22) quoted = true
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > LIMITS.jsonDepth)
        throw new ScimError(400, 'invalidSyntax', `The request body is nested deeper than ${LIMITS.jsonDepth} levels.`)
    } else if (code === 0x7d || code === 0x5d) depth--
  }
}
