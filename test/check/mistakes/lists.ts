import { textOf } from '../../../src/main/check/json.ts'
import type { Json } from '../../../src/main/check/json.ts'
import { elementsOf, isDoc } from '../tiny/paths.ts'
import type { Doc } from '../tiny/paths.ts'
import { GROUP } from '../tiny/schemas.ts'
import {
  all,
  answers,
  anyOne,
  asks,
  bodies,
  contents,
  errorBody,
  listOf,
  on,
  parameter,
  parsed,
  refuses,
  resources,
  without,
} from './plant.ts'
import type { Planted } from './plant.ts'

const lists = on('GET|POST', listOf)
const gets = on('GET', anyOne)
const searches = on('POST', /\.search$/)

const projections: readonly Planted[] = [
  {
    mistake: 'ignores attributes= of one resource',
    found: ['projection/attributes', 'projection/sub-attribute', 'projection/urn', 'projection/case'],
    plant: parameter('attributes', () => undefined, gets),
  },
  {
    mistake: 'ignores attributes= at creation',
    found: ['projection/on-create'],
    plant: parameter('attributes', () => undefined, on('POST', /./)),
  },
  {
    mistake: 'ignores attributes= of a PATCH',
    found: ['patch/attributes'],
    plant: parameter('attributes', () => undefined, on('PATCH', /./)),
  },
  { mistake: 'ignores attributes= of lists', found: ['lists/projection'], plant: parameter('attributes', () => undefined, lists) },
  {
    mistake: 'gives whole attributes for a part',
    found: ['projection/sub-attribute', 'projection/multi-valued-sub-attribute'],
    plant: parameter('attributes', (names) => names.replace(/\.\w+/g, '')),
  },
  {
    mistake: 'does not know qualified names in attributes=',
    found: ['projection/urn', 'projection/extension'],
    plant: parameter('attributes', (names) => names.replace(/urn:\S+/g, 'nothing')),
  },
  {
    mistake: 'reads attributes= in its own letter case alone',
    found: ['projection/case'],
    plant: parameter('attributes', (names) => names.replace('USERNAME', 'nothing')),
  },
  {
    mistake: 'ignores excludedAttributes=',
    found: ['projection/excluded', 'projection/excluded-members', 'projection/on-replace', 'lists/projection'],
    plant: parameter('excludedAttributes', () => undefined),
  },
  {
    mistake: 'leaves out the id when it is told to',
    found: ['projection/excluded-always'],
    plant: bodies(
      ({ query }) => query['excludedAttributes']?.includes('id,') === true,
      (body) => without(body, 'id'),
    ),
  },
]

const pages: readonly Planted[] = [
  {
    mistake: 'counts the page, not the matches',
    found: ['filter/total', 'paging/start-beyond', 'paging/count-zero', 'search/paging', 'cursor/total'],
    plant: bodies(lists, (body) => (Array.isArray(body['Resources']) ? { ...body, totalResults: body['Resources'].length } : body)),
  },
  {
    mistake: 'ignores count',
    found: ['paging/count', 'paging/count-zero', 'paging/count-negative', 'paging/walk', 'sort/paged', 'cursor/first'],
    plant: parameter('count', () => undefined),
  },
  {
    mistake: 'ignores startIndex',
    found: ['paging/walk', 'paging/start-index', 'paging/start-beyond', 'sort/paged'],
    plant: parameter('startIndex', () => undefined),
  },
  {
    mistake: 'counts from 0',
    found: ['paging/start-index', 'paging/walk'],
    plant: parameter('startIndex', (text) => String(Number(text) + 1)),
  },
  {
    mistake: 'refuses a startIndex below 1',
    found: ['paging/start-below-one'],
    plant: refuses(({ query }) => Number(query['startIndex']) < 1),
  },
  { mistake: 'refuses a negative count', found: ['paging/count-negative'], plant: refuses(({ query }) => Number(query['count']) < 0) },
  {
    mistake: 'ignores what is no number',
    found: ['paging/no-number'],
    plant: all(
      parameter('count', (text) => (/\d/.test(text) ? text : undefined)),
      parameter('startIndex', (text) => (/\d/.test(text) ? text : undefined)),
    ),
  },
  {
    mistake: 'gives longer pages than it says',
    found: ['paging/maximum'],
    plant: bodies(on('GET', /^\/ServiceProviderConfig$/), (body) => ({ ...body, filter: { supported: true, maxResults: 1 } })),
  },
  {
    mistake: 'says how many were asked for',
    found: ['paging/count'],
    plant: bodies(lists, (body) => (body['itemsPerPage'] === undefined ? body : { ...body, itemsPerPage: 99 })),
  },
  {
    mistake: 'lists resources without their schemas',
    found: ['lists/shape'],
    plant: bodies(lists, (body) => ({
      ...body,
      Resources: elementsOf(body['Resources']).map((each) => without(each as Doc, 'schemas') as Json),
    })),
  },
  {
    mistake: 'answers 404 when nothing matches',
    found: ['lists/nothing', 'lists/fresh', 'delete/not-listed'],
    plant: answers(lists, (answer) => (answer.body?.['totalResults'] === 0 ? { status: 404, headers: {}, body: errorBody(404) } : answer)),
  },
  {
    mistake: 'lists users among groups',
    found: ['lists/groups'],
    plant: asks(on('GET', /^\/Groups$/), (request) => (request.query['filter'] === undefined ? { ...request, path: '/Users' } : request)),
  },
  {
    mistake: 'lists what is deleted',
    found: ['lists/fresh', 'delete/not-listed'],
    plant: (serve, tiny) => {
      const gone: Doc[] = []
      return (request) => {
        const row = tiny.store.rows.get(request.path.split('/').at(-1) ?? '')
        if (request.method === 'DELETE' && row !== undefined) gone.push(tiny.store.resource(row, ''))
        const answer = serve(request)
        const filter = request.query['filter'] ?? ''
        const more = gone.filter(
          (each) => filter.includes(`"${textOf(each['id'])}"`) || filter === `userName eq "${textOf(each['userName'])}"`,
        )
        if (answer.body?.['totalResults'] === undefined || more.length === 0) return answer
        return { ...answer, body: { ...answer.body, totalResults: more.length, Resources: more as Json[] } }
      }
    },
  },
]

