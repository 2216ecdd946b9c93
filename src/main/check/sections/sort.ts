/** RFC 7644 §3.4.2.3: order. */
import { hasStatus, holds, idsOf, isError, listsInOrder } from '../expect.ts'
import { section } from '../section.ts'
import { find, ours, people } from './people.ts'

const all = 'userName pr'

export const sort = section(
  '7644 3.4.2.3',
  ['users', 'filter', 'sort'],
  [
    {
      id: 'sort/ascending',
      level: 'MUST',
      title: 'sortBy sorts, in ascending order when nothing is said of it',
      async run(t) {
        const p = await people(t)
        listsInOrder(await find(t, ours(t, all), { sortBy: 'userName' }), p, 'Anna', 'Bert', 'Cleo', 'Dora')
        listsInOrder(await find(t, ours(t, all), { sortBy: 'userName', sortOrder: 'ascending' }), p, 'Anna', 'Bert', 'Cleo', 'Dora')
      },
    },
    {
      id: 'sort/descending',
      level: 'MUST',
      title: 'sortOrder=descending turns the order round',
      async run(t) {
        const p = await people(t)
        listsInOrder(await find(t, ours(t, all), { sortBy: 'userName', sortOrder: 'descending' }), p, 'Dora', 'Cleo', 'Bert', 'Anna')
      },
    },
    {
      id: 'sort/case',
      level: 'MUST',
      title: 'Values that are not case-exact are sorted without regard to letter case, also by a sub-attribute',
      needs: ['User.name.familyName'],
      async run(t) {
        const p = await people(t)
        listsInOrder(await find(t, ours(t, all), { sortBy: 'name.familyName' }), p, 'Anna', 'Bert', 'Dora', 'Cleo')
      },
    },
    {
      id: 'sort/without-value',
      level: 'MUST',
      title: 'Resources without the value come last in ascending order, and first in descending',
      needs: ['User.title'],
      async run(t) {
        const p = await people(t)
        const filter = ours(t, 'active eq false or not (title pr)')
        listsInOrder(await find(t, filter, { sortBy: 'title' }), p, 'Bert', 'Dora')
        listsInOrder(await find(t, filter, { sortBy: 'title', sortOrder: 'descending' }), p, 'Dora', 'Bert')
      },
    },
    {
      id: 'sort/multi-valued',
      level: 'MUST',
      title: 'A multi-valued attribute sorts by its primary value',
      needs: ['User.emails.value', 'User.emails.primary'],
      async run(t) {
        const emails = (primary: string, other: string) => [
          { value: `${t.prefix}-${other}@example.com`, type: 'home' },
          { value: `${t.prefix}-${primary}@example.com`, type: 'work', primary: true },
        ]
        const First = await t.newUser({ emails: emails('a', 'z') })
        const Second = await t.newUser({ emails: emails('m', 'b') })
        const filter = `id eq "${First.id}" or id eq "${Second.id}"`
        listsInOrder(await find(t, filter, { sortBy: 'emails' }), { First, Second }, 'First', 'Second')
        listsInOrder(await find(t, filter, { sortBy: 'emails.value', sortOrder: 'descending' }), { First, Second }, 'Second', 'First')
      },
    },
    {
      id: 'sort/paged',
      level: 'MUST',
      title: 'Pages of a sorted list follow its order',
      needs: ['index'],
      async run(t) {
        const p = await people(t)
        const query = { sortBy: 'userName', count: 2 }
        listsInOrder(await find(t, ours(t, all), { ...query, startIndex: 1 }), p, 'Anna', 'Bert')
        listsInOrder(await find(t, ours(t, all), { ...query, startIndex: 3 }), p, 'Cleo', 'Dora')
      },
    },
    {
      id: 'sort/urn',
      rule: '7644 3.10',
      level: 'MUST',
      title: 'sortBy takes a name qualified by its schema, in any letter case',
      async run(t) {
        const p = await people(t)
        const sortBy = 'urn:ietf:params:scim:schemas:core:2.0:User:USERNAME'
        listsInOrder(await find(t, ours(t, all), { sortBy }), p, 'Anna', 'Bert', 'Cleo', 'Dora')
      },
    },
    {
      id: 'sort/unknown',
      level: 'SHOULD',
      title: 'Sorting by an attribute that does not exist is refused with 400, or lists everything all the same',
      async run(t) {
        await people(t)
        const answer = await find(t, ours(t, all), { sortBy: 'noSuchAttribute' })
        if (answer.status === 400) return isError(answer, 400)
        hasStatus(answer, 200)
        holds(answer, idsOf(answer).length === 4, 'four users')
      },
    },
  ],
)
