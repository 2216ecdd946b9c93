/** RFC 7644 §3.7: one operation after the other, those that wait for another's id later. */
import { textOf } from '../../../src/main/check/json.ts'
import type { Json } from '../../../src/main/check/json.ts'
import { isDoc } from './paths.ts'
import type { Doc } from './paths.ts'
import { Refusal } from './refusal.ts'
import { BULK_BYTES, BULK_LIMIT } from './server.ts'
import type { Serve, TinyResponse } from './server.ts'

export function bulk(body: Doc, serve: Serve, base: string, headers: Readonly<Record<string, string>>): Doc {
  const operations = body['Operations']
  if (!Array.isArray(operations)) throw new Refusal(400, 'invalidSyntax', 'Operations are missing.')
  if (JSON.stringify(body).length > BULK_BYTES) throw new Refusal(413, undefined, `At most ${BULK_BYTES} bytes.`)
  if (operations.length > BULK_LIMIT) throw new Refusal(413, undefined, `At most ${BULK_LIMIT} operations.`)
  const limit = typeof body['failOnErrors'] === 'number' ? body['failOnErrors'] : Infinity
  const made = new Map<string, string>()
  const later: (() => void)[] = []
  const results: Json[] = []
  let errors = 0

  const send = (operation: Doc, data: Json | undefined): TinyResponse => {
    const path = resolved(textOf(operation['path']), made)
    const version = operation['version']
    return serve({
      method: textOf(operation['method']),
      path,
      query: {},
      headers: { ...headers, 'content-type': 'application/json', ...(typeof version === 'string' ? { 'if-match': version } : {}) },
      body: data === undefined ? '' : JSON.stringify(data),
    })
  }
  const process = (operation: Doc): Doc => {
    const { method, bulkId } = operation
    if (!['POST', 'PUT', 'PATCH', 'DELETE'].includes(textOf(method))) return failed(operation, 405)
    const data = operation['data']
    const text = data === undefined ? undefined : resolved(JSON.stringify(data), made)
    const unknown = /bulkId:([\w-]+)/.exec(text ?? '')?.[1]
    const isComing = operations.some((each) => isDoc(each) && each['bulkId'] === unknown)
    if (unknown !== undefined && (!isComing || !isDoc(data))) return failed(operation, 409)
    // Members that are not made yet are set when everything is.
    const content =
      unknown === undefined ? (text === undefined ? undefined : (JSON.parse(text) as Json)) : ({ ...(data as Doc), members: [] } as Json)
    const { status, body: answer, headers: answered } = send(operation, content)
    const location = answered['location'] ?? (method === 'POST' ? undefined : base + resolved(textOf(operation['path']), made))
    if (status >= 400) return { ...failed(operation, status, answer), ...(method === 'POST' ? {} : { location }) }
    if (typeof bulkId === 'string' && typeof answer?.['id'] === 'string') made.set(bulkId, answer['id'])
    if (unknown !== undefined)
      later.push(
        () =>
          void send({ method: 'PUT', path: textOf(location).slice(base.length) }, JSON.parse(resolved(JSON.stringify(data), made)) as Json),
      )
    return { method, bulkId, location, status: String(status) }
  }
  for (const operation of operations) {
    if (errors >= limit) break
    const result = isDoc(operation) ? process(operation) : failed({}, 400)
    if (Number(result['status']) >= 400) errors += 1
    results.push(result)
  }
  for (const each of later) each()
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkResponse'], Operations: results }
}

function resolved(text: string, made: ReadonlyMap<string, string>): string {
  return text.replace(/bulkId:([\w-]+)/g, (whole, bulkId: string) => made.get(bulkId) ?? whole)
}

function failed({ method, bulkId }: Doc, status: number, response?: Doc): Doc {
  const error = { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: String(status), detail: 'It could not be done.' }
  return { method, bulkId, status: String(status), response: response ?? error }
}
