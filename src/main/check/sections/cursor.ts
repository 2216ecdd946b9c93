/** RFC 9865: pages by cursor, where the server announces them. */
import { hasStatus, holds, idsOf, isError } from '../expect.ts'
import { at, isSame, shown, textAt } from '../json.ts'
import { section } from '../section.ts'
import type { Answer, Trial } from '../types.ts'
import { find, ours, people } from './people.ts'

const all = 'userName pr'

function pageAt(t: Trial, cursor: string, count: number): Promise<Answer> {
  return find(t, ours(t, all), { cursor, count })
}

function nextOf(answer: Answer): string | undefined {
  return textAt(answer.body, 'nextCursor')
}

/** The pages from the first to the one that has no next; no more than ten. */
async function pagesOf(first: Answer, next: (cursor: string) => Promise<Answer>): Promise<Answer[]> {
  const pages = [first]
  for (let cursor = nextOf(first); cursor !== undefined && pages.length < 10; cursor = nextOf(pages.at(-1) ?? first))
    pages.push(await next(cursor))
  return pages
}

function isWalk(pages: readonly Answer[], expected: readonly string[]): void {
  const [last = null] = pages.slice(-1)
  const ids = pages.flatMap(idsOf)
  if (last !== null)
    holds(last, isSame(ids, [...expected]), `${expected.length} users, each once`, `${ids.length} entries, ${new Set(ids).size} different`)
}

export const cursors = section(
  '9865 2',
  ['users', 'filter', 'cursor'],
  [
    {
      id: 'cursor/first',
      level: 'MUST',
      title: 'An empty cursor asks for the first page, and nextCursor leads on',
      async run(t) {
        await people(t)
        const answer = await pageAt(t, '', 2)
        hasStatus(answer, 200)
        holds(answer, idsOf(answer).length === 2, 'two resources', shown(idsOf(answer)))
        holds(answer, (nextOf(answer) ?? '') !== '', 'a nextCursor', shown(at(answer.body, 'nextCursor')))
      },
    },
    {
      id: 'cursor/walk',
      level: 'MUST',
      title: 'Following nextCursor gives every match exactly once, and the last page has none',
      async run(t) {
        const p = await people(t)
        const pages = await pagesOf(await pageAt(t, '', 1), (cursor) => pageAt(t, cursor, 1))
        isWalk(
          pages,
          Object.values(p).map(({ id }) => id),
        )
        const [last] = pages.slice(-1)
        if (last !== undefined)
          holds(last, at(last.body, 'nextCursor') === undefined, 'no nextCursor on the last page', shown(at(last.body, 'nextCursor')))
      },
    },
    {
      id: 'cursor/single-page',
      level: 'MUST',
      title: 'When everything is on one page there is no nextCursor',
      async run(t) {
        await people(t)
        const answer = await pageAt(t, '', 50)
        holds(answer, idsOf(answer).length === 4, 'four resources', shown(idsOf(answer)))
        holds(answer, at(answer.body, 'nextCursor') === undefined, 'no nextCursor', shown(at(answer.body, 'nextCursor')))
      },
    },
    {
      id: 'cursor/characters',
      level: 'MUST',
      title: 'A cursor is of unreserved characters alone, so that it can stand in a URI as it is',
      async run(t) {
        await people(t)
        const answer = await pageAt(t, '', 1)
        holds(answer, /^[A-Za-z0-9._~-]+$/.test(nextOf(answer) ?? ''), 'letters, digits, "-", ".", "_" and "~"', shown(nextOf(answer)))
      },
    },
    {
      id: 'cursor/sorted',
      level: 'MUST',
      title: 'Pages by cursor of a sorted list follow its order',
      needs: ['sort'],
      async run(t) {
        const p = await people(t)
        const page = (cursor: string): Promise<Answer> => find(t, ours(t, all), { cursor, count: 2, sortBy: 'userName' })
        const pages = await pagesOf(await page(''), page)
        const ids = pages.flatMap(idsOf)
        const [last] = pages.slice(-1)
        const inOrder = [p.Anna, p.Bert, p.Cleo, p.Dora].map(({ id }) => id)
        if (last !== undefined)
          holds(last, ids.join() === inOrder.join(), 'Anna, Bert, Cleo and Dora in this order over the pages', shown(ids))
      },
    },
    {
      id: 'cursor/invalid',
      rule: '9865 2.1',
      level: 'MUST',
      title: 'A cursor that the server never gave is 400 invalidCursor',
      async run(t) {
        isError(await pageAt(t, 'no-such-cursor', 2), 400, 'invalidCursor', 'expiredCursor')
      },
    },
    {
      id: 'cursor/total',
      rule: '9865 2',
      level: 'SHOULD',
      title: 'totalResults counts all matches on every page',
      async run(t) {
        await people(t)
        for (const page of await pagesOf(await pageAt(t, '', 2), (cursor) => pageAt(t, cursor, 2)))
          holds(page, at(page.body, 'totalResults') === 4, 'totalResults 4', shown(at(page.body, 'totalResults')))
      },
    },
    {
      id: 'cursor/search',
      rule: '9865 3',
      level: 'MUST',
      title: 'cursor and count work in the body of /.search',
      async run(t) {
        const p = await people(t)
        const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'], filter: ours(t, all), count: 3 }
        const page = (cursor: string): Promise<Answer> => t.post(`${t.profile.users}/.search`, { ...body, cursor })
        isWalk(
          await pagesOf(await page(''), page),
          Object.values(p).map(({ id }) => id),
        )
      },
    },
    {
      id: 'cursor/steady',
      rule: '9865 2',
      level: 'SHOULD',
      title: 'A resource that is deleted between two pages moves no other out of the walk',
      async run(t) {
        const group = [await t.newUser(), await t.newUser(), await t.newUser()]
        const filter = group.map(({ id }) => `id eq "${id}"`).join(' or ')
        const first = await find(t, filter, { cursor: '', count: 1 })
        const [seen] = idsOf(first)
        const gone = group.find(({ id }) => id === seen)
        if (gone !== undefined) hasStatus(await t.delete(gone.path), 204)
        const pages = await pagesOf(first, (cursor) => find(t, filter, { cursor, count: 1 }))
        isWalk(
          pages,
          group.map(({ id }) => id),
        )
      },
    },
  ],
)
