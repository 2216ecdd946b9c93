/** RFC 7644 §3.7.1 and §3.7.2: operations that refer to one another. */
import { has, holds, lacks } from '../expect.ts'
import { Unsupported } from '../failures.ts'
import { section } from '../section.ts'
import { bulk, codeOf, pathOf, post, result, statuses } from './bulk-requests.ts'

export const bulkReferences = section(
  '7644 3.7.2',
  ['users', 'bulk', 'groups'],
  [
    {
      id: 'bulk/reference',
      level: 'MUST',
      title: 'bulkId:… stands for the id of what an earlier operation created',
      async run(t) {
        const group = t.group({ members: [{ type: 'User', value: 'bulkId:user' }] })
        const answer = await bulk(t, [post(t, 'user', t.user()), post(t, 'group', group, t.profile.groups)])
        const read = await t.get(pathOf(t, answer, 'group'))
        has(read, ['members', 0, 'value'], decodeURIComponent(pathOf(t, answer, 'user').split('/').at(-1) ?? ''))
      },
    },
    {
      id: 'bulk/forward-reference',
      level: 'MUST',
      title: 'bulkId:… stands for the id of what a later operation creates',
      async run(t) {
        const group = t.group({ members: [{ type: 'User', value: 'bulkId:user' }] })
        const answer = await bulk(t, [post(t, 'group', group, t.profile.groups), post(t, 'user', t.user())])
        const read = await t.get(pathOf(t, answer, 'group'))
        has(read, ['members', 0, 'value'], decodeURIComponent(pathOf(t, answer, 'user').split('/').at(-1) ?? ''))
      },
    },
    {
      id: 'bulk/circular-reference',
      rule: '7644 3.7.1',
      level: 'MUST',
      title: 'Circular references are resolved, or given up with 409',
      async run(t) {
        const inner = await t.newGroup()
        const outer = await t.post(t.profile.groups, t.group({ members: [{ type: 'Group', value: inner.id }] }))
        if (outer.status === 400) throw new Unsupported('a group cannot be a member of a group')
        const one = t.group({ members: [{ type: 'Group', value: 'bulkId:two' }] })
        const two = t.group({ members: [{ type: 'Group', value: 'bulkId:one' }] })
        const answer = await bulk(t, [post(t, 'one', one, t.profile.groups), post(t, 'two', two, t.profile.groups)])
        if (answer.status === 409 || /\b409\b/.test(statuses(answer))) return
        const [first, second] = [pathOf(t, answer, 'one'), pathOf(t, answer, 'two')]
        has(await t.get(first), ['members', 0, 'value'], decodeURIComponent(second.split('/').at(-1) ?? ''))
        has(await t.get(second), ['members', 0, 'value'], decodeURIComponent(first.split('/').at(-1) ?? ''))
      },
    },
    {
      id: 'bulk/unresolved-reference',
      level: 'MUST',
      title: 'bulkId:… of no operation fails, and is never stored',
      async run(t) {
        const group = t.group({ members: [{ type: 'User', value: 'bulkId:nobody' }] })
        const answer = await bulk(t, [post(t, 'group', group, t.profile.groups)])
        if (answer.status !== 200) return holds(answer, answer.status === 400 || answer.status === 409, 'status 400 or 409')
        if (codeOf(result(answer, 'group')) === '201') return lacks(await t.get(pathOf(t, answer, 'group')), 'members')
        holds(answer, /^(400|409|412)$/.test(statuses(answer)), 'status 400 or 409', statuses(answer))
      },
    },
    {
      id: 'bulk/path-reference',
      level: 'MAY',
      title: 'bulkId:… stands for an id in the path of an operation too',
      needs: ['patch', 'User.title'],
      async run(t) {
        const patch = {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
          Operations: [{ op: 'add', path: 'title', value: 'By reference' }],
        }
        const answer = await bulk(t, [post(t, 'user', t.user()), { method: 'PATCH', path: `${t.profile.users}/bulkId:user`, data: patch }])
        has(await t.get(pathOf(t, answer, 'user')), ['title'], 'By reference')
      },
    },
  ],
)
