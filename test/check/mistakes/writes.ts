import { textOf } from '../../../src/main/check/json.ts'
import type { Json } from '../../../src/main/check/json.ts'
import { elementsOf, isDoc } from '../tiny/paths.ts'
import type { Doc } from '../tiny/paths.ts'
import { answers, anyOne, asks, contents, errorBody, fresh, on, oneUser, parsed, refuses, resources, says, without } from './plant.ts'
import type { Planted } from './plant.ts'

const puts = on('PUT', anyOne)
const deletes = on('DELETE', anyOne)
const idOf = (path: string): string => path.split('/').at(-1) ?? ''

const replacing: readonly Planted[] = [
  {
    mistake: 'answers a replacement with 204',
    found: ['replace/whole'],
    plant: answers(puts, (answer) => (answer.status === 200 ? { status: 204, headers: {}, body: undefined } : answer)),
  },
  {
    mistake: 'adds to what is there',
    found: ['replace/values', 'replace/group'],
    plant: (serve, tiny) => (request) => {
      const before = tiny.store.rows.get(idOf(request.path))?.doc
      const plus = (name: string, body: Doc): Doc =>
        body[name] === undefined ? {} : { [name]: [...elementsOf(before?.[name]), ...elementsOf(body[name])] }
      return contents(puts, (body) => ({ ...body, ...plus('emails', body), ...plus('members', body) }))(serve, tiny)(request)
    },
  },
  {
    mistake: 'keeps what is left out or null',
    found: ['replace/omitted', 'replace/null'],
    plant: (serve, tiny) => (request) => {
      const before = tiny.store.rows.get(idOf(request.path))?.doc ?? {}
      const given = (body: Doc): Doc =>
        Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)))
      return contents(puts, (body) => ({ ...before, ...given(body) }))(serve, tiny)(request)
    },
  },
  {
    mistake: 'refuses read-only attributes',
    found: ['replace/read-only', 'replace/own-representation'],
    plant: refuses((request) => puts(request) && request.body.includes('"meta"'), 400, 'mutability'),
  },
  {
    mistake: 'never tells when something was changed',
    found: ['replace/modified', 'patch/modified'],
    plant: resources((each) =>
      isDoc(each['meta']) ? { ...each, meta: { ...each['meta'], lastModified: each['meta']['created'] } } : each,
    ),
  },
  {
    mistake: 'makes what a replacement does not find',
    found: ['replace/unknown', 'delete/gone'],
    plant: (serve) => (request) => {
      const answer = serve(request)
      return puts(request) && answer.status === 404 ? serve({ ...request, method: 'POST', path: '/Users' }) : answer
    },
  },
  {
    mistake: 'keeps a required value that is left out',
    found: ['replace/required'],
    plant: (serve, tiny) => (request) =>
      contents(puts, (body) => ({ userName: tiny.store.rows.get(idOf(request.path))?.doc['userName'], ...body }))(serve, tiny)(request),
  },
  {
    mistake: 'takes the name of another',
    found: ['replace/duplicate', 'patch/duplicate'],
    plant: answers(on('PUT|PATCH', oneUser), (answer) => (answer.status === 409 ? { status: 200, headers: {}, body: {} } : answer)),
  },
  {
    mistake: 'is in its own way with its name',
    found: ['replace/duplicate'],
    plant: refuses((request) => puts(request) && /"userName":"SCIM/.test(request.body), 409, 'uniqueness'),
  },
  {
    mistake: 'passes over wrong types in a replacement',
    found: ['replace/wrong-type'],
    plant: contents(puts, (body) => (isDoc(body['active']) ? without(body, 'active') : body)),
  },
  {
    mistake: 'cannot make anyone inactive',
    found: ['replace/active', 'replace/values'],
    plant: contents(on('PUT', oneUser), (body) => ({ ...body, active: true })),
  },
]

