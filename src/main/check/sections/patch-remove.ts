/** RFC 7644 §3.5.2.2, row by row. */
import { has, holds, isError, isPresent, lacks, succeeded } from '../expect.ts'
import { at, listAt, shown, textOf } from '../json.ts'
import { section } from '../section.ts'
import type { Answer, Scratch, Trial } from '../types.ts'

async function withEmails(t: Trial, ...types: readonly string[]): Promise<Scratch> {
  return t.newUser({ emails: types.map((type) => ({ value: t.address(), type, display: `At ${type}` })) })
}

function typesIn(answer: Answer): string {
  return listAt(answer.body, 'emails')
    .map((each) => textOf(at(each, 'type')))
    .toSorted()
    .join()
}

export const patchRemove = section(
  '7644 3.5.2.2',
  ['users', 'patch'],
  [
    {
      id: 'patch-remove/no-path',
      level: 'MUST',
      title: 'remove without a path is 400 noTarget',
      async run(t) {
        const user = await t.newUser()
        isError(await t.patch(user.path, [{ op: 'remove' }]), 400, 'noTarget')
        isPresent(await t.read(user), 'userName')
      },
    },
    {
      id: 'patch-remove/single',
      level: 'MUST',
      title: 'remove of a single-valued attribute leaves it without a value',
      needs: ['User.title'],
      async run(t) {
        const user = await t.newUser({ title: 'Before' })
        succeeded(await t.patch(user.path, [{ op: 'remove', path: 'title' }]))
        lacks(await t.read(user), 'title')
      },
    },
    {
      id: 'patch-remove/sub-attribute',
      level: 'MUST',
      title: 'remove of a sub-attribute leaves its siblings',
      needs: ['User.name.familyName'],
      async run(t) {
        const user = await t.newUser()
        succeeded(await t.patch(user.path, [{ op: 'remove', path: 'name.givenName' }]))
        const answer = await t.read(user)
        lacks(answer, 'name', 'givenName')
        has(answer, ['name', 'familyName'], 'Family')
      },
    },
    {
      id: 'patch-remove/complex',
      level: 'MUST',
      title: 'remove of a complex attribute removes all of it',
      needs: ['User.name'],
      async run(t) {
        const user = await t.newUser()
        succeeded(await t.patch(user.path, [{ op: 'remove', path: 'name' }]))
        const answer = await t.read(user)
        lacks(answer, 'name', 'familyName')
        lacks(answer, 'name', 'givenName')
      },
    },
    {
      id: 'patch-remove/all-values',
      level: 'MUST',
      title: 'remove of a multi-valued attribute removes all its values',
      needs: ['User.emails'],
      async run(t) {
        const user = await withEmails(t, 'work', 'home')
        succeeded(await t.patch(user.path, [{ op: 'remove', path: 'emails' }]))
        lacks(await t.read(user), 'emails')
      },
    },
    {
      id: 'patch-remove/filtered',
      level: 'MUST',
      title: 'remove with a filter removes the values that it selects and no other',
      needs: ['User.emails.type'],
      async run(t) {
        const user = await withEmails(t, 'home', 'other', 'work')
        succeeded(await t.patch(user.path, [{ op: 'remove', path: 'emails[type eq "work" or type eq "other"]' }]))
        const answer = await t.read(user)
        holds(answer, typesIn(answer) === 'home', 'the home e-mail alone', typesIn(answer))
      },
    },
    {
      id: 'patch-remove/last-value',
      level: 'MUST',
      title: 'remove of the last value leaves the attribute without a value',
      needs: ['User.emails.type'],
      async run(t) {
        const user = await withEmails(t, 'work')
        succeeded(await t.patch(user.path, [{ op: 'remove', path: 'emails[type eq "work"]' }]))
        lacks(await t.read(user), 'emails')
      },
    },
    {
      id: 'patch-remove/sub-of-filtered',
      level: 'MUST',
      title: 'remove of a sub-attribute of the values that a filter selects leaves the values',
      needs: ['User.emails.type', 'User.emails.display'],
      async run(t) {
        const user = await withEmails(t, 'home', 'work')
        succeeded(await t.patch(user.path, [{ op: 'remove', path: 'emails[type eq "work"].display' }]))
        const answer = await t.read(user)
        holds(answer, typesIn(answer) === 'home,work', 'both e-mails', typesIn(answer))
        for (const each of listAt(answer.body, 'emails'))
          holds(
            answer,
            (at(each, 'display') === undefined) === (at(each, 'type') === 'work'),
            'no display on the work e-mail alone',
            shown(each),
          )
      },
    },
    {
      id: 'patch-remove/required',
      level: 'MUST',
      title: 'remove of a required attribute (userName) is 400 mutability',
      async run(t) {
        const user = await t.newUser()
        isError(await t.patch(user.path, [{ op: 'remove', path: 'userName' }]), 400, 'mutability')
        isPresent(await t.read(user), 'userName')
      },
    },
    {
      id: 'patch-remove/read-only',
      level: 'MUST',
      title: 'remove of a read-only attribute (id, meta) is 400 mutability',
      async run(t) {
        const user = await t.newUser()
        isError(await t.patch(user.path, [{ op: 'remove', path: 'id' }]), 400, 'mutability')
        isError(await t.patch(user.path, [{ op: 'remove', path: 'meta' }]), 400, 'mutability')
      },
    },
    {
      id: 'patch-remove/member',
      level: 'MUST',
      title: 'remove of members[value eq "…"] removes that member alone',
      needs: ['groups'],
      async run(t) {
        const [first, second] = [await t.newUser(), await t.newUser()]
        const group = await t.newGroup({ members: [{ value: first.id }, { value: second.id }] })
        succeeded(await t.patch(group.path, [{ op: 'remove', path: `members[value eq "${first.id}"]` }]))
        const answer = await t.read(group)
        holds(answer, listAt(answer.body, 'members').length === 1, 'one member', shown(at(answer.body, 'members')))
        has(answer, ['members', 0, 'value'], second.id)
      },
    },
    {
      id: 'patch-remove/all-members',
      level: 'MUST',
      title: 'remove of members removes all of them',
      needs: ['groups'],
      async run(t) {
        const group = await t.newGroup({ members: [{ value: (await t.newUser()).id }, { value: (await t.newUser()).id }] })
        succeeded(await t.patch(group.path, [{ op: 'remove', path: 'members' }]))
        lacks(await t.read(group), 'members')
      },
    },
  ],
)