const sorts: readonly Planted[] = [
  {
    mistake: 'ignores sortBy',
    found: [
      'sort/ascending',
      'sort/descending',
      'sort/case',
      'sort/without-value',
      'sort/multi-valued',
      'sort/urn',
      'search/sort',
      'sort/paged',
    ],
    plant: all(
      parameter('sortBy', () => undefined),
      contents(searches, (body) => without(body, 'sortBy')),
      // As many servers do it: the newest first.
      bodies(lists, (body) => ({ ...body, Resources: elementsOf(body['Resources']).toReversed() })),
    ),
  },
  {
    mistake: 'ignores sortOrder',
    found: ['sort/descending', 'sort/without-value', 'sort/multi-valued'],
    plant: parameter('sortOrder', () => undefined),
  },
  {
    mistake: 'sorts capitals before small letters',
    found: ['sort/case'],
    plant: bodies(
      ({ query }) => query['sortBy'] === 'name.familyName',
      (body) => {
        const key = (each: Json): string => (isDoc(each) && isDoc(each['name']) ? textOf(each['name']['familyName']) : '')
        return { ...body, Resources: elementsOf(body['Resources']).toSorted((a, b) => (key(a) < key(b) ? -1 : 1)) }
      },
    ),
  },
  {
    mistake: 'puts what has no value first',
    found: ['sort/without-value'],
    plant: bodies(
      ({ query }) => query['sortBy'] === 'title' && query['sortOrder'] === undefined,
      (body) => ({ ...body, Resources: elementsOf(body['Resources']).toReversed() }),
    ),
  },
  {
    mistake: 'sorts the page, not the list',
    found: ['sort/paged'],
    plant: (serve) => (request) => {
      const { sortBy, ...rest } = request.query
      return serve(
        sortBy !== undefined && rest['startIndex'] !== undefined
          ? { ...request, query: { ...rest, sortBy, sortOrder: 'descending' } }
          : request,
      )
    },
  },
  {
    mistake: 'does not know qualified names in sortBy',
    found: ['sort/urn'],
    plant: bodies(
      ({ query }) => query['sortBy']?.startsWith('urn:') === true,
      (body) => ({ ...body, Resources: elementsOf(body['Resources']).toReversed() }),
    ),
  },
  {
    mistake: 'fails at a sortBy that it does not know',
    found: ['sort/unknown'],
    plant: refuses(({ query }) => query['sortBy'] === 'noSuchAttribute', 500),
  },
]

