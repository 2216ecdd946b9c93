/** RFC 7644 §3.6: deletion. */
import { hasStatus, holds, idsOf, isError, lacks, succeeded } from '../expect.ts'
import { shown, textOf } from '../json.ts'
import { section } from '../section.ts'
import { find } from './people.ts'

export const deletion = section(
  '7644 3.6',
  ['users'],
  [
    {
      id: 'delete/answer',
      level: 'MUST',
      title: 'A deletion is answered 204 without a body',
      async run(t) {
        const user = await t.newUser()
        const answer = await t.delete(user.path)
        hasStatus(answer, 204)
        holds(answer, answer.text === '', 'no body', shown(answer.text))
      },
    },
    {
      id: 'delete/gone',
      level: 'MUST',
      title: 'Every operation on a deleted resource is 404',
      async run(t) {
        const user = await t.newUser()
        hasStatus(await t.delete(user.path), 204)
        isError(await t.get(user.path), 404)
        isError(await t.put(user.path, t.user()), 404)
        isError(await t.delete(user.path), 404)
      },
    },
    {
      id: 'delete/gone-patch',
      level: 'MUST',
      title: 'A PATCH of a deleted resource is 404',
      needs: ['patch'],
      async run(t) {
        const user = await t.newUser()
        hasStatus(await t.delete(user.path), 204)
        isError(await t.patch(user.path, [{ op: 'replace', path: 'active', value: true }]), 404)
      },
    },
    {
      id: 'delete/not-listed',
      level: 'MUST',
      title: 'A deleted resource is in no query result',
      needs: ['filter'],
      async run(t) {
        const user = await t.newUser()
        hasStatus(await t.delete(user.path), 204)
        for (const filter of [`id eq "${user.id}"`, `userName eq "${textOf(user.body['userName'])}"`]) {
          const answer = await find(t, filter)
          holds(answer, idsOf(answer).length === 0, 'no resource', shown(idsOf(answer)))
        }
      },
    },
    {
      id: 'delete/no-conflict',
      level: 'SHOULD',
      title: 'A deleted resource is no conflict: its userName can be had again',
      async run(t) {
        const body = t.user()
        const user = await t.newUser(body)
        hasStatus(await t.delete(user.path), 204)
        hasStatus(await t.post(t.profile.users, body), 201)
      },
    },
    {
      id: 'delete/unknown',
      level: 'MUST',
      title: 'A deletion of what never was is 404',
      async run(t) {
        isError(await t.delete(`${t.profile.users}/${t.name()}`), 404)
      },
    },
    {
      id: 'delete/group',
      level: 'MUST',
      title: 'A deleted group is gone, and its members are not',
      needs: ['groups'],
      async run(t) {
        const user = await t.newUser()
        const group = await t.newGroup({ members: [{ value: user.id }] })
        hasStatus(await t.delete(group.path), 204)
        isError(await t.get(group.path), 404)
        succeeded(await t.get(user.path))
      },
    },
    {
      id: 'delete/member',
      rule: '7643 4.2',
      level: 'SHOULD',
      title: 'A deleted user is no longer a member of any group',
      needs: ['groups'],
      async run(t) {
        const user = await t.newUser()
        const group = await t.newGroup({ members: [{ value: user.id }] })
        hasStatus(await t.delete(user.path), 204)
        lacks(await t.read(group), 'members')
      },
    },
  ],
)
