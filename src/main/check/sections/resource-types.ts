/** RFC 7644 §4 and RFC 7643 §6: which resources there are. */
import { hasStatus, holds, idsOf, isError, LIST_URN } from '../expect.ts'
import { at, isSame, listAt, shown, textAt } from '../json.ts'
import { section } from '../section.ts'
import type { Answer, Trial } from '../types.ts'

const URN = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType'
const PATH = '/ResourceTypes'

async function types(t: Trial): Promise<Answer> {
  const answer = await t.get(PATH)
  hasStatus(answer, 200)
  return answer
}

export const resourceTypes = section(
  '7643 6',
  [],
  [
    {
      id: 'resource-types/list',
      rule: '7644 4',
      level: 'MUST',
      title: 'GET /ResourceTypes answers a ListResponse whose totalResults is what it lists',
      async run(t) {
        const answer = await types(t)
        holds(answer, listAt(answer.body, 'schemas').includes(LIST_URN), `the schema ${LIST_URN}`)
        const listed = listAt(answer.body, 'Resources').length
        holds(
          answer,
          listed > 0 && at(answer.body, 'totalResults') === listed,
          `totalResults ${listed}`,
          shown(at(answer.body, 'totalResults')),
        )
      },
    },
    {
      id: 'resource-types/whole',
      level: 'MUST',
      title: 'Each resource type has its schema URN, a name, an endpoint and the schema of its resources',
      async run(t) {
        const answer = await types(t)
        for (const type of listAt(answer.body, 'Resources')) {
          holds(answer, listAt(type, 'schemas').includes(URN), `the schema ${URN} on each`, shown(type))
          for (const name of ['name', 'endpoint', 'schema'])
            holds(answer, (textAt(type, name) ?? '') !== '', `a text as ${name} of each`, shown(type))
        }
      },
    },
    {
      id: 'resource-types/extensions',
      level: 'MUST',
      title: 'Each schema extension says its schema and whether it is required',
      async run(t) {
        const answer = await types(t)
        for (const type of listAt(answer.body, 'Resources'))
          for (const extension of listAt(type, 'schemaExtensions')) {
            const isWhole = textAt(extension, 'schema') !== undefined && typeof at(extension, 'required') === 'boolean'
            holds(answer, isWhole, 'schema and required (true or false) of each extension', shown(extension))
          }
      },
    },
    {
      id: 'resource-types/schemas-exist',
      level: 'MUST',
      title: 'Every schema that a resource type names is served under /Schemas',
      async run(t) {
        const answer = await types(t)
        const served = await t.get('/Schemas')
        const ids = new Set(idsOf(served).map((id) => id.toLowerCase()))
        for (const type of listAt(answer.body, 'Resources'))
          for (const schema of [type, ...listAt(type, 'schemaExtensions')].map((each) => textAt(each, 'schema') ?? ''))
            holds(served, ids.has(schema.toLowerCase()), `${schema} among the schemas`, 'it is not')
      },
    },
    {
      id: 'resource-types/endpoints-answer',
      level: 'MUST',
      title: 'The endpoint of each resource type answers queries',
      async run(t) {
        for (const type of listAt((await types(t)).body, 'Resources')) {
          const endpoint = textAt(type, 'endpoint') ?? ''
          if (!/^\/?[\w.~-]+$/.test(endpoint)) continue
          hasStatus(await t.get(`/${endpoint.replace(/^\//, '')}`, { query: { count: 1 } }), 200)
        }
      },
    },
    {
      id: 'resource-types/by-name',
      rule: '7644 4',
      level: 'MUST',
      title: 'One resource type is answered by its id as a single resource, the same as in the list',
      async run(t) {
        for (const type of listAt((await types(t)).body, 'Resources')) {
          const id = textAt(type, 'id') ?? textAt(type, 'name') ?? ''
          const answer = await t.get(`${PATH}/${encodeURIComponent(id)}`)
          hasStatus(answer, 200)
          holds(answer, isSame(at(answer.body, 'schema'), at(type, 'schema')), `the type ${id} with the schema it has in the list`)
        }
      },
    },
    {
      id: 'resource-types/unknown',
      rule: '7644 3.12',
      level: 'MUST',
      title: 'A resource type that does not exist is 404',
      async run(t) {
        isError(await t.get(`${PATH}/NoSuchType`), 404)
      },
    },
  ],
)
