import { ScimError } from './error.ts'
import { isObject, type Json, type JsonObject } from './json.ts'
import { PATCH_OP } from './messages.ts'
import type { ResourceTypeName } from './schema/types.ts'

export type BulkMethod = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One operation of a bulk request (RFC 7644 §3.7), its shape checked. References to other operations are still in its id and data. */
export interface BulkOperation {
  /** Its place in the request, from 0: results are answered in that order. */
  readonly index: number
  readonly method: BulkMethod
  readonly bulkId: string | undefined
  readonly type: ResourceTypeName
  /** Undefined for POST. */
  readonly id: string | undefined
  /** For PUT, PATCH and DELETE: what If-Match would say. */
  readonly version: string | undefined
  /** Undefined for DELETE. */
  readonly data: JsonObject | undefined
}

/** An operation that cannot be tried; it fails alone, as if it had been tried (RFC 7644 §3.7.3). */
export interface RefusedOperation {
  readonly index: number
  readonly method: string
  readonly bulkId: string | undefined
  readonly error: ScimError
}

export interface BulkRequest {
  /** How many errors end the request; undefined: none does. */
  readonly failOnErrors: number | undefined
  readonly operations: readonly (BulkOperation | RefusedOperation)[]
}

export function isRefused(operation: BulkOperation | RefusedOperation): operation is RefusedOperation {
  return 'error' in operation
}

function refuse(status: number, scimType: 'invalidSyntax' | 'invalidValue' | undefined, detail: string): ScimError {
  return new ScimError(status, scimType, detail)
}

/**
 * Reads the body of a bulk request.
 * @throws ScimError 400 invalidSyntax or invalidValue when the request as a whole is malformed, 413 for more operations than are accepted
 */
export function parseBulk(body: unknown, limits: { readonly maxOperations: number }): BulkRequest {
  const sent = isObject(body) ? body['Operations'] : undefined
  if (!isObject(body) || !Array.isArray(sent))
    throw refuse(400, 'invalidSyntax', 'The body must be one JSON object with a list of Operations.')
  if (sent.length > limits.maxOperations) {
    throw refuse(413, undefined, `The request has ${sent.length} operations; at most ${limits.maxOperations} are accepted.`)
  }
  const bulkIds = new Set<string>()
  const operations = sent.map((operation, index) => {
    const parsed = parseOperation(operation, index)
    if (isRefused(parsed) || parsed.method !== 'POST' || parsed.bulkId === undefined) return parsed
    if (!bulkIds.has(parsed.bulkId)) {
      bulkIds.add(parsed.bulkId)
      return parsed
    }
    const { method, bulkId } = parsed
    return { index, method, bulkId, error: refuse(400, 'invalidValue', `Operations[${index}]: the bulkId "${bulkId}" is used twice.`) }
  })
  return { failOnErrors: failOnErrorsIn(body['failOnErrors']), operations }
}

function failOnErrorsIn(value: Json | undefined): number | undefined {
  if (value === undefined || value === null) return undefined
  // 0 is what clients send that do not want the request to end early.
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value === 0 ? undefined : value
  throw refuse(400, 'invalidValue', 'failOnErrors must be a whole number that is not negative.')
}

function parseOperation(operation: Json, index: number): BulkOperation | RefusedOperation {
  const place = `Operations[${index}]`
  if (!isObject(operation))
    return { index, method: '', bulkId: undefined, error: refuse(400, 'invalidSyntax', `${place} must be an object.`) }
  const bulkId = text(operation['bulkId'])
  const method = text(operation['method'])?.toUpperCase() ?? ''
  try {
    return checkedOperation(operation, index, place, method, bulkId)
  } catch (error) {
    if (error instanceof ScimError) return { index, method, bulkId, error }
    throw error
  }
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function checkedOperation(operation: JsonObject, index: number, place: string, method: string, bulkId: string | undefined): BulkOperation {
  if (!isMethod(method)) throw refuse(400, 'invalidSyntax', `${place}.method must be POST, PUT, PATCH or DELETE.`)
  const { type, id } = parsePath(text(operation['path']), place)
  if (method === 'POST' && id !== undefined) throw refuse(400, 'invalidValue', `${place}.path must be /Users or /Groups for POST.`)
  if (method !== 'POST' && id === undefined) throw refuse(400, 'invalidValue', `${place}.path must name one resource, such as /Users/{id}.`)
  const data = method === 'DELETE' ? undefined : dataOf(operation['data'], method, place)
  // A bulkId names what a POST makes; on other methods it is only echoed (RFC 7644 §3.7.2).
  return { index, method, bulkId, type, id, version: text(operation['version']), data }
}

function isMethod(method: string): method is BulkMethod {
  return method === 'POST' || method === 'PUT' || method === 'PATCH' || method === 'DELETE'
}

function parsePath(path: string | undefined, place: string): { type: ResourceTypeName; id: string | undefined } {
  const match = /^\/?(Users|Groups)(?:\/([^/?#]+))?\/?(?:\?.*)?$/.exec(path ?? '')
  if (match === null)
    throw refuse(
      path === undefined ? 400 : 404,
      path === undefined ? 'invalidSyntax' : undefined,
      `${place}.path is no endpoint of a resource.`,
    )
  return { type: match[1] === 'Users' ? 'User' : 'Group', id: match[2] === undefined ? undefined : decoded(match[2]) }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** RFC 7644 §3.7.3 has a PATCH whose data is a bare list of operations. */
function dataOf(data: Json | undefined, method: BulkMethod, place: string): JsonObject {
  if (method === 'PATCH' && Array.isArray(data)) return { schemas: [PATCH_OP], Operations: data }
  if (!isObject(data)) throw refuse(400, 'invalidSyntax', `${place}.data must be an object.`)
  return data
}
