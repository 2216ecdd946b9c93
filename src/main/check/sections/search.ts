/** RFC 7644 §3.4.3: queries by POST. */
import { hasStatus, holds, idsOf, isError, lacks, lists, listsInOrder } from '../expect.ts'
import { at, isSame, listAt, shown } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { section } from '../section.ts'
import type { Answer, Trial } from '../types.ts'
import { find, ours, people, quoted } from './people.ts'

const URN = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'

function search(t: Trial, body: JsonObject, path = `${t.profile.users}/.search`): Promise<Answer> {
  return t.post(path, { schemas: [URN], ...body })
}

export const searchChecks = section(
  '7644 3.4.3',
  ['users', 'filter'],
  [
    {
      id: 'search/users',
      level: 'MUST',
      title: 'POST /Users/.search answers 200 with what GET finds by the same filter',
      async run(t) {
        const p = await people(t)
        const filter = ours(t, 'title pr')
        const answer = await search(t, { filter })
        lists(answer, p, 'Anna', 'Bert', 'Cleo')
        holds(answer, isSame(idsOf(answer), idsOf(await find(t, filter))), 'what GET finds')
      },
    },
    {
      id: 'search/paging',
      level: 'MUST',
      title: 'startIndex and count work in the body',
      needs: ['index'],
      async run(t) {
        await people(t)
        const answer = await search(t, { filter: ours(t, 'userName pr'), startIndex: 2, count: 2 })
        holds(answer, idsOf(answer).length === 2, 'two resources', String(idsOf(answer).length))
        holds(answer, at(answer.body, 'totalResults') === 4, 'totalResults 4', shown(at(answer.body, 'totalResults')))
        holds(answer, at(answer.body, 'startIndex') === 2, 'startIndex 2', shown(at(answer.body, 'startIndex')))
      },
    },
    {
      id: 'search/sort',
      level: 'MUST',
      title: 'sortBy and sortOrder work in the body',
      needs: ['sort'],
      async run(t) {
        const p = await people(t)
        const answer = await search(t, { filter: ours(t, 'userName pr'), sortBy: 'userName', sortOrder: 'descending' })
        listsInOrder(answer, p, 'Dora', 'Cleo', 'Bert', 'Anna')
      },
    },
    {
      id: 'search/projection',
      level: 'MUST',
      title: 'attributes and excludedAttributes work in the body, as lists',
      needs: ['User.emails'],
      async run(t) {
        const p = await people(t)
        const filter = `userName eq ${quoted(p.Anna.body['userName'])}`
        const some = await search(t, { filter, attributes: ['userName', 'active'] })
        lists(some, p, 'Anna')
        lacks(some, 'Resources', 0, 'emails')
        const rest = await search(t, { filter, excludedAttributes: ['emails'] })
        lacks(rest, 'Resources', 0, 'emails')
        holds(rest, at(rest.body, 'Resources', 0, 'userName') !== undefined, 'a userName')
      },
    },
    {
      id: 'search/invalid',
      level: 'MUST',
      title: 'What is no filter is 400 invalidFilter in the body too',
      async run(t) {
        isError(await search(t, { filter: 'userName eq' }), 400, 'invalidFilter')
      },
    },
    {
      id: 'search/groups',
      level: 'MUST',
      title: 'POST /Groups/.search finds groups',
      needs: ['groups'],
      async run(t) {
        const group = await t.newGroup()
        const filter = `displayName eq ${quoted(group.body['displayName'])}`
        lists(await search(t, { filter }, `${t.profile.groups}/.search`), { Group: group }, 'Group')
      },
    },
    {
      id: 'search/root',
      level: 'MAY',
      title: 'POST /.search finds resources of every type',
      needs: ['groups'],
      async run(t) {
        const user = await t.newUser()
        const group = await t.newGroup()
        const filter = `userName eq ${quoted(user.body['userName'])} or displayName eq ${quoted(group.body['displayName'])}`
        const answer = await search(t, { filter }, '/.search')
        hasStatus(answer, 200)
        lists(answer, { User: user, Group: group }, 'User', 'Group')
        const kinds = listAt(answer.body, 'Resources').map((each) => at(each, 'meta', 'resourceType') ?? null)
        holds(answer, isSame(kinds, ['User', 'Group']), 'a User and a Group', shown(kinds))
      },
    },
    {
      id: 'search/root-get',
      rule: '7644 3.4.2.1',
      level: 'MAY',
      title: 'GET at the base URL finds resources of every type',
      needs: ['groups'],
      async run(t) {
        const user = await t.newUser()
        const group = await t.newGroup()
        const filter = `userName eq ${quoted(user.body['userName'])} or displayName eq ${quoted(group.body['displayName'])}`
        lists(await t.get('/', { query: { filter } }), { User: user, Group: group }, 'User', 'Group')
      },
    },
  ],
)
