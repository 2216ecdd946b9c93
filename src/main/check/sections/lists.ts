/** RFC 7644 §3.4.2 and §3.4.2.4: lists, and pages by index. */
import { hasStatus, holds, idsOf, isError, lacks } from '../expect.ts'
import type { Named } from '../expect.ts'
import { at, isSame, listAt, shown, textOf } from '../json.ts'
import { section } from '../section.ts'
import type { Answer, Trial } from '../types.ts'
import { find, ours, people } from './people.ts'

/** The ids of all people, a page at a time, by index. */
async function walk(t: Trial, count: number, size: number): Promise<{ ids: string[]; last: Answer }> {
  const ids: string[] = []
  for (let startIndex = 1; ; startIndex += count) {
    const answer = await find(t, ours(t, 'userName pr'), { startIndex, count })
    ids.push(...idsOf(answer))
    if (startIndex + count > size) return { ids, last: answer }
  }
}

function idsOfAll(p: Named): string[] {
  return Object.values(p).map(({ id }) => id)
}

const page = section(
  '7644 3.4.2.4',
  ['users', 'filter', 'index'],
  [
    {
      id: 'paging/count',
      level: 'MUST',
      title: 'No more than count resources are returned, and itemsPerPage says how many',
      async run(t) {
        await people(t)
        const answer = await find(t, ours(t, 'userName pr'), { startIndex: 1, count: 2 })
        const listed = idsOf(answer).length
        holds(answer, listed >= 1 && listed <= 2, 'one or two resources', String(listed))
        holds(answer, at(answer.body, 'itemsPerPage') === listed, `itemsPerPage ${listed}`, shown(at(answer.body, 'itemsPerPage')))
      },
    },
    {
      id: 'paging/walk',
      level: 'MUST',
      title: 'Pages one after the other hold every match exactly once',
      async run(t) {
        const p = await people(t)
        const { ids, last } = await walk(t, 1, idsOfAll(p).length)
        holds(last, isSame(ids, idsOfAll(p)), 'each of four users once', `${ids.length} entries, ${new Set(ids).size} different`)
      },
    },
    {
      id: 'paging/start-index',
      level: 'MUST',
      title: 'startIndex counts from 1, and is told again in the answer',
      async run(t) {
        await people(t)
        const whole = idsOf(await find(t, ours(t, 'userName pr'), { startIndex: 1, count: 4 }))
        const second = await find(t, ours(t, 'userName pr'), { startIndex: 2, count: 1 })
        holds(second, idsOf(second)[0] === whole[1], 'the second of the list', shown(idsOf(second)))
        holds(second, at(second.body, 'startIndex') === 2, 'startIndex 2', shown(at(second.body, 'startIndex')))
      },
    },
    {
      id: 'paging/start-below-one',
      level: 'MUST',
      title: 'A startIndex below 1 is taken as 1',
      async run(t) {
        await people(t)
        const first = idsOf(await find(t, ours(t, 'userName pr'), { startIndex: 1, count: 1 }))
        for (const startIndex of [0, -5]) {
          const answer = await find(t, ours(t, 'userName pr'), { startIndex, count: 1 })
          holds(answer, isSame(idsOf(answer), first), 'the first page', shown(idsOf(answer)))
        }
      },
    },
    {
      id: 'paging/start-beyond',
      level: 'MUST',
      title: 'A startIndex beyond the end gives no resources, and the true totalResults',
      async run(t) {
        await people(t)
        const answer = await find(t, ours(t, 'userName pr'), { startIndex: 100, count: 2 })
        holds(answer, idsOf(answer).length === 0, 'no resources', shown(idsOf(answer)))
        holds(answer, at(answer.body, 'totalResults') === 4, 'totalResults 4', shown(at(answer.body, 'totalResults')))
      },
    },
    {
      id: 'paging/count-zero',
      level: 'MUST',
      title: 'count=0 gives totalResults and no resources',
      async run(t) {
        await people(t)
        const answer = await find(t, ours(t, 'userName pr'), { count: 0 })
        holds(answer, idsOf(answer).length === 0, 'no resources', shown(idsOf(answer)))
        holds(answer, at(answer.body, 'totalResults') === 4, 'totalResults 4', shown(at(answer.body, 'totalResults')))
      },
    },
    {
      id: 'paging/count-negative',
      level: 'MUST',
      title: 'A negative count is taken as 0',
      async run(t) {
        await people(t)
        const answer = await find(t, ours(t, 'userName pr'), { count: -3 })
        holds(answer, idsOf(answer).length === 0, 'no resources', shown(idsOf(answer)))
      },
    },
    {
      id: 'paging/no-number',
      level: 'SHOULD',
      title: 'A count or startIndex that is no number is refused with 400',
      async run(t) {
        isError(await t.get(t.profile.users, { query: { count: 'many' } }), 400)
        isError(await t.get(t.profile.users, { query: { startIndex: 'first' } }), 400)
      },
    },
    {
      id: 'paging/maximum',
      rule: '7643 5',
      level: 'MUST',
      title: 'No page is longer than filter.maxResults, however much is asked for',
      async run(t) {
        await people(t)
        const most = t.profile.limit('filter', 'maxResults')
        const answer = await t.get(t.profile.users, { query: { count: 1_000_000, attributes: 'id' } })
        hasStatus(answer, 200)
        const listed = listAt(answer.body, 'Resources').length
        holds(answer, most === undefined || listed <= most, `at most ${most} resources`, String(listed))
      },
    },
  ],
)

