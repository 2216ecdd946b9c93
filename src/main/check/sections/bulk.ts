/** RFC 7644 §3.7: many operations in one request. */
import { has, hasStatus, holds, isError, lacks } from '../expect.ts'
import { at, isObject, listAt, shown, textAt, textOf } from '../json.ts'
import type { Json, JsonObject } from '../json.ts'
import { section } from '../section.ts'
import type { Answer, Trial } from '../types.ts'

const REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'
const RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse'
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error'

function bulk(t: Trial, operations: readonly JsonObject[], rest: JsonObject = {}): Promise<Answer> {
  return t.post('/Bulk', { schemas: [REQUEST], ...rest, Operations: operations })
}

function post(t: Trial, bulkId: string, data: JsonObject, path = t.profile.users): JsonObject {
  return { method: 'POST', path, bulkId, data }
}

/** The results, of a request that was processed. */
function results(answer: Answer): readonly Json[] {
  hasStatus(answer, 200)
  holds(answer, listAt(answer.body, 'schemas').includes(RESPONSE), `the schema ${RESPONSE}`, shown(at(answer.body, 'schemas')))
  return listAt(answer.body, 'Operations')
}

function result(answer: Answer, bulkId: string): Json | undefined {
  return results(answer).find((each) => at(each, 'bulkId') === bulkId)
}

/** The path of the resource that an operation is about, relative to the base URL. */
function pathOf(t: Trial, answer: Answer, bulkId: string): string {
  const location = textAt(result(answer, bulkId), 'location')
  const endpoint = [t.profile.users, t.profile.groups].find((each) => location?.includes(`${each}/`))
  holds(answer, location !== undefined && endpoint !== undefined, `a location of ${bulkId}`, shown(result(answer, bulkId)))
  return `${endpoint}/${location.split('/').at(-1) ?? ''}`
}

/** The status of one operation, whether it is written as a text or as a number: bulk/status-text is about that. */
function codeOf(each: Json | undefined): string {
  return textOf(at(each, 'status'))
}

function statuses(answer: Answer): string {
  return results(answer).map(codeOf).join()
}

