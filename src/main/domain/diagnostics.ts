import { createHash } from 'node:crypto'
import type { LogRow } from '../store/provisioning-log.ts'
import { redactTarget } from './activity/redact.ts'
import { clientOf } from './activity/words.ts'

/** Words that SCIM paths are made of; whatever else stands in a path may name somebody. */
const PATH_WORD =
  /^(?:api|orgs|scim|v1|v2|integrations|Users|Groups|Bulk|Me|\.search|Schemas|ResourceTypes|ServiceProviderConfig|urn:ietf:[\w:.]+|\d+)$/i
const ID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i
const MAIL = /[^\s"'<>()[\]{}:;,=/\\]+@[^\s"'<>()[\]{}:;,/\\]+/g

/**
 * What takes people out of a text. The same name gets the same mark throughout one bundle, so that what belongs together can be seen;
 * the salt is nowhere kept, so that nobody can try names out.
 */
export interface Anonymiser {
  mark(name: string): string
  /** Free text: e-mail addresses and names that look like them, our tokens, the home folder. */
  text(text: string): string
  /** A request's path: words of SCIM and ids stay; of a query, only which parameters it had. */
  path(path: string): string
}

export function anonymiser(salt: Uint8Array, home: string): Anonymiser {
  const mark = (name: string): string => `#${createHash('sha256').update(salt).update(name.toLowerCase()).digest('hex').slice(0, 8)}`
  return {
    mark,
    text: (text) => redactTarget(home.length > 1 ? text.replaceAll(home, '~') : text).replaceAll(MAIL, mark),
    path(path) {
      const [before = '', query] = redactTarget(path).split('?', 2)
      const segments = before.split('/').map((each) => (each === '' || PATH_WORD.test(each) || ID.test(each) ? each : mark(each)))
      if (query === undefined || query === '') return segments.join('/')
      const names = query.split('&').map((pair) => pair.split('=', 1)[0] ?? '')
      return `${segments.join('/')}?${names.map((name) => (/^[a-z]+$/i.test(name) ? name : mark(name))).join('&')}`
    },
  }
}

/** What of a logged request may be told: how it went, not whom it was about. Times are ISO 8601, durations ms. */
export function anonymousRequest(row: LogRow, people: Anonymiser) {
  const { requestHeaders, requestBody, responseBody } = JSON.parse(row.detail) as {
    requestHeaders: Record<string, string>
    requestBody: { bytes: number } | null
    responseBody: { bytes: number } | null
  }
  const client = clientOf(requestHeaders['user-agent'])
  return {
    at: new Date(row.at).toISOString(),
    organization: row.organizationId,
    method: row.method,
    path: people.path(row.path),
    status: row.status,
    scimType: row.scimType,
    durationMs: row.durationUs / 1000,
    resourceType: row.resourceType,
    client: client === null ? null : people.text(client),
    requestBytes: requestBody?.bytes ?? 0,
    responseBytes: responseBody?.bytes ?? 0,
  }
}