const whole = section(
  '7644 3.4.2',
  ['users'],
  [
    {
      id: 'lists/shape',
      level: 'MUST',
      title: 'A query is answered 200 with a ListResponse, each resource whole: schemas, id, meta',
      async run(t) {
        await t.newUser()
        const answer = await t.get(t.profile.users, { query: { count: 2 } })
        idsOf(answer)
        for (const each of listAt(answer.body, 'Resources')) {
          holds(answer, listAt(each, 'schemas').length > 0 && at(each, 'id') !== undefined, 'schemas and id on each', shown(each))
          holds(answer, at(each, 'meta', 'resourceType') === 'User', 'meta.resourceType User on each', shown(at(each, 'meta')))
        }
      },
    },
    {
      id: 'lists/nothing',
      level: 'MUST',
      title: 'A query that matches nothing is 200 with totalResults 0',
      needs: ['filter'],
      async run(t) {
        await t.newUser()
        const answer = await find(t, `userName eq "${t.address()}"`)
        holds(answer, idsOf(answer).length === 0, 'no resources')
        holds(answer, at(answer.body, 'totalResults') === 0, 'totalResults 0', shown(at(answer.body, 'totalResults')))
      },
    },
    {
      id: 'lists/groups',
      level: 'MUST',
      title: 'A query of groups lists groups and nothing else',
      needs: ['groups'],
      async run(t) {
        await t.newUser()
        await t.newGroup()
        const answer = await t.get(t.profile.groups, { query: { count: 5 } })
        holds(answer, idsOf(answer).length > 0, 'a group')
        for (const each of listAt(answer.body, 'Resources'))
          holds(answer, at(each, 'meta', 'resourceType') === 'Group', 'groups alone', shown(at(each, 'meta')))
      },
    },
    {
      id: 'lists/projection',
      rule: '7644 3.9',
      level: 'MUST',
      title: 'attributes= and excludedAttributes= apply to each resource of a list',
      needs: ['filter', 'User.emails'],
      async run(t) {
        await people(t)
        const some = await find(t, ours(t, 'emails pr'), { attributes: 'userName' })
        holds(some, idsOf(some).length === 3, 'three users')
        for (const index of [0, 1, 2]) lacks(some, 'Resources', index, 'emails')
        const rest = await find(t, ours(t, 'emails pr'), { excludedAttributes: 'emails' })
        for (const index of [0, 1, 2]) {
          lacks(rest, 'Resources', index, 'emails')
          holds(rest, at(rest.body, 'Resources', index, 'userName') !== undefined, 'a userName on each')
        }
      },
    },
    {
      id: 'lists/no-password',
      rule: '7643 4.1.1',
      level: 'MUST',
      title: 'No password is in a list',
      needs: ['filter', 'User.password'],
      async run(t) {
        const password = `Aa1!${t.name()}`
        const user = await t.newUser({ password })
        const answer = await find(t, `id eq "${user.id}"`, { attributes: 'userName,password' })
        holds(answer, idsOf(answer).length === 1 && !answer.text.includes(password), 'the user without the password')
      },
    },
    {
      id: 'lists/fresh',
      level: 'MUST',
      title: 'A new user is found at once, and a deleted one no longer',
      needs: ['filter'],
      async run(t) {
        const user = await t.newUser()
        const filter = `userName eq "${textOf(user.body['userName'])}"`
        const before = await find(t, filter)
        holds(before, idsOf(before).includes(user.id), 'the new user')
        hasStatus(await t.delete(user.path), 204)
        const after = await find(t, filter)
        holds(after, idsOf(after).length === 0, 'no user')
      },
    },
  ],
)

export const listChecks = [...whole, ...page]
