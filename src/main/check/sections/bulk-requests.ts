/** How bulk requests are made, and their results read (RFC 7644 §3.7). */
import { hasStatus, holds } from '../expect.ts'
import { at, listAt, shown, textAt, textOf } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import type { Answer, Trial } from '../types.ts'

export const REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'
const RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse'
export const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error'

export function bulk(t: Trial, operations: readonly JsonObject[], rest: JsonObject = {}): Promise<Answer> {
  return t.post('/Bulk', { schemas: [REQUEST], ...rest, Operations: operations })
}

export function post(t: Trial, bulkId: string, data: JsonObject, path = t.profile.users): JsonObject {
  return { method: 'POST', path, bulkId, data }
}

/** The results, of a request that was processed. */
export function results(answer: Answer): readonly Json[] {
  hasStatus(answer, 200)
  holds(answer, listAt(answer.body, 'schemas').includes(RESPONSE), `the schema ${RESPONSE}`, shown(at(answer.body, 'schemas')))
  return listAt(answer.body, 'Operations')
}

export function result(answer: Answer, bulkId: string): Json | undefined {
  return results(answer).find((each) => at(each, 'bulkId') === bulkId)
}

/** The path of the resource that an operation is about, relative to the base URL. */
export function pathOf(t: Trial, answer: Answer, bulkId: string): string {
  const location = textAt(result(answer, bulkId), 'location')
  const endpoint = [t.profile.users, t.profile.groups].find((each) => location?.includes(`${each}/`))
  holds(answer, location !== undefined && endpoint !== undefined, `a location of ${bulkId}`, shown(result(answer, bulkId)))
  return `${endpoint}/${location.split('/').at(-1) ?? ''}`
}

/** The status of one operation, whether it is written as a text or as a number: bulk/status-text is about that. */
export function codeOf(each: Json | undefined): string {
  return textOf(at(each, 'status'))
}

export function statuses(answer: Answer): string {
  return results(answer).map(codeOf).join()
}