const groups: readonly Planted[] = [
  {
    mistake: 'wants members of every group',
    found: ['groups/without-members'],
    plant: refuses((request) => on('POST', /^\/Groups$/)(request) && parsed(request.body)?.['members'] === undefined),
  },
  {
    mistake: 'does not say what a member is',
    found: ['groups/member-type'],
    plant: resources((each) =>
      each['members'] === undefined
        ? each
        : { ...each, members: elementsOf(each['members']).map((member) => without(member as Doc, 'type') as Json) },
    ),
  },
  {
    mistake: 'counts a member twice',
    found: ['groups/members-once'],
    plant: (serve) => {
      const twice = new Set<unknown>()
      return (request) => {
        const answer = serve(request)
        const values = elementsOf(parsed(request.body)?.['members']).map((each) => (isDoc(each) ? each['value'] : each))
        if (request.method === 'POST' && new Set(values).size < values.length) twice.add(answer.body?.['id'])
        if (!twice.has(answer.body?.['id']) || answer.body?.['id'] === undefined) return answer
        const members = elementsOf(answer.body['members'])
        return { ...answer, body: { ...answer.body, members: [...members, ...members] } }
      }
    },
  },
  {
    mistake: 'has no groups in groups',
    found: ['groups/nested'],
    plant: refuses((request) => on('POST', /^\/Groups$/)(request) && request.body.includes('"Group"')),
  },
  {
    mistake: 'does not tell the groups of a user',
    found: ['groups/of-user', 'groups/indirect'],
    plant: resources((each) => without(each, 'groups')),
  },
  {
    mistake: 'tells the direct groups of a user alone',
    found: ['groups/indirect'],
    plant: (serve, tiny) =>
      resources((each) => {
        const isDirect = (group: Json): boolean =>
          elementsOf(tiny.store.rows.get(textOf((group as Doc)['value']))?.doc['members']).some(
            (member) => (member as Doc)['value'] === each['id'],
          )
        return each['groups'] === undefined ? each : { ...each, groups: elementsOf(each['groups']).filter(isDirect) }
      })(serve, tiny),
  },
  {
    mistake: 'passes over members that do not exist',
    found: ['groups/unknown-member'],
    plant: (serve, tiny) =>
      contents(on('POST', /^\/Groups$/), (body) => ({
        ...body,
        members: elementsOf(body['members']).filter((each) => tiny.store.rows.has(textOf((each as Doc)['value']))),
      }))(serve, tiny),
  },
  {
    mistake: 'shows five members at most',
    found: ['groups/many'],
    plant: resources((each) => (each['members'] === undefined ? each : { ...each, members: elementsOf(each['members']).slice(0, 5) })),
  },
]

const deleting: readonly Planted[] = [
  {
    mistake: 'answers a deletion with a body',
    found: ['delete/answer'],
    plant: answers(deletes, (answer) => (answer.status === 204 ? { status: 200, headers: {}, body: {} } : answer)),
  },
  {
    mistake: 'marks as deleted and goes on serving',
    found: ['delete/gone', 'delete/gone-patch', 'delete/not-listed', 'delete/no-conflict', 'lists/fresh'],
    plant: says(deletes, 204),
  },
  {
    mistake: 'patches what is deleted',
    found: ['delete/gone-patch', 'patch/unknown'],
    plant: answers(on('PATCH', oneUser), (answer) => (answer.status === 404 ? { status: 204, headers: {}, body: undefined } : answer)),
  },
  {
    mistake: 'never gives a name again',
    found: ['delete/no-conflict'],
    plant: (serve) => {
      const used = new Set<unknown>()
      return (request) => {
        const name = parsed(request.body)?.['userName']
        if (request.method !== 'POST' || name === undefined) return serve(request)
        if (used.has(name)) return { status: 409, headers: {}, body: errorBody(409, 'uniqueness') }
        const answer = serve(request)
        if (answer.status === 201) used.add(name)
        return answer
      }
    },
  },
  {
    mistake: 'deletes what never was',
    found: ['delete/unknown', 'delete/gone'],
    plant: answers(deletes, (answer) => (answer.status === 404 ? { status: 204, headers: {}, body: undefined } : answer)),
  },
  {
    mistake: 'deletes members with their group',
    found: ['delete/group'],
    plant: (serve, tiny) => (request) => {
      const row = tiny.store.rows.get(idOf(request.path))
      if (deletes(request)) for (const each of elementsOf(row?.doc['members'])) tiny.store.rows.delete(textOf((each as Doc)['value']))
      return serve(request)
    },
  },
  {
    mistake: 'keeps members that are deleted',
    found: ['delete/member'],
    plant: (serve, tiny) => (request) => {
      const members = [...tiny.store.rows.values()].map((row) => ({ row, members: row.doc['members'] }))
      const answer = serve(request)
      if (deletes(request))
        for (const each of members) if (each.members !== undefined) each.row.doc = { ...each.row.doc, members: each.members }
      return answer
    },
  },
]

