import { textOf } from '../../../src/main/check/json.ts'
import type { Json } from '../../../src/main/check/json.ts'
import { elementsOf, isDoc } from '../tiny/paths.ts'
import type { Doc } from '../tiny/paths.ts'
import { answers, bodies, contents, errorBody, on, refuses, without } from './plant.ts'
import type { Planted } from './plant.ts'

const inBulk = on('POST', /^\/Bulk$/)

/** Changes each operation of a bulk request. */
function ofBulk(change: (operation: Doc) => Doc): Planted['plant'] {
  return contents(inBulk, (body) =>
    Array.isArray(body['Operations']) ? { ...body, Operations: body['Operations'].map((each) => change(each as Doc) as Json) } : body,
  )
}

/** Changes each result. */
function results(change: (result: Doc) => Doc): Planted['plant'] {
  return bodies(inBulk, (body) =>
    Array.isArray(body['Operations']) ? { ...body, Operations: body['Operations'].map((each) => change(each as Doc) as Json) } : body,
  )
}

const notDone = (result: Doc): Doc => ({ method: result['method'], status: '501', response: errorBody(501) })

export const bulkMistakes: readonly Planted[] = [
  {
    mistake: 'answers a bulk request with 207',
    found: ['bulk/answer', 'bulk/created'],
    plant: answers(inBulk, (answer) => (answer.status === 200 ? { ...answer, status: 207 } : answer)),
  },
  {
    mistake: 'does not say which operation a result is of',
    found: ['bulk/answer', 'bulk/error'],
    plant: results((result) => without(result, 'bulkId')),
  },
  {
    mistake: 'writes the status of an operation as a number',
    found: ['bulk/status-text'],
    plant: results((result) => ({ ...result, status: Number(result['status']) })),
  },
  {
    mistake: 'says a wrong location',
    found: ['bulk/created'],
    plant: results((result) => ({ ...result, location: 'http://tiny.example/scim/v2/Users/elsewhere' })),
  },
  {
    mistake: 'knows POST alone',
    found: ['bulk/methods', 'bulk/unknown-path', 'bulk/version'],
    plant: results((result) => (result['method'] === 'POST' ? result : notDone(result))),
  },
  { mistake: 'does not say what went wrong', found: ['bulk/error'], plant: results((result) => without(result, 'response')) },
  {
    mistake: 'stops at the first error',
    found: ['bulk/continue', 'bulk/unknown-path'],
    plant: contents(inBulk, (body) => ({ failOnErrors: 1, ...body })),
  },
  { mistake: 'ignores failOnErrors', found: ['bulk/fail-on-errors'], plant: contents(inBulk, (body) => without(body, 'failOnErrors')) },
  {
    mistake: 'reads in bulk',
    found: ['bulk/method'],
    plant: results((result) => (result['method'] === 'GET' ? { method: 'GET', status: '200' } : result)),
  },
  {
    mistake: 'processes as many as come',
    found: ['bulk/too-many'],
    plant: contents(inBulk, (body) => ({
      ...body,
      ...(Array.isArray(body['Operations']) ? { Operations: body['Operations'].slice(0, 10) } : {}),
    })),
  },
  {
    mistake: 'takes bodies of any size',
    found: ['bulk/too-large'],
    plant: contents(inBulk, (body) => JSON.parse(JSON.stringify(body).replaceAll(/x{1000,}/g, 'x')) as Doc),
  },
  { mistake: 'needs no operations', found: ['bulk/malformed'], plant: contents(inBulk, (body) => ({ Operations: [], ...body })) },
  { mistake: 'ignores the version of an operation', found: ['bulk/version'], plant: ofBulk((operation) => without(operation, 'version')) },
  {
    mistake: 'does not know references to other operations',
    found: ['bulk/reference', 'bulk/forward-reference', 'bulk/circular-reference'],
    plant: ofBulk((operation) => (isDoc(operation['data']) ? { ...operation, data: without(operation['data'], 'members') } : operation)),
  },
  {
    mistake: 'knows references to earlier operations alone',
    found: ['bulk/forward-reference'],
    plant: (serve) => (request) =>
      inBulk(request) && /^\{[^]*?bulkId:user[^]*?"bulkId":"user"/.test(request.body) && !request.body.includes('bulkId:one')
        ? {
            status: 200,
            headers: {},
            body: {
              schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkResponse'],
              Operations: [{ method: 'POST', bulkId: 'group', status: '409' }],
            },
          }
        : serve(request),
  },
  {
    mistake: 'fails at references in a circle',
    found: ['bulk/circular-reference'],
    plant: refuses((request) => inBulk(request) && request.body.includes('bulkId:one'), 500),
  },
  {
    mistake: 'keeps references that lead nowhere',
    found: ['bulk/unresolved-reference'],
    plant: (serve) => {
      const kept = new Set<unknown>()
      return (request) => {
        const isOdd = inBulk(request) && request.body.includes('bulkId:nobody')
        const answer = serve(isOdd ? { ...request, body: request.body.replace(/,"members":\[.*?\]/, '') } : request)
        if (isOdd) kept.add((elementsOf(answer.body?.['Operations'])[0] as Doc | undefined)?.['location'])
        const isKept = isDoc(answer.body?.['meta']) && kept.has(answer.body['meta']['location'])
        return isKept ? { ...answer, body: { ...answer.body, members: [{ value: 'bulkId:nobody' }] } } : answer
      }
    },
  },
  {
    mistake: 'does not know references in a path',
    found: ['bulk/path-reference'],
    plant: ofBulk((operation) => ({ ...operation, path: textOf(operation['path']).replace('bulkId:', 'no-such-') })),
  },
]