const cursorMistakes: readonly Planted[] = [
  {
    mistake: 'forgets the order when it pages by cursor',
    found: ['cursor/sorted'],
    plant: parameter(
      'sortBy',
      () => undefined,
      ({ query }) => query['cursor'] !== undefined,
    ),
  },
  {
    mistake: 'does not take an empty cursor',
    found: ['cursor/first', 'cursor/walk', 'cursor/single-page', 'cursor/characters'],
    plant: refuses(({ query }) => query['cursor'] === '', 400, 'invalidCursor'),
  },
  {
    mistake: 'never says that a page is the last',
    found: ['cursor/single-page', 'cursor/walk'],
    plant: bodies(lists, (body) =>
      body['startIndex'] === undefined && body['totalResults'] !== undefined
        ? { ...body, nextCursor: body['nextCursor'] ?? 'c999999' }
        : body,
    ),
  },
  {
    mistake: 'gives cursors that have to be encoded',
    found: ['cursor/characters'],
    plant: all(
      parameter('cursor', (cursor) => cursor.replace('+/=', '')),
      bodies(lists, (body) => (typeof body['nextCursor'] === 'string' ? { ...body, nextCursor: `${body['nextCursor']}+/=` } : body)),
    ),
  },
  {
    mistake: 'takes any cursor for the first page',
    found: ['cursor/invalid'],
    plant: parameter('cursor', (cursor) => (/^c\d+$/.test(cursor) ? cursor : '')),
  },
  {
    mistake: 'repeats the last of a page on the next',
    found: ['cursor/walk', 'cursor/search'],
    plant: all(
      parameter('cursor', (cursor) => cursor.replace(/\d+/, (number) => String(Number(number) - 1))),
      contents(searches, (body) => ({
        ...body,
        ...(typeof body['cursor'] === 'string' ? { cursor: body['cursor'].replace(/\d+/, (number) => String(Number(number) - 1)) } : {}),
      })),
    ),
  },
  {
    mistake: 'keeps places, not resources, in a cursor',
    found: ['cursor/steady'],
    plant: (serve) => (request) => {
      const { cursor, ...rest } = request.query
      if (cursor === undefined || !/^(c\d+)?$/.test(cursor)) return serve(request)
      const skipped = Number(cursor.slice(1))
      const answer = serve({ ...request, query: { ...rest, startIndex: textOf(skipped + 1) } })
      const next = skipped + elementsOf(answer.body?.['Resources']).length
      const isLast = next >= Number(answer.body?.['totalResults'])
      return { ...answer, body: { ...answer.body, nextCursor: isLast ? undefined : `c${next}` } }
    },
  },
  {
    mistake: 'ignores the cursor of a search',
    found: ['cursor/search'],
    plant: contents(searches, (body) => ({ ...body, ...(body['cursor'] === undefined ? {} : { cursor: '' }) })),
  },
]

const searching: readonly Planted[] = [
  {
    mistake: 'has no search',
    found: ['search/users', 'search/paging', 'search/sort', 'search/projection', 'search/root', 'search/groups'],
    plant: refuses(searches, 404),
  },
  {
    mistake: 'answers a search as a creation',
    found: ['search/users'],
    plant: answers(searches, (answer) => ({ ...answer, status: 201 })),
  },
  {
    mistake: 'ignores pages of a search',
    found: ['search/paging'],
    plant: contents(searches, (body) => without(body, 'startIndex', 'count')),
  },
  {
    mistake: 'ignores attributes of a search',
    found: ['search/projection'],
    plant: contents(searches, (body) => without(body, 'attributes')),
  },
  {
    mistake: 'finds users when groups are searched',
    found: ['search/groups'],
    plant: asks(on('POST', /^\/Groups\/\.search$/), (request) => ({ ...request, path: '/Users/.search' })),
  },
  {
    mistake: 'searches users alone at the root',
    found: ['search/root'],
    plant: asks(on('POST', /^\/\.search$/), (request) => ({ ...request, path: '/Users/.search' })),
  },
  { mistake: 'has no query at the root', found: ['search/root-get'], plant: refuses(on('GET', /^\/$/), 404) },
  {
    mistake: 'finds groups by name alone, and not by what a search asks',
    found: ['search/invalid'],
    plant: contents(searches, (body) => (body['filter'] === 'userName eq' ? { ...body, filter: 'userName pr' } : body)),
  },
  {
    mistake: 'gives every list the schema of a group',
    found: ['create/persisted', 'attributes/schemas-known'],
    plant: resources((each, request) =>
      parsed(request.body) === undefined ? { ...without(each, 'displayName'), schemas: [GROUP] } : each,
    ),
  },
]

export const listMistakes: readonly Planted[] = [...projections, ...pages, ...sorts, ...cursorMistakes, ...searching]
