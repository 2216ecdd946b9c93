import { type BulkOperation, parseBulk } from '../protocol/bulk.ts'
import { type BulkStep, planBulk, resolveReferences } from '../protocol/bulk-plan.ts'
import { ScimError } from '../protocol/error.ts'
import type { JsonObject } from '../protocol/json.ts'
import { type BulkResult, bulkResponse } from '../protocol/messages.ts'
import { parseBody } from './body.ts'
import type { Answer, Call } from './call.ts'
import { LIMITS } from './limits.ts'
import { answer } from './respond.ts'

interface Progress {
  /** What was made under each bulkId. */
  readonly made: Map<string, string>
  readonly results: Map<number, BulkResult>
  errors: number
}

/** R7. Each operation is a unit of work of its own; the answers come in the order of the request, whatever order they were done in. */
export async function bulk(call: Call, perform: (call: Call) => Promise<Answer>): Promise<Answer> {
  call.about = { type: 'Bulk', id: null, name: null }
  const request = parseBulk(parseBody(call.text), { maxOperations: LIMITS.bulkOperations })
  const progress: Progress = { made: new Map(), results: new Map(), errors: 0 }
  for (const step of planBulk(request)) {
    await take(step, call, perform, progress)
    if (request.failOnErrors !== undefined && progress.errors >= request.failOnErrors) break
  }
  const inOrder = [...progress.results].toSorted(([a], [b]) => a - b).map(([, result]) => result)
  return answer(200, bulkResponse(inOrder))
}

async function take(step: BulkStep, call: Call, perform: (call: Call) => Promise<Answer>, progress: Progress): Promise<void> {
  const { index } = step.operation
  if (step.kind === 'refused') {
    const { method, bulkId, error } = step.operation
    progress.errors++
    progress.results.set(index, { method, bulkId, status: error.status, response: error.body() })
    return
  }
  // The second half of an operation that has failed already.
  const before = progress.results.get(index)
  if (step.kind === 'finish' && (before?.status ?? 0) >= 400) return
  const result = await attempt(step.operation, call, perform, progress)
  if (result.status >= 400) progress.errors++
  // A half that went well leaves the POST's own status and location standing.
  const whole =
    step.kind === 'finish' && before !== undefined && result.status < 400
      ? { ...before, version: result.version ?? before.version }
      : result
  progress.results.set(index, { ...whole, method: before?.method ?? whole.method })
}

async function attempt(
  operation: BulkOperation,
  call: Call,
  perform: (call: Call) => Promise<Answer>,
  progress: Progress,
): Promise<BulkResult> {
  const { method, bulkId } = operation
  let resolved: BulkOperation
  try {
    resolved = resolveReferences(operation, progress.made)
  } catch (error) {
    if (!(error instanceof ScimError)) throw error
    return { method, bulkId, status: error.status, response: error.body() }
  }
  const inner = callFor(resolved, call)
  const { status, headers, body } = await perform(inner)
  call.notes.push(...inner.notes)
  if (status >= 400)
    return { method, bulkId, status, location: locationOf(resolved, call), response: JSON.parse(body ?? '{}') as JsonObject }
  const id = inner.about?.id
  if (method === 'POST' && bulkId !== undefined && typeof id === 'string') progress.made.set(bulkId, id)
  return { method, bulkId, status, location: headers['location'] ?? locationOf(resolved, call), version: headers['etag'] }
}

const endpointOf = (operation: BulkOperation): string => (operation.type === 'User' ? 'Users' : 'Groups')

/** RFC 7644 §3.7.3: required, save for a POST that failed. */
function locationOf(operation: BulkOperation, call: Call): string | undefined {
  return operation.id === undefined ? undefined : `${call.base}/${endpointOf(operation)}/${operation.id}`
}

function callFor(operation: BulkOperation, call: Call): Call {
  const { 'if-match': _match, 'if-none-match': _noneMatch, ...headers } = call.headers
  return {
    ...call,
    method: operation.method,
    segments: operation.id === undefined ? [endpointOf(operation)] : [endpointOf(operation), operation.id],
    query: new URLSearchParams(),
    headers: operation.version === undefined ? headers : { ...headers, 'if-match': operation.version },
    text: operation.data === undefined ? null : JSON.stringify(operation.data),
    notes: [],
    about: null,
  }
}
