import { ScimError } from '../error.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'

/** One operation of a PATCH (RFC 7644 §3.5.2), its shape checked, its path and value not yet looked at. */
export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace'
  /** Undefined when the value names the attributes. */
  readonly path: string | undefined
  readonly value: Json | undefined
}

export interface PatchOptions {
  /** The RFC wants at least one operation; Microsoft's validator has sent none (R2). */
  readonly emptyOperations: 'reject' | 'ignore'
  readonly maxOperations?: number
}

export const PATCH_OPERATIONS = 1000

function invalidSyntax(detail: string): ScimError {
  return new ScimError(400, 'invalidSyntax', detail)
}

/** Member names of the message are matched exactly first, then in any case: old clients write `operations`, `Op`, `Path`. */
function member(object: JsonObject, name: string): Json | undefined {
  if (Object.hasOwn(object, name)) return object[name]
  const key = Object.keys(object).find((candidate) => candidate.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : object[key]
}

/**
 * Reads the body of a PATCH. The URN of PatchOp in `schemas` is not asked for, since several clients leave it out; `op` may be in any case.
 * @throws ScimError 400 invalidSyntax, invalidPath, invalidValue or noTarget; 413 for more operations than are accepted
 */
export function parsePatch(body: unknown, options: PatchOptions): PatchOperation[] {
  if (!isObject(body)) throw invalidSyntax('The body must be one JSON object with a list of Operations.')
  const sent = member(body, 'Operations')
  const operations = isObject(sent) ? [sent] : sent
  if (!Array.isArray(operations)) throw invalidSyntax('"Operations" must be a list of operations.')
  if (operations.length === 0 && options.emptyOperations === 'reject') throw invalidSyntax('"Operations" must hold at least one operation.')
  const limit = options.maxOperations ?? PATCH_OPERATIONS
  if (operations.length > limit) {
    throw new ScimError(413, undefined, `The request has ${operations.length} operations; at most ${limit} are accepted.`)
  }
  return operations.map((operation, i) => parseOperation(operation, `Operations[${i}]`))
}

function parseOperation(operation: Json, place: string): PatchOperation {
  if (!isObject(operation)) throw invalidSyntax(`${place} must be an object.`)
  const op = parseOp(member(operation, 'op'), place)
  const path = parsePath(member(operation, 'path'), place)
  const value = member(operation, 'value')
  if (op === 'remove') {
    // RFC 7644 §3.5.2.2: without a path there is nothing to remove from.
    if (path === undefined) throw new ScimError(400, 'noTarget', `${place}: "remove" needs a path.`)
    return { op, path, value }
  }
  if (value === undefined) throw new ScimError(400, 'invalidValue', `${place}: "${op}" needs a value.`)
  return path === undefined ? { op, path, value: objectOfAttributes(value, place) } : { op, path, value }
}

function parseOp(op: Json | undefined, place: string): PatchOperation['op'] {
  const lower = typeof op === 'string' ? op.trim().toLowerCase() : undefined
  if (lower === 'add' || lower === 'remove' || lower === 'replace') return lower
  throw invalidSyntax(`${place}.op must be "add", "remove" or "replace".`)
}

function parsePath(path: Json | undefined, place: string): string | undefined {
  if (path === undefined || path === null) return undefined
  if (typeof path !== 'string') throw new ScimError(400, 'invalidPath', `${place}.path must be a string.`)
  return path.trim() === '' ? undefined : path
}

function objectOfAttributes(value: Json, place: string): JsonObject {
  const object = Array.isArray(value) && value.length === 1 ? value[0] : value
  if (!isObject(object)) throw new ScimError(400, 'invalidValue', `${place}: without a path, the value must be an object of attributes.`)
  return object
}
