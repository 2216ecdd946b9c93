import type { LogRow } from '../../store/provisioning-log.ts'
import { DomainError } from '../error.ts'
import type { KeptBody } from './redact.ts'
import { HIDDEN } from './redact.ts'

/** A logged request as it can be carried out again. */
export interface ReplayableRequest {
  readonly method: string
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | null
  readonly remoteAddress: string
  readonly origin: string
  readonly receivedAt: number
}

/** The log cuts paths here. */
const LONGEST_PATH = 2048

/**
 * The request of a log entry, and in words what differs from the one that arrived. Throws not_replayable when the log does not hold all
 * of it: half a request would show what never happened.
 */
export function requestToReplay(row: LogRow, origin: string, now: number): { request: ReplayableRequest; notes: string[] } {
  const { requestHeaders, requestBody, remoteAddress } = JSON.parse(row.detail) as {
    requestHeaders: Record<string, string>
    requestBody: KeptBody | null
    remoteAddress: string | null
  }
  if (requestBody === null && announcesBody(requestHeaders))
    throw new DomainError('not_replayable', 'The log does not hold the body of this request: it was refused before its body was read.')
  if (requestBody?.truncated === true) throw new DomainError('not_replayable', notWhole(requestBody))
  if (row.path.length >= LONGEST_PATH) throw new DomainError('not_replayable', 'The log holds only the beginning of this request’s path.')
  // Of the token, only its end is kept: it would be taken for a wrong one.
  const headers = Object.fromEntries(Object.entries(requestHeaders).filter(([name]) => name !== 'authorization'))
  const notes = ['It was rehearsed in the name of the integration itself, without a token, and undone.']
  if (row.status === 401)
    notes.push('The request that arrived was refused for its token; this is what it would come to with the right one.')
  if (requestBody?.text.includes(HIDDEN) === true || row.path.includes(HIDDEN))
    notes.push(`What the log blanks out was rehearsed as "${HIDDEN}".`)
  return {
    request: {
      method: row.method,
      target: row.path,
      headers,
      body: requestBody === null ? null : new TextEncoder().encode(requestBody.text),
      remoteAddress: remoteAddress ?? '',
      origin,
      receivedAt: now,
    },
    notes,
  }
}

const announcesBody = (headers: Readonly<Record<string, string>>): boolean => Number(headers['content-length'] ?? 0) > 0

function notWhole({ text, bytes }: KeptBody): string {
  if (text === '')
    return 'The log does not hold the body of this request: keeping bodies was off when it arrived. Turn it on in Settings, and replay one that arrives after that.'
  return `The log holds only the beginning of this request’s body, which was ${bytes} bytes long.`
}
