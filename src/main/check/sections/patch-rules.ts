/** RFC 7644 §3.5.2: what holds for every PATCH. */
import { has, hasStatus, holds, instantOf, isError, isPresent, lacks, succeeded } from '../expect.ts'
import { at, listAt, shown, textOf } from '../json.ts'
import { section } from '../section.ts'
import type { Answer, Scratch, Trial } from '../types.ts'

function withTwoEmails(t: Trial): Promise<Scratch> {
  const emails = [
    { value: t.address(), type: 'work', primary: true },
    { value: t.address(), type: 'home' },
  ]
  return t.newUser({ emails })
}

function primaryType(answer: Answer): string {
  return listAt(answer.body, 'emails')
    .filter((each) => at(each, 'primary') === true)
    .map((each) => textOf(at(each, 'type')))
    .join(' and ')
}

export const patchRules = section(
  '7644 3.5.2',
  ['users', 'patch'],
  [
    {
      id: 'patch/answer',
      level: 'MUST',
      title: 'A PATCH is answered 200 with the whole resource, or 204 with nothing',
      needs: ['User.title'],
      async run(t) {
        const user = await t.newUser()
        const answer = await t.patch(user.path, [{ op: 'replace', path: 'title', value: 'Patched' }])
        hasStatus(answer, 200, 204)
        if (answer.status === 204) return holds(answer, answer.text === '', 'no body', shown(answer.text))
        has(answer, ['id'], user.id)
        has(answer, ['title'], 'Patched')
        isPresent(answer, 'userName')
      },
    },
    {
      id: 'patch/attributes',
      level: 'MUST',
      title: 'With attributes= the answer is 200 with those attributes',
      needs: ['User.title', 'User.emails'],
      async run(t) {
        const user = await t.newUser()
        const answer = await t.patch(user.path, [{ op: 'replace', path: 'title', value: 'Patched' }], { query: { attributes: 'title' } })
        hasStatus(answer, 200)
        has(answer, ['title'], 'Patched')
        lacks(answer, 'emails')
      },
    },
    {
      id: 'patch/atomic',
      level: 'MUST',
      title: 'When one operation fails nothing is changed',
      needs: ['User.title'],
      async run(t) {
        const user = await t.newUser({ title: 'Before' })
        const answer = await t.patch(user.path, [
          { op: 'replace', path: 'title', value: 'After' },
          { op: 'remove', path: 'userName' },
        ])
        isError(answer, 400)
        has(await t.read(user), ['title'], 'Before')
      },
    },
    {
      id: 'patch/order',
      level: 'MUST',
      title: 'Operations are applied one after the other, each to what the one before left',
      needs: ['User.title', 'User.nickName'],
      async run(t) {
        const user = await t.newUser()
        succeeded(
          await t.patch(user.path, [
            { op: 'add', path: 'nickName', value: 'One' },
            { op: 'replace', path: 'nickName', value: 'Two' },
            { op: 'add', path: 'title', value: 'Short-lived' },
            { op: 'remove', path: 'title' },
          ]),
        )
        const answer = await t.read(user)
        has(answer, ['nickName'], 'Two')
        lacks(answer, 'title')
      },
    },
    {
      id: 'patch/unknown',
      rule: '7644 3.12',
      level: 'MUST',
      title: 'A PATCH of an id that does not exist is 404',
      async run(t) {
        isError(await t.patch(`${t.profile.users}/${t.name()}`, [{ op: 'replace', path: 'active', value: false }]), 404)
      },
    },
    {
      id: 'patch/read-only',
      level: 'MUST',
      title: 'A read-only attribute (id, meta) cannot be changed by its path: 400 mutability',
      async run(t) {
        const user = await t.newUser()
        isError(await t.patch(user.path, [{ op: 'replace', path: 'id', value: t.name() }]), 400, 'mutability')
        isError(await t.patch(user.path, [{ op: 'replace', path: 'meta.created', value: '2001-01-01T00:00:00Z' }]), 400, 'mutability')
        has(await t.read(user), ['id'], user.id)
      },
    },
    {
      id: 'patch/read-only-groups',
      rule: '7643 4.1.2',
      level: 'MUST',
      title: 'groups of a user is read-only: adding to it is 400 mutability',
      needs: ['groups', 'User.groups'],
      async run(t) {
        const user = await t.newUser()
        const group = await t.newGroup()
        isError(await t.patch(user.path, [{ op: 'add', path: 'groups', value: [{ value: group.id }] }]), 400, 'mutability')
        lacks(await t.read(group), 'members')
      },
    },
    {
      id: 'patch/immutable',
      level: 'MUST',
      title: 'An immutable value (members.value) cannot be replaced: 400 mutability',
      needs: ['groups', 'Group.members.value'],
      async run(t) {
        const [first, second] = [await t.newUser(), await t.newUser()]
        const group = await t.newGroup({ members: [{ value: first.id }] })
        const answer = await t.patch(group.path, [{ op: 'replace', path: `members[value eq "${first.id}"].value`, value: second.id }])
        isError(answer, 400, 'mutability')
        has(await t.read(group), ['members', 0, 'value'], first.id)
      },
    },
    {
      id: 'patch/unknown-operation',
      level: 'MUST',
      title: 'An operation other than add, remove and replace is 400',
      async run(t) {
        const user = await t.newUser()
        isError(await t.patch(user.path, [{ op: 'move', path: 'title', value: 'x' }]), 400)
        isError(await t.patch(user.path, [{ path: 'title', value: 'x' }]), 400)
      },
    },
    {
      id: 'patch/no-operations',
      level: 'MUST',
      title: 'A PATCH without the attribute Operations is 400',
      async run(t) {
        const user = await t.newUser()
        isError(await t.raw('PATCH', user.path, '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"]}'), 400)
      },
    },
    {
      id: 'patch/wrong-type',
      rule: '7643 2.3',
      level: 'MUST',
      title: 'A value of a wrong type is 400, and nothing changes',
      needs: ['User.active'],
      async run(t) {
        const user = await t.newUser()
        isError(await t.patch(user.path, [{ op: 'replace', path: 'active', value: 'perhaps' }]), 400)
        isError(await t.patch(user.path, [{ op: 'replace', path: 'userName', value: { value: 'x' } }]), 400)
        has(await t.read(user), ['active'], true)
      },
    },
    {
      id: 'patch/duplicate',
      rule: '7644 3.12',
      level: 'MUST',
      title: 'Another user’s userName is 409 uniqueness',
      async run(t) {
        const [user, other] = [await t.newUser(), await t.newUser()]
        isError(await t.patch(user.path, [{ op: 'replace', path: 'userName', value: other.body['userName'] ?? null }]), 409, 'uniqueness')
        has(await t.read(user), ['userName'], user.body['userName'] ?? null)
      },
    },
    {
      id: 'patch/primary-added',
      level: 'MUST',
      title: 'Adding a value that is primary makes the one that was so no longer primary',
      needs: ['User.emails.primary'],
      async run(t) {
        const user = await withTwoEmails(t)
        const value = [{ value: t.address(), type: 'other', primary: true }]
        succeeded(await t.patch(user.path, [{ op: 'add', path: 'emails', value }]))
        const answer = await t.read(user)
        holds(answer, primaryType(answer) === 'other', 'the added e-mail alone to be primary', `primary: ${primaryType(answer)}`)
      },
    },
    {
      id: 'patch/primary-replaced',
      level: 'MUST',
      title: 'Making one value primary by its path makes the others not',
      needs: ['User.emails.primary'],
      async run(t) {
        const user = await withTwoEmails(t)
        succeeded(await t.patch(user.path, [{ op: 'replace', path: 'emails[type eq "home"].primary', value: true }]))
        const answer = await t.read(user)
        holds(answer, primaryType(answer) === 'home', 'the home e-mail alone to be primary', `primary: ${primaryType(answer)}`)
      },
    },
    {
      id: 'patch/modified',
      rule: '7643 3.1',
      level: 'MUST',
      title: 'A change moves meta.lastModified on',
      needs: ['User.title'],
      async run(t) {
        const user = await t.newUser()
        await t.aWhile()
        succeeded(await t.patch(user.path, [{ op: 'replace', path: 'title', value: 'Later' }]))
        const answer = await t.read(user)
        const [before, after] = [user.body, answer.body].map((body) => instantOf(at(body, 'meta', 'lastModified')))
        holds(answer, Number(after) > Number(before), 'a later meta.lastModified', shown(at(answer.body, 'meta')))
      },
    },
    {
      id: 'patch/operation-case',
      level: 'MAY',
      title: 'The name of an operation is taken in any letter case',
      needs: ['User.title'],
      async run(t) {
        const user = await t.newUser()
        succeeded(await t.patch(user.path, [{ op: 'Replace', path: 'title', value: 'Capital' }]))
        has(await t.read(user), ['title'], 'Capital')
      },
    },
  ],
)