const versions: readonly Planted[] = [
  {
    mistake: 'answers a write with the tag from before it',
    found: ['etag/after-write'],
    plant: (serve, tiny) => (request) => {
      const before = tiny.store.rows.get(idOf(request.path))?.version
      const answer = serve(request)
      return puts(request) && before !== undefined ? { ...answer, headers: { ...answer.headers, etag: `W/"${before}"` } } : answer
    },
  },
  {
    mistake: 'sends no ETag',
    found: ['etag/header', 'etag/groups'],
    plant: answers(
      () => true,
      (answer) => ({ ...answer, headers: without(answer.headers, 'etag') as Record<string, string> }),
    ),
  },
  {
    mistake: 'sends an ETag without quotes',
    found: ['etag/header'],
    plant: answers(
      () => true,
      (answer) => (answer.headers['etag'] === undefined ? answer : { ...answer, headers: { ...answer.headers, etag: 'v1' } }),
    ),
  },
  {
    mistake: 'has another meta.version than ETag',
    found: ['etag/meta-version', 'etag/in-lists'],
    plant: resources((each) => (isDoc(each['meta']) ? { ...each, meta: { ...each['meta'], version: fresh() } } : each)),
  },
  {
    mistake: 'never changes its versions',
    found: ['etag/changes', 'etag/put-current', 'etag/groups'],
    plant: (serve, tiny) => (request) => {
      const answer = serve(request)
      for (const row of tiny.store.rows.values()) row.version = 1
      return answer.headers['etag'] === undefined ? answer : { ...answer, headers: { ...answer.headers, etag: 'W/"1"' } }
    },
  },
  {
    mistake: 'ignores If-None-Match',
    found: ['etag/not-modified', 'etag/list-of-tags'],
    plant: asks(
      () => true,
      (request) => ({ ...request, headers: without(request.headers, 'if-none-match') as Record<string, string> }),
    ),
  },
  {
    mistake: 'answers 304 to every condition',
    found: ['etag/modified'],
    plant: asks(
      ({ headers }) => headers['if-none-match'] !== undefined,
      (request) => ({ ...request, headers: { ...request.headers, 'if-none-match': '*' } }),
    ),
  },
  {
    mistake: 'ignores If-Match',
    found: ['etag/put-stale', 'etag/put-current', 'etag/patch-stale', 'etag/delete-stale', 'etag/groups'],
    plant: asks(
      () => true,
      (request) => ({ ...request, headers: without(request.headers, 'if-match') as Record<string, string> }),
    ),
  },
  { mistake: 'does not know If-Match: *', found: ['etag/any'], plant: refuses(({ headers }) => headers['if-match'] === '*', 412) },
  {
    mistake: 'compares a list of tags as one',
    found: ['etag/list-of-tags'],
    plant: refuses(({ headers }) => headers['if-match']?.includes(',') === true, 412),
  },
]

export const writeMistakes: readonly Planted[] = [...replacing, ...groups, ...deleting, ...versions]
