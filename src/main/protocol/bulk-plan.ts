import { type BulkOperation, type BulkRequest, isRefused, type RefusedOperation } from './bulk.ts'
import { ScimError } from './error.ts'
import { isObject, type Json, type JsonObject } from './json.ts'
import { PATCH_OP } from './messages.ts'

/**
 * One thing to do for a bulk request. `finish` is the second half of a POST that refers to a resource which refers back to it: a PATCH
 * that puts in what the POST had to leave out. When it fails, so has the operation of that index.
 */
export type BulkStep =
  | { readonly kind: 'refused'; readonly operation: RefusedOperation }
  | { readonly kind: 'run' | 'finish'; readonly operation: BulkOperation }

/**
 * The order in which to do a bulk request (RFC 7644 §3.7.2): as sent, save that a resource is made before whatever refers to it by its
 * bulkId. References in a circle are resolved (§3.7.1) by making the resources first and joining them after.
 */
export function planBulk({ operations }: BulkRequest): BulkStep[] {
  const makers = new Map<string, number>()
  for (const operation of operations) {
    if (!isRefused(operation) && operation.method === 'POST' && operation.bulkId !== undefined)
      makers.set(operation.bulkId, operation.index)
  }
  const steps: BulkStep[] = []
  const finishing: BulkStep[] = []
  const state = new Map<number, 'visiting' | 'done'>()

  const visit = (index: number): void => {
    const operation = operations[index]
    if (operation === undefined || state.has(index)) return
    state.set(index, 'visiting')
    if (isRefused(operation)) steps.push({ kind: 'refused', operation })
    else {
      const deferred = new Set<string>()
      for (const bulkId of referencesIn(operation, makers)) {
        const maker = makers.get(bulkId)
        if (maker === undefined) continue
        if (state.get(maker) === 'visiting') deferred.add(bulkId)
        else visit(maker)
      }
      const { now, later } = split(operation, deferred)
      steps.push({ kind: 'run', operation: now })
      if (later !== undefined) finishing.push({ kind: 'finish', operation: later })
    }
    state.set(index, 'done')
  }

  for (const index of operations.keys()) {
    visit(index)
    // Every resource of a circle is there by now.
    steps.push(...finishing.splice(0))
  }
  return steps
}

const WHOLE = /^bulkId:(.+)$/s
const WITHIN = /bulkId:([^\s"'[\](),/?#]+)/g

type Known = { has(bulkId: string): boolean }

function referencesIn({ id, data }: BulkOperation, known: Known): Set<string> {
  const found = new Set<string>()
  if (id !== undefined) collect(id, known, found)
  if (data !== undefined) collect(data, known, found)
  return found
}

function collect(value: Json | undefined, known: Known, found: Set<string>): void {
  if (typeof value === 'string') {
    const whole = WHOLE.exec(value)?.[1]
    if (whole !== undefined && known.has(whole)) found.add(whole)
    else if (value.includes('bulkId:')) {
      for (const [, bulkId] of value.matchAll(WITHIN)) if (bulkId !== undefined && known.has(bulkId)) found.add(bulkId)
    }
  } else if (Array.isArray(value)) for (const item of value) collect(item, known, found)
  else if (isObject(value)) for (const item of Object.values(value)) collect(item, known, found)
}

function refersTo(value: Json | undefined, bulkIds: ReadonlySet<string>): boolean {
  const found = new Set<string>()
  collect(value, bulkIds, found)
  return found.size > 0
}

/** Takes what refers to resources that are not there yet out of a POST: elements of lists, and whole attributes. */
function split(operation: BulkOperation, deferred: ReadonlySet<string>): { now: BulkOperation; later: BulkOperation | undefined } {
  const { data, bulkId } = operation
  if (deferred.size === 0 || data === undefined || bulkId === undefined) return { now: operation, later: undefined }
  const additions: JsonObject[] = []
  const kept = withoutDeferred(data, deferred, '', additions)
  const later: BulkOperation = {
    ...operation,
    method: 'PATCH',
    id: `bulkId:${bulkId}`,
    version: undefined,
    data: { schemas: [PATCH_OP], Operations: additions },
  }
  return { now: { ...operation, data: kept }, later }
}

function withoutDeferred(object: JsonObject, deferred: ReadonlySet<string>, prefix: string, additions: JsonObject[]): JsonObject {
  const kept: [string, Json | undefined][] = []
  for (const [key, value] of Object.entries(object)) {
    if (!refersTo(value, deferred)) kept.push([key, value])
    else if (isObject(value) && prefix === '' && key.includes(':')) kept.push([key, withoutDeferred(value, deferred, `${key}:`, additions)])
    else if (Array.isArray(value)) {
      kept.push([key, value.filter((item) => !refersTo(item, deferred))])
      additions.push({ op: 'add', path: prefix + key, value: value.filter((item) => refersTo(item, deferred)) })
    } else additions.push({ op: 'add', path: prefix + key, value })
  }
  return Object.fromEntries(kept)
}

/**
 * The operation with each `bulkId:…` in its id and data replaced by the id of what was made under it.
 * @throws ScimError 409 for a reference to what was not made, since it failed or is not in the request (RFC 7644 §3.7.1)
 */
export function resolveReferences(operation: BulkOperation, made: ReadonlyMap<string, string>): BulkOperation {
  const { id, data } = operation
  return {
    ...operation,
    id: id === undefined ? undefined : substituteText(id, made),
    data: data === undefined ? undefined : substituteObject(data, made),
  }
}

function substitute(value: Json | undefined, made: ReadonlyMap<string, string>): Json | undefined {
  if (typeof value === 'string') return substituteText(value, made)
  if (Array.isArray(value)) return value.map((item) => substitute(item, made) ?? null)
  return isObject(value) ? substituteObject(value, made) : value
}

/** Built from entries, so that a key such as `__proto__` stays a key. */
function substituteObject(object: JsonObject, made: ReadonlyMap<string, string>): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, substitute(value, made)]))
}

function substituteText(text: string, made: ReadonlyMap<string, string>): string {
  const whole = WHOLE.exec(text)?.[1]
  if (whole === undefined)
    return text.includes('bulkId:') ? text.replaceAll(WITHIN, (token, bulkId: string) => made.get(bulkId) ?? token) : text
  const id = made.get(whole)
  if (id === undefined) throw new ScimError(409, undefined, `There is no resource made under the bulkId "${whole}" in this request.`)
  return id
}