const operations = section(
  '7644 3.7',
  ['users', 'bulk'],
  [
    {
      id: 'bulk/answer',
      level: 'MUST',
      title: 'A bulk request is answered 200 with the result of each operation: method, bulkId, location and status',
      async run(t) {
        const answer = await bulk(t, [post(t, 'one', t.user()), post(t, 'two', t.user())])
        holds(answer, results(answer).length === 2, 'two results', String(results(answer).length))
        for (const bulkId of ['one', 'two']) {
          const each = result(answer, bulkId)
          holds(answer, codeOf(each) === '201' && at(each, 'method') === 'POST', 'method POST and status 201', shown(each))
          holds(answer, (textAt(each, 'location') ?? '') !== '', 'a location', shown(each))
        }
      },
    },
    {
      id: 'bulk/status-text',
      level: 'SHOULD',
      title: 'The status of an operation is a text, as in every example of the RFC',
      async run(t) {
        const answer = await bulk(t, [post(t, 'one', t.user())])
        const status = at(result(answer, 'one'), 'status')
        holds(answer, status === '201', 'status "201"', shown(status))
      },
    },
    {
      id: 'bulk/created',
      level: 'MUST',
      title: 'What a bulk request creates is there, at the location it says',
      async run(t) {
        const body = t.user()
        const answer = await bulk(t, [post(t, 'one', body)])
        const read = await t.get(pathOf(t, answer, 'one'))
        hasStatus(read, 200)
        has(read, ['userName'], body['userName'] ?? null)
      },
    },
    {
      id: 'bulk/methods',
      level: 'MUST',
      title: 'PUT, PATCH and DELETE are operations too, each with its location',
      needs: ['patch', 'User.title'],
      async run(t) {
        const body = t.user()
        const [replaced, patched, deleted] = [await t.newUser(body), await t.newUser(), await t.newUser()]
        const patch = {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [{ op: 'add', path: 'title', value: 'Patched' }],
        }
        const answer = await bulk(t, [
          { method: 'PUT', path: replaced.path, data: { ...body, title: 'Replaced' } },
          { method: 'PATCH', path: patched.path, data: patch },
          { method: 'DELETE', path: deleted.path },
        ])
        holds(answer, /^200,20[04],204$/.test(statuses(answer)), 'statuses 200, 200 (or 204), 204', statuses(answer))
        for (const each of results(answer)) holds(answer, (textAt(each, 'location') ?? '') !== '', 'a location of each', shown(each))
        has(await t.read(replaced), ['title'], 'Replaced')
        has(await t.read(patched), ['title'], 'Patched')
        isError(await t.get(deleted.path), 404)
      },
    },
    {
      id: 'bulk/error',
      level: 'MUST',
      title: 'An operation that fails has the error as its response, and a failed POST no location',
      async run(t) {
        const { body } = await t.newUser()
        const answer = await bulk(t, [post(t, 'taken', t.user({ userName: body['userName'] }))])
        const each = result(answer, 'taken')
        holds(answer, codeOf(each) === '409', 'status 409', codeOf(each))
        const response = at(each, 'response')
        holds(answer, isObject(response) && listAt(response, 'schemas').includes(ERROR), 'an error as response', shown(response))
        holds(answer, at(each, 'location') === undefined, 'no location', shown(at(each, 'location')))
      },
    },
    {
      id: 'bulk/continue',
      rule: '7644 3.7.3',
      level: 'MUST',
      title: 'Without failOnErrors the operations after a failed one are processed',
      async run(t) {
        const answer = await bulk(t, [post(t, 'bad', t.user({ userName: undefined })), post(t, 'good', t.user())])
        holds(answer, codeOf(result(answer, 'bad')) === '400', 'status "400" of the first', shown(result(answer, 'bad')))
        holds(answer, codeOf(result(answer, 'good')) === '201', 'status "201" of the second', shown(result(answer, 'good')))
      },
    },
    {
      id: 'bulk/fail-on-errors',
      rule: '7644 3.7.3',
      level: 'MUST',
      title: 'With failOnErrors processing ends at that many errors, and the results until then are answered',
      async run(t) {
        const last = t.user()
        const answer = await bulk(t, [post(t, 'good', t.user()), post(t, 'bad', t.user({ userName: undefined })), post(t, 'last', last)], {
          failOnErrors: 1,
        })
        holds(answer, codeOf(result(answer, 'good')) === '201', 'the first to be processed', shown(result(answer, 'good')))
        holds(answer, codeOf(result(answer, 'bad')) === '400', 'the second to fail', shown(result(answer, 'bad')))
        holds(answer, codeOf(result(answer, 'last')) !== '201', 'the third not to be processed', shown(result(answer, 'last')))
        if (t.profile.missing('filter') !== undefined) return
        const found = await t.get(t.profile.users, { query: { filter: `userName eq "${textOf(last['userName'])}"` } })
        holds(found, at(found.body, 'totalResults') === 0, 'no user of the third')
      },
    },
    {
      id: 'bulk/unknown-path',
      level: 'MUST',
      title: 'An operation on what does not exist fails alone',
      async run(t) {
        const answer = await bulk(t, [{ method: 'DELETE', path: `${t.profile.users}/${t.name()}` }, post(t, 'good', t.user())])
        holds(answer, statuses(answer) === '404,201', 'statuses 404 and 201', statuses(answer))
      },
    },
    {
      id: 'bulk/method',
      level: 'MUST',
      title: 'GET is no bulk operation',
      async run(t) {
        const user = await t.newUser()
        const answer = await bulk(t, [{ method: 'GET', path: user.path }])
        if (answer.status !== 200) return isError(answer, 400)
        holds(answer, /^(400|405|501)$/.test(statuses(answer)), 'status 400 (or 405, 501)', statuses(answer))
      },
    },
    {
      id: 'bulk/too-many',
      rule: '7644 3.7.4',
      level: 'MUST',
      title: 'More operations than maxOperations are 413, and none is processed',
      async run(t) {
        const most = t.profile.limit('bulk', 'maxOperations') ?? 0
        if (most < 1 || most > 5_000) return
        const first = t.user()
        const more = Array.from({ length: most }, () => ({ method: 'DELETE', path: `${t.profile.users}/${t.prefix}` }))
        const answer = await bulk(t, [post(t, 'first', first), ...more])
        isError(answer, 413)
        if (t.profile.missing('filter') !== undefined) return
        const found = await t.get(t.profile.users, { query: { filter: `userName eq "${textOf(first['userName'])}"` } })
        holds(found, at(found.body, 'totalResults') === 0, 'no user of the first operation')
      },
    },
    {
      id: 'bulk/malformed',
      rule: '7644 3.12',
      level: 'MUST',
      title: 'A bulk request without Operations is 400',
      async run(t) {
        isError(await t.post('/Bulk', { schemas: [REQUEST] }), 400)
      },
    },
    {
      id: 'bulk/version',
      level: 'MUST',
      title: 'An operation with a version that does not hold is 412',
      needs: ['etag'],
      async run(t) {
        const user = await t.newUser()
        const answer = await bulk(t, [{ method: 'DELETE', path: user.path, version: 'W/"no-such-version"' }])
        holds(answer, statuses(answer) === '412', 'status "412"', statuses(answer))
        hasStatus(await t.read(user), 200)
      },
    },
  ],
)

