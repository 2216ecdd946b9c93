/** RFC 7643 §4.2 and §4.1.2: groups, their members, and the groups of a user. */
import { has, hasStatus, holds, isError, isPresent, lacks, succeeded } from '../expect.ts'
import { Unsupported } from '../failures.ts'
import { at, listAt, shown, textAt, textOf } from '../json.ts'
import { section } from '../section.ts'
import type { Answer } from '../types.ts'

function memberIds(answer: Answer): string[] {
  return listAt(answer.body, 'members').map((each) => textAt(each, 'value') ?? '')
}

export const groupChecks = section(
  '7643 4.2',
  ['users', 'groups'],
  [
    {
      id: 'groups/without-members',
      level: 'MUST',
      title: 'A group need not have members',
      async run(t) {
        const answer = await t.post(t.profile.groups, t.group())
        hasStatus(answer, 201)
        isPresent(answer, 'displayName')
        lacks(answer, 'members')
      },
    },
    {
      id: 'groups/member-type',
      level: 'SHOULD',
      title: 'A member says of what type it is',
      needs: ['Group.members.type'],
      async run(t) {
        const user = await t.newUser()
        const answer = await t.read(await t.newGroup({ members: [{ value: user.id }] }))
        has(answer, ['members', 0, 'type'], 'User')
      },
    },
    {
      id: 'groups/members-once',
      rule: '7643 2.4',
      level: 'SHOULD',
      title: 'The same member given twice is one member',
      async run(t) {
        const user = await t.newUser()
        const answer = await t.read(await t.newGroup({ members: [{ value: user.id }, { value: user.id }] }))
        holds(answer, memberIds(answer).length === 1, 'one member', shown(memberIds(answer)))
      },
    },
    {
      id: 'groups/nested',
      level: 'MAY',
      title: 'A group may be a member of a group',
      async run(t) {
        const inner = await t.newGroup()
        const answer = await t.post(t.profile.groups, t.group({ members: [{ value: inner.id, type: 'Group' }] }))
        hasStatus(answer, 201)
        has(answer, ['members', 0, 'value'], inner.id)
      },
    },
    {
      id: 'groups/of-user',
      rule: '7643 4.1.2',
      level: 'SHOULD',
      title: 'groups of a user lists the groups that the user is in, and no longer those that it left',
      needs: ['patch', 'User.groups'],
      async run(t) {
        const user = await t.newUser()
        const group = await t.newGroup({ members: [{ value: user.id }] })
        const within = await t.get(user.path, { query: { attributes: 'groups' } })
        has(within, ['groups', 0, 'value'], group.id)
        succeeded(await t.patch(group.path, [{ op: 'remove', path: `members[value eq "${user.id}"]` }]))
        lacks(await t.get(user.path, { query: { attributes: 'groups' } }), 'groups')
      },
    },
    {
      id: 'groups/indirect',
      rule: '7643 4.1.2',
      level: 'SHOULD',
      title: 'groups of a user lists those that it is in through another group',
      needs: ['User.groups'],
      async run(t) {
        const user = await t.newUser()
        const inner = await t.newGroup({ members: [{ value: user.id }] })
        const outer = await t.post(t.profile.groups, t.group({ members: [{ value: inner.id, type: 'Group' }] }))
        if (outer.status === 400) throw new Unsupported('a group cannot be a member of a group')
        hasStatus(outer, 201)
        const answer = await t.get(user.path, { query: { attributes: 'groups' } })
        const found = listAt(answer.body, 'groups').map((each) => at(each, 'value'))
        holds(answer, found.includes(inner.id) && found.includes(at(outer.body, 'id')), 'both groups', shown(found))
      },
    },
    {
      id: 'groups/unknown-member',
      rule: '7643 2.3.7',
      level: 'SHOULD',
      title: 'A member that does not exist is refused with 400, and the group is not created',
      async run(t) {
        const body = t.group({ members: [{ value: t.name() }] })
        isError(await t.post(t.profile.groups, body), 400)
        if (t.profile.missing('filter') !== undefined) return
        const found = await t.get(t.profile.groups, { query: { filter: `displayName eq "${textOf(body['displayName'])}"` } })
        holds(found, at(found.body, 'totalResults') === 0, 'no group')
      },
    },
    {
      id: 'groups/many',
      level: 'MUST',
      title: 'All members of a group are returned, each once, whatever came by which request',
      needs: ['patch'],
      async run(t) {
        const users = []
        for (let index = 0; index < 6; index++) users.push(await t.newUser())
        const group = await t.newGroup({ members: users.slice(0, 2).map(({ id }) => ({ value: id })) })
        for (const { id } of users.slice(2)) succeeded(await t.patch(group.path, [{ op: 'add', path: 'members', value: [{ value: id }] }]))
        const answer = await t.read(group)
        hasStatus(answer, 200)
        const expected = users.map(({ id }) => id).toSorted()
        holds(answer, memberIds(answer).toSorted().join() === expected.join(), 'six members', shown(memberIds(answer)))
      },
    },
  ],
)
