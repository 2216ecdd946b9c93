import { textOf } from '../../../src/main/check/json.ts'
import type { Json } from '../../../src/main/check/json.ts'
import { elementsOf, isDoc } from '../tiny/paths.ts'
import type { Doc } from '../tiny/paths.ts'
import { ENTERPRISE } from '../tiny/schemas.ts'
import {
  all,
  answers,
  anyOne,
  asks,
  bodies,
  contents,
  errorBody,
  fresh,
  on,
  oneUser,
  parsed,
  refuses,
  resources,
  says,
  without,
} from './plant.ts'
import type { Planted } from './plant.ts'

const posts = on('POST', /^\/(Users|Groups)$/)
const postsUser = on('POST', /^\/Users$/)
const postsGroup = on('POST', /^\/Groups$/)
const any = on('*', /./)
const failed =
  (status: number) =>
  (answer: { status: number }): boolean =>
    answer.status >= status

function metaOf(resource: Doc): Doc {
  return isDoc(resource['meta']) ? resource['meta'] : {}
}

export const bodyMistakes: readonly Planted[] = [
  {
    mistake: 'forgets what it has in its schemas',
    found: ['attributes/user-whole', 'attributes/enterprise-whole'],
    plant: contents(postsUser, (body) => {
      const extension = body[ENTERPRISE]
      return { ...without(body, 'timezone'), ...(isDoc(extension) ? { [ENTERPRISE]: without(extension, 'division') } : {}) }
    }),
  },
  {
    mistake: 'answers as application/json',
    found: ['media-types/answers', 'media-types/errors'],
    plant: answers(any, (answer) => ({ ...answer, headers: { ...answer.headers, 'content-type': 'application/json' } })),
  },
  {
    mistake: 'serves those alone who ask for application/scim+json',
    found: ['media-types/accept', 'media-types/accept-json'],
    plant: refuses(({ headers }) => headers['accept'] !== 'application/scim+json', 406),
  },
  {
    mistake: 'does not take a charset',
    found: ['media-types/charset'],
    plant: refuses(({ headers }) => headers['content-type']?.includes('charset') === true, 415),
  },
  {
    mistake: 'does not take application/json',
    found: ['media-types/plain-json'],
    plant: refuses(({ headers }) => headers['content-type'] === 'application/json', 415),
  },
  {
    mistake: 'takes any media type',
    found: ['media-types/foreign'],
    plant: says(({ headers }) => headers['content-type']?.includes('form') === true, 201, { id: '1' }),
  },
  {
    mistake: 'loses what is not Latin',
    found: ['media-types/utf8'],
    plant: asks(any, (request) => ({ ...request, body: request.body.replace(/[\u0100-\u{10ffff}]/gu, '?') })),
  },
  {
    mistake: 'fails at what is no JSON',
    found: ['media-types/malformed', 'media-types/malformed-kind'],
    plant: refuses((request) => posts(request) && request.body.endsWith(': '), 500),
  },
  {
    mistake: 'does not say that the syntax is wrong',
    found: ['media-types/malformed-kind'],
    plant: refuses((request) => posts(request) && request.body.endsWith(': ')),
  },
  {
    mistake: 'takes a body that is no object',
    found: ['media-types/not-an-object'],
    plant: says((request) => posts(request) && request.body === '[]', 201, { id: '1' }),
  },
  {
    mistake: 'reads names in its own letter case alone',
    found: ['media-types/name-case'],
    plant: contents(posts, (body) => without(body, 'USERNAME', 'Name')),
  },
  {
    mistake: 'passes over values of a wrong type',
    found: ['media-types/wrong-types', 'media-types/wrong-type-kind'],
    plant: contents(postsUser, (body) => (body['active'] === 'perhaps' ? without(body, 'active') : body)),
  },
  {
    mistake: 'answers a creation with 200',
    found: ['create/created'],
    plant: answers(posts, (answer) => (answer.status === 201 ? { ...answer, status: 200 } : answer)),
  },
  {
    mistake: 'sends no Location',
    found: ['create/created', 'create/location'],
    plant: answers(posts, (answer) => ({ ...answer, headers: without(answer.headers, 'location') as Record<string, string> })),
  },
  {
    mistake: 'gives locations without a host',
    found: ['create/location-absolute'],
    plant: resources((each) => ({ ...each, meta: { ...metaOf(each), location: '/Users/1' } })),
  },
  {
    mistake: 'gives locations of another version',
    found: ['version/kept', 'create/location-absolute'],
    plant: resources((each) => ({
      ...each,
      meta: { ...metaOf(each), location: textOf(metaOf(each)['location']).replace('/v2/', '/v1/') },
    })),
  },
  {
    mistake: 'answers a creation with the id alone',
    found: ['create/representation'],
    plant: bodies(posts, (body) => (body['id'] === undefined ? body : { id: body['id'] })),
  },
  { mistake: 'forgets names', found: ['create/persisted'], plant: contents(postsUser, (body) => without(body, 'name')) },
  {
    mistake: 'takes the id that the client sends',
    found: ['create/id-by-server'],
    plant: bodies(postsUser, (body, { body: sent }) => ({
      ...body,
      ...(parsed(sent)?.['id'] === undefined ? {} : { id: parsed(sent)?.['id'] }),
    })),
  },
  {
    mistake: 'gives ids that are reserved',
    found: ['create/id-not-bulk-id'],
    plant: resources((each) => ({ ...each, id: `bulkId:${textOf(each['id'])}` })),
  },
  {
    mistake: 'says another resourceType',
    found: ['create/meta', 'lists/shape'],
    plant: resources((each) => ({ ...each, meta: { ...metaOf(each), resourceType: 'user' } })),
  },
  {
    mistake: 'takes the meta that the client sends',
    found: ['create/read-only-ignored', 'replace/read-only'],
    plant: (serve, tiny) => {
      const kept = new Map<unknown, Doc>()
      return (request) => {
        const answer = serve(request)
        const meta = on('POST|PUT', /^\/Users/)(request) ? parsed(request.body)?.['meta'] : undefined
        if (isDoc(meta)) kept.set(answer.body?.['id'], meta)
        const own = kept.get(answer.body?.['id'])
        return own === undefined || answer.body === undefined || tiny.store.rows.size === 0
          ? answer
          : { ...answer, body: { ...answer.body, meta: { ...metaOf(answer.body), ...own } as Json } }
      }
    },
  },
  {
    mistake: 'does not say why a name is refused',
    found: ['create/duplicate', 'create/duplicate-case', 'replace/duplicate', 'patch/duplicate'],
    plant: answers(any, (answer) => (answer.status === 409 ? { ...answer, body: errorBody(409) } : answer)),
  },
  {
    mistake: 'compares userName by letter case',
    found: ['create/duplicate-case', 'filter/value-case'],
    plant: (serve, tiny) => (request) => {
      const name = parsed(request.body)?.['userName']
      const isTaken = [...tiny.store.rows.values()].some(({ doc }) => doc['userName'] === name)
      if (postsUser(request) && !isTaken && typeof name === 'string')
        return serve({ ...request, body: request.body.replace(name, `${name}~`) })
      const wanted = /^userName eq "(.*)"$/.exec(request.query['filter'] ?? '')?.[1]
      const answer = serve(request)
      if (wanted === undefined || !Array.isArray(answer.body?.['Resources'])) return answer
      return {
        ...answer,
        body: {
          ...answer.body,
          Resources: answer.body['Resources'].filter((each) => textOf((each as Doc)['userName']).replace('~', '') === wanted),
        },
      }
    },
  },
  {
    mistake: 'makes up a userName that is missing',
    found: ['create/user-name-missing', 'create/required-kind', 'attributes/null-required', 'errors/status'],
    plant: contents(on('POST', /^\/Users$/), (body) =>
      typeof body['userName'] === 'string' ? body : { ...body, userName: `made-up-${fresh()}` },
    ),
  },
  {
    mistake: 'takes an empty userName',
    found: ['create/user-name-empty'],
    plant: contents(postsUser, (body) => (body['userName'] === '' ? { ...body, userName: `empty-${fresh()}` } : body)),
  },
  {
    mistake: 'wants a displayName of users',
    found: ['create/minimal'],
    plant: refuses((request) => postsUser(request) && parsed(request.body)?.['displayName'] === undefined),
  },
  {
    mistake: 'gives passwords back',
    found: ['create/password', 'projection/never', 'lists/no-password', 'replace/password'],
    plant: (serve, tiny) =>
      resources((each) => {
        const password = tiny.store.rows.get(textOf(each['id']))?.doc['password']
        return password === undefined ? each : { ...each, password }
      })(serve, tiny),
  },
  { mistake: 'answers wherever it is asked', found: ['create/unknown-endpoint'], plant: says(on('*', /^\/NoSuchEndpoint/), 200, {}) },
  {
    mistake: 'does not list the schema of an extension',
    found: ['create/enterprise', 'patch/extension', 'filter/schemas'],
    plant: all(
      resources((each) => ({ ...each, schemas: elementsOf(each['schemas']).filter((urn) => urn !== ENTERPRISE) })),
      refuses(({ query }) => query['filter']?.includes('schemas eq') === true, 400, 'invalidFilter'),
    ),
  },
  {
    mistake: 'forgets members at creation',
    found: ['create/group', 'groups/nested', 'groups/many'],
    plant: contents(postsGroup, (body) => without(body, 'members')),
  },
  {
    mistake: 'makes up the name of a group',
    found: ['create/group-name-missing'],
    plant: contents(postsGroup, (body) => ({ displayName: `made-up-${fresh()}`, ...body })),
  },
  {
    mistake: 'keeps externalId in small letters',
    found: ['create/external-id', 'filter/value-case-exact'],
    plant: contents(postsUser, (body) =>
      typeof body['externalId'] === 'string' ? { ...body, externalId: body['externalId'].toLowerCase() } : body,
    ),
  },
  {
    mistake: 'creates although it refuses',
    found: ['create/refused-leaves-nothing'],
    plant: (serve) => (request) => {
      const answer = serve(request)
      if (postsUser(request) && answer.status === 409) {
        const { userName, ...rest } = parsed(request.body) ?? {}
        const more = serve({ ...request, body: JSON.stringify({ ...rest, userName: `${textOf(userName)}~` }) })
        if (more.status !== 201) return more
      }
      const total = answer.body?.['totalResults']
      return request.query['filter']?.startsWith('userName eq') === true && total === 1
        ? { ...answer, body: { ...answer.body, totalResults: 2, Resources: [...elementsOf(answer.body?.['Resources']), { id: 'second' }] } }
        : answer
    },
  },
  {
    mistake: 'keeps null as a text',
    found: ['attributes/null'],
    plant: contents(postsUser, (body) => (body['nickName'] === null ? { ...body, nickName: 'null' } : body)),
  },
  {
    mistake: 'keeps two primary values',
    found: ['attributes/primary-once'],
    plant: (serve) => (request) => {
      const primary = (each: Json): boolean => isDoc(each) && each['primary'] === true
      const body = parsed(request.body)
      if (!postsUser(request) || elementsOf(body?.['emails']).filter(primary).length < 2) return serve(request)
      const emails = elementsOf(body?.['emails']).map((each) => ({ ...(each as Doc), primary: false }))
      const answer = serve({ ...request, body: JSON.stringify({ ...body, emails }) })
      return { ...answer, body: { ...answer.body, emails: emails.map((each) => ({ ...(each as Doc), primary: true })) } }
    },
  },
  {
    mistake: 'keeps one value of many',
    found: ['attributes/multi-valued', 'filter/any-value'],
    plant: contents(postsUser, (body) => ({ ...body, emails: elementsOf(body['emails']).slice(0, 1) })),
  },
  {
    mistake: 'writes booleans as texts',
    found: ['attributes/boolean'],
    plant: resources((each) => (typeof each['active'] === 'boolean' ? { ...each, active: textOf(each['active']) } : each)),
  },
  {
    mistake: 'repeats schemas',
    found: ['attributes/schemas-known'],
    plant: resources((each) => ({ ...each, schemas: [...elementsOf(each['schemas']), ...elementsOf(each['schemas'])] })),
  },
  {
    mistake: 'reads the first schema alone',
    found: ['attributes/schemas-order'],
    plant: contents(postsUser, (body) => (elementsOf(body['schemas'])[0] === ENTERPRISE ? without(body, ENTERPRISE) : body)),
  },
  {
    mistake: 'refers by id alone',
    found: ['attributes/references'],
    plant: resources((each) =>
      each['members'] === undefined
        ? each
        : {
            ...each,
            members: elementsOf(each['members']).map((member) => ({ ...(member as Doc), $ref: (member as Doc)['value'] })),
          },
    ),
  },
  {
    mistake: 'answers 200 for what is not there',
    found: ['retrieve/unknown', 'retrieve/unknown-group', 'delete/gone'],
    plant: answers(on('GET', anyOne), (answer) => (answer.status === 404 ? { ...answer, status: 200, body: {} } : answer)),
  },
  {
    mistake: 'answers 404 without a body',
    found: ['retrieve/unknown', 'errors/status'],
    plant: answers(any, (answer) => (answer.status === 404 ? { ...answer, body: undefined } : answer)),
  },
  {
    mistake: 'sends a wrong Content-Location',
    found: ['retrieve/content-location'],
    plant: answers(on('GET', oneUser), (answer) => ({
      ...answer,
      headers: { ...answer.headers, 'content-location': 'http://tiny.example/elsewhere' },
    })),
  },
  { mistake: 'fails at odd ids', found: ['retrieve/odd-ids'], plant: refuses(on('GET', /^\/Users\/(%|a{500})/), 500) },
  {
    mistake: 'answers one resource as a list',
    found: ['retrieve/one'],
    plant: bodies(on('GET', oneUser), (body) => ({ Resources: [body], totalResults: 1 })),
  },
  {
    mistake: 'writes the status as a number',
    found: ['errors/status'],
    plant: bodies(any, (body) => (body['detail'] === undefined ? body : { ...body, status: Number(body['status']) })),
  },
  { mistake: 'says nothing to people', found: ['errors/detail'], plant: bodies(any, (body) => without(body, 'detail')) },
  { mistake: 'takes methods that it does not have', found: ['errors/methods'], plant: says(on('PUT|DELETE', /^\/Users$/), 200, {}) },
  {
    mistake: 'refuses parameters that it does not know',
    found: ['errors/unknown-parameters'],
    plant: refuses(({ query }) => 'noSuchParameter' in query),
  },
  {
    mistake: 'lets anybody in',
    found: [
      'authentication/none',
      'authentication/wrong',
      'authentication/writes',
      'authentication/challenge',
      'authentication/error-body',
    ],
    plant: asks(any, (request) => ({ ...request, headers: { ...request.headers, authorization: 'Bearer tiny-token' } })),
  },
  {
    mistake: 'does not name the scheme',
    found: ['authentication/challenge', 'authentication/invalid-token'],
    plant: answers(any, (answer) => (failed(401)(answer) ? { ...answer, headers: {} } : answer)),
  },
  {
    mistake: 'says invalid_token to whoever sent none',
    found: ['authentication/no-code'],
    plant: answers(any, (answer) =>
      answer.status === 401 ? { ...answer, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } } : answer,
    ),
  },
  {
    mistake: 'answers 401 without a body',
    found: ['authentication/error-body'],
    plant: answers(any, (answer) => (answer.status === 401 ? { ...answer, body: undefined } : answer)),
  },
  {
    mistake: 'wants the scheme in its own letter case',
    found: ['authentication/scheme-case'],
    plant: refuses(({ headers }) => headers['authorization']?.startsWith('Bearer ') === false, 401),
  },
]