const references = section(
  '7644 3.7.2',
  ['users', 'bulk', 'groups'],
  [
    {
      id: 'bulk/reference',
      level: 'MUST',
      title: 'bulkId:… stands for the id of what an earlier operation created',
      async run(t) {
        const group = t.group({ members: [{ type: 'User', value: 'bulkId:user' }] })
        const answer = await bulk(t, [post(t, 'user', t.user()), post(t, 'group', group, t.profile.groups)])
        const read = await t.get(pathOf(t, answer, 'group'))
        has(read, ['members', 0, 'value'], decodeURIComponent(pathOf(t, answer, 'user').split('/').at(-1) ?? ''))
      },
    },
    {
      id: 'bulk/forward-reference',
      level: 'MUST',
      title: 'bulkId:… stands for the id of what a later operation creates',
      async run(t) {
        const group = t.group({ members: [{ type: 'User', value: 'bulkId:user' }] })
        const answer = await bulk(t, [post(t, 'group', group, t.profile.groups), post(t, 'user', t.user())])
        const read = await t.get(pathOf(t, answer, 'group'))
        has(read, ['members', 0, 'value'], decodeURIComponent(pathOf(t, answer, 'user').split('/').at(-1) ?? ''))
      },
    },
    {
      id: 'bulk/circular-reference',
      rule: '7644 3.7.1',
      level: 'MUST',
      title: 'Circular references are resolved, or given up with 409',
      async run(t) {
        const one = t.group({ members: [{ type: 'Group', value: 'bulkId:two' }] })
        const two = t.group({ members: [{ type: 'Group', value: 'bulkId:one' }] })
        const answer = await bulk(t, [post(t, 'one', one, t.profile.groups), post(t, 'two', two, t.profile.groups)])
        if (answer.status === 409 || /\b409\b/.test(statuses(answer))) return
        const [first, second] = [pathOf(t, answer, 'one'), pathOf(t, answer, 'two')]
        has(await t.get(first), ['members', 0, 'value'], decodeURIComponent(second.split('/').at(-1) ?? ''))
        has(await t.get(second), ['members', 0, 'value'], decodeURIComponent(first.split('/').at(-1) ?? ''))
      },
    },
    {
      id: 'bulk/unresolved-reference',
      level: 'MUST',
      title: 'bulkId:… of no operation fails, and is never stored',
      async run(t) {
        const group = t.group({ members: [{ type: 'User', value: 'bulkId:nobody' }] })
        const answer = await bulk(t, [post(t, 'group', group, t.profile.groups)])
        if (answer.status !== 200) return holds(answer, answer.status === 400 || answer.status === 409, 'status 400 or 409')
        if (codeOf(result(answer, 'group')) === '201') return lacks(await t.get(pathOf(t, answer, 'group')), 'members')
        holds(answer, /^(400|409|412)$/.test(statuses(answer)), 'status 400 or 409', statuses(answer))
      },
    },
    {
      id: 'bulk/path-reference',
      level: 'MAY',
      title: 'bulkId:… stands for an id in the path of an operation too',
      needs: ['patch', 'User.title'],
      async run(t) {
        const patch = {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [{ op: 'add', path: 'title', value: 'By reference' }],
        }
        const answer = await bulk(t, [post(t, 'user', t.user()), { method: 'PATCH', path: `${t.profile.users}/bulkId:user`, data: patch }])
        has(await t.get(pathOf(t, answer, 'user')), ['title'], 'By reference')
      },
    },
  ],
)

export const bulkChecks = [...operations, ...references]
