/** RFC 7644 §3.5.2.3, row by row. */
import { has, holds, isError, lacks, succeeded } from '../expect.ts'
import { at, listAt, shown, textOf } from '../json.ts'
import { section } from '../section.ts'
import type { Scratch, Trial } from '../types.ts'

function withTwoEmails(t: Trial): Promise<Scratch> {
  return t.newUser({ emails: ['work', 'home'].map((type) => ({ value: t.address(), type, display: `At ${type}` })) })
}

export const patchReplace = section(
  '7644 3.5.2.3',
  ['users', 'patch'],
  [
    {
      id: 'patch-replace/single',
      level: 'MUST',
      title: 'replace of a single-valued attribute replaces its value',
      needs: ['User.title'],
      async run(t) {
        const user = await t.newUser({ title: 'Before' })
        succeeded(await t.patch(user.path, [{ op: 'replace', path: 'title', value: 'After' }]))
        has(await t.read(user), ['title'], 'After')
      },
    },
    {
      id: 'patch-replace/absent',
      level: 'MUST',
      title: 'replace of an attribute without a value is an add',
      needs: ['User.title', 'User.emails'],
      async run(t) {
        const user = await t.newUser({ emails: undefined })
        const value = [{ value: t.address(), type: 'work' }]
        succeeded(
          await t.patch(user.path, [
            { op: 'replace', path: 'title', value: 'Added' },
            { op: 'replace', path: 'emails', value },
          ]),
        )
        const answer = await t.read(user)
        has(answer, ['title'], 'Added')
        has(answer, ['emails', 0, 'value'], value[0]?.value ?? null)
      },
    },
    {
      id: 'patch-replace/complex',
      level: 'MUST',
      title: 'replace of a complex attribute leaves the sub-attributes that are not given',
      needs: ['User.name.familyName'],
      async run(t) {
        const user = await t.newUser()
        succeeded(await t.patch(user.path, [{ op: 'replace', path: 'name', value: { givenName: 'Other' } }]))
        const answer = await t.read(user)
        has(answer, ['name', 'givenName'], 'Other')
        has(answer, ['name', 'familyName'], 'Family')
      },
    },
    {
      id: 'patch-replace/multi-valued',
      level: 'MUST',
      title: 'replace of a multi-valued attribute replaces all its values',
      needs: ['User.emails'],
      async run(t) {
        const user = await withTwoEmails(t)
        const value = t.address()
        succeeded(await t.patch(user.path, [{ op: 'replace', path: 'emails', value: [{ value, type: 'other' }] }]))
        const answer = await t.read(user)
        holds(answer, listAt(answer.body, 'emails').length === 1, 'one e-mail', shown(at(answer.body, 'emails')))
        has(answer, ['emails', 0, 'value'], value)
      },
    },
    {
      id: 'patch-replace/without-path',
      level: 'MUST',
      title: 'replace without a path replaces the attributes that are given and no other',
      needs: ['User.title', 'User.nickName', 'User.emails'],
      async run(t) {
        const user = await t.newUser({ title: 'Before', nickName: 'Kept' })
        const value = t.address()
        succeeded(await t.patch(user.path, [{ op: 'replace', value: { title: 'After', emails: [{ value, type: 'home' }] } }]))
        const answer = await t.read(user)
        has(answer, ['title'], 'After')
        has(answer, ['nickName'], 'Kept')
        holds(answer, listAt(answer.body, 'emails').length === 1, 'one e-mail', shown(at(answer.body, 'emails')))
        has(answer, ['emails', 0, 'value'], value)
      },
    },
    {
      id: 'patch-replace/filtered',
      level: 'MUST',
      title: 'replace with a filter replaces the values that it selects and no other',
      needs: ['User.emails.type', 'User.emails.display'],
      async run(t) {
        const user = await withTwoEmails(t)
        const value = t.address()
        succeeded(
          await t.patch(user.path, [{ op: 'replace', path: 'emails[type eq "work"]', value: { value, type: 'work', display: 'New' } }]),
        )
        const answer = await t.read(user)
        const displays = listAt(answer.body, 'emails').map((each) => textOf(at(each, 'display')))
        holds(answer, displays.toSorted().join() === 'At home,New', 'the home e-mail as it was and the new one', displays.join())
      },
    },
    {
      id: 'patch-replace/sub-of-filtered',
      level: 'MUST',
      title: 'replace of a sub-attribute of the values that a filter selects leaves the rest of them',
      needs: ['User.emails.type', 'User.emails.display'],
      async run(t) {
        const user = await withTwoEmails(t)
        const value = t.address()
        succeeded(await t.patch(user.path, [{ op: 'replace', path: 'emails[type eq "work"].value', value }]))
        const answer = await t.read(user)
        const work = listAt(answer.body, 'emails').find((each) => at(each, 'type') === 'work')
        holds(
          answer,
          at(work, 'value') === value && at(work, 'display') === 'At work',
          'another address, and the display as it was',
          shown(work),
        )
        holds(answer, listAt(answer.body, 'emails').length === 2, 'two e-mails')
      },
    },
    {
      id: 'patch-replace/no-target',
      level: 'MUST',
      title: 'replace with a filter that selects nothing is 400 noTarget',
      needs: ['User.emails.value', 'User.emails.display'],
      async run(t) {
        const user = await withTwoEmails(t)
        const path = `emails[value eq "${t.address()}"]`
        isError(await t.patch(user.path, [{ op: 'replace', path, value: { display: 'x' } }]), 400, 'noTarget')
        isError(await t.patch(user.path, [{ op: 'replace', path: `${path}.display`, value: 'x' }]), 400, 'noTarget')
      },
    },
    {
      id: 'patch-replace/null',
      rule: '7643 2.5',
      level: 'SHOULD',
      title: 'replace by null or by an empty list leaves the attribute without a value',
      needs: ['User.title', 'User.emails'],
      async run(t) {
        const user = await t.newUser({ title: 'Before' })
        succeeded(
          await t.patch(user.path, [
            { op: 'replace', path: 'title', value: null },
            { op: 'replace', path: 'emails', value: [] },
          ]),
        )
        const answer = await t.read(user)
        lacks(answer, 'title')
        lacks(answer, 'emails')
      },
    },
    {
      id: 'patch-replace/members',
      level: 'MUST',
      title: 'replace of members sets who is in the group',
      needs: ['groups'],
      async run(t) {
        const [first, second] = [await t.newUser(), await t.newUser()]
        const group = await t.newGroup({ members: [{ value: first.id }] })
        succeeded(await t.patch(group.path, [{ op: 'replace', path: 'members', value: [{ value: second.id }] }]))
        const answer = await t.read(group)
        holds(answer, listAt(answer.body, 'members').length === 1, 'one member', shown(at(answer.body, 'members')))
        has(answer, ['members', 0, 'value'], second.id)
      },
    },
    {
      id: 'patch-replace/group-name',
      level: 'MUST',
      title: 'replace of a group’s displayName renames it and keeps its members',
      needs: ['groups'],
      async run(t) {
        const user = await t.newUser()
        const group = await t.newGroup({ members: [{ value: user.id }] })
        const displayName = t.name()
        succeeded(await t.patch(group.path, [{ op: 'replace', path: 'displayName', value: displayName }]))
        const answer = await t.read(group)
        has(answer, ['displayName'], displayName)
        has(answer, ['members', 0, 'value'], user.id)
      },
    },
  ],
)
