/** RFC 7644 §3.7: many operations in one request. */
import { has, hasStatus, holds, isError } from '../expect.ts'
import { at, isObject, listAt, shown, textAt, textOf } from '../json.ts'
import { section } from '../section.ts'
import { bulk, codeOf, ERROR, pathOf, post, REQUEST, result, results, statuses } from './bulk-requests.ts'

export const bulkOperations = section(
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
      id: 'bulk/too-large',
      rule: '7644 3.7.4',
      level: 'MUST',
      title: 'A body of more than maxPayloadSize is 413, and nothing of it is processed',
      async run(t) {
        const most = t.profile.limit('bulk', 'maxPayloadSize') ?? 0
        if (most < 1 || most > 8_000_000) return
        const first = t.user()
        const answer = await bulk(t, [post(t, 'first', first), post(t, 'large', t.user({ displayName: 'x'.repeat(most) }))])
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
