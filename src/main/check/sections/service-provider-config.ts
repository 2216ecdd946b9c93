/** What the server says it can do: RFC 7644 §4 and RFC 7643 §5. */
import { hasStatus, holds, isError, LIST_URN } from '../expect.ts'
import { at, isObject, listAt, shown, textAt } from '../json.ts'
import { section } from '../section.ts'
import type { Answer, Trial } from '../types.ts'

const URN = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'
const PATH = '/ServiceProviderConfig'

async function config(t: Trial): Promise<Answer> {
  const answer = await t.get(PATH)
  hasStatus(answer, 200)
  return answer
}

export const serviceProviderConfig = section(
  '7643 5',
  [],
  [
    {
      id: 'config/resource',
      rule: '7644 4',
      level: 'MUST',
      title: 'GET /ServiceProviderConfig answers one resource with its schema, not a list',
      async run(t) {
        const answer = await config(t)
        const schemas = listAt(answer.body, 'schemas')
        holds(answer, schemas.includes(URN) && !schemas.includes(LIST_URN), `the schema ${URN}`, shown(schemas))
      },
    },
    {
      id: 'config/features',
      level: 'MUST',
      title: 'patch, bulk, filter, changePassword, sort and etag each say whether they are supported',
      async run(t) {
        const answer = await config(t)
        for (const feature of ['patch', 'bulk', 'filter', 'changePassword', 'sort', 'etag']) {
          const said = at(answer.body, feature, 'supported')
          holds(answer, typeof said === 'boolean', `true or false as ${feature}.supported`, shown(said))
        }
      },
    },
    {
      id: 'config/limits',
      level: 'MUST',
      title: 'bulk.maxOperations, bulk.maxPayloadSize and filter.maxResults are whole numbers',
      async run(t) {
        const answer = await config(t)
        for (const [feature, limit] of [
          ['bulk', 'maxOperations'],
          ['bulk', 'maxPayloadSize'],
          ['filter', 'maxResults'],
        ] as const) {
          const said = at(answer.body, feature, limit)
          holds(answer, Number.isSafeInteger(said), `a whole number as ${feature}.${limit}`, shown(said))
        }
      },
    },
    {
      id: 'config/authentication-schemes',
      level: 'MUST',
      title: 'authenticationSchemes lists each scheme with type, name and description',
      async run(t) {
        const answer = await config(t)
        const schemes = at(answer.body, 'authenticationSchemes')
        holds(answer, Array.isArray(schemes), 'a list as authenticationSchemes', shown(schemes))
        for (const scheme of schemes)
          for (const name of ['type', 'name', 'description'])
            holds(answer, textAt(scheme, name) !== undefined, `a text as ${name} of each scheme`, shown(scheme))
      },
    },
    {
      id: 'config/paging',
      rule: '9865 4',
      level: 'MUST',
      title: 'Where pagination is announced, cursor and index are true or false, and sizes are whole numbers',
      async run(t) {
        const answer = await config(t)
        const paging = at(answer.body, 'pagination')
        if (paging === undefined) return
        holds(answer, isObject(paging), 'an object as pagination', shown(paging))
        for (const way of ['cursor', 'index'])
          holds(answer, typeof at(paging, way) === 'boolean', `true or false as pagination.${way}`, shown(at(paging, way)))
        for (const limit of ['defaultPageSize', 'maxPageSize', 'cursorTimeout']) {
          const said = at(paging, limit)
          holds(answer, said === undefined || Number.isSafeInteger(said), `a whole number as pagination.${limit}`, shown(said))
        }
        const method = at(paging, 'defaultPaginationMethod')
        holds(
          answer,
          [undefined, 'cursor', 'index'].includes(method as string | undefined),
          'cursor or index as defaultPaginationMethod',
          shown(method),
        )
      },
    },
    {
      id: 'config/meta',
      rule: '7643 3.1',
      level: 'SHOULD',
      title: 'The configuration carries meta with resourceType ServiceProviderConfig and its location',
      async run(t) {
        const answer = await config(t)
        const type = at(answer.body, 'meta', 'resourceType')
        holds(answer, type === 'ServiceProviderConfig', 'meta.resourceType ServiceProviderConfig', shown(type))
        const location = textAt(answer.body, 'meta', 'location')
        holds(answer, location?.endsWith(PATH) === true, `meta.location ending in ${PATH}`, shown(location))
      },
    },
    {
      id: 'config/filter-refused',
      rule: '7644 4',
      level: 'SHOULD',
      title: 'A filter on a discovery endpoint is refused with 403, since it would not be applied',
      async run(t) {
        for (const path of [PATH, '/Schemas', '/ResourceTypes']) isError(await t.get(path, { query: { filter: 'id pr' } }), 403)
      },
    },
    {
      id: 'config/read-only',
      rule: '7644 4',
      level: 'MUST',
      title: 'The discovery endpoints cannot be written to',
      async run(t) {
        const before = await config(t)
        for (const method of ['PUT', 'PATCH', 'DELETE', 'POST']) {
          const answer = await t.raw(method, PATH, method === 'DELETE' ? undefined : '{}')
          holds(answer, answer.status >= 400 && (answer.status < 500 || answer.status === 501), 'a refusal')
        }
        const after = await config(t)
        holds(after, after.text === before.text, 'the configuration to be unchanged')
      },
    },
  ],
)
