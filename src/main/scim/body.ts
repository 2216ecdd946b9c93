import { ScimError } from '../protocol/error.ts'
import { isObject, type JsonObject, nestsDeeperThan } from '../protocol/json.ts'
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
  if (nestsDeeperThan(text, LIMITS.jsonDepth))
    throw new ScimError(400, 'invalidSyntax', `The request body is nested deeper than ${LIMITS.jsonDepth} levels.`)
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
