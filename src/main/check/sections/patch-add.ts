/** RFC 7644 §3.5.2.1, row by row. */
import { has, holds, instantOf, isError, succeeded } from '../expect.ts'
import { at, isSame, listAt, shown } from '../json.ts'
import { ENTERPRISE_URN } from '../profile.ts'
import { section } from '../section.ts'

export const patchAdd = section(
  '7644 3.5.2.1',
  ['users', 'patch'],
  [
    {
      id: 'patch-add/absent',
      level: 'MUST',
      title: 'add to an attribute without a value sets it',
      needs: ['User.title'],
      async run(t) {
        const user = await t.newUser()
        succeeded(await t.patch(user.path, [{ op: 'add', path: 'title', value: 'Added' }]))
        has(await t.read(user), ['title'], 'Added')
      },
    },
    {
      id: 'patch-add/single',
      level: 'MUST',
      title: 'add to a single-valued attribute replaces its value',
      needs: ['User.title'],
      async run(t) {
        const user = await t.newUser({ title: 'Before' })
        succeeded(await t.patch(user.path, [{ op: 'add', path: 'title', value: 'After' }]))
        has(await t.read(user), ['title'], 'After')
      },
    },
    {
      id: 'patch-add/complex',
      level: 'MUST',
      title: 'add to a complex attribute sets the given sub-attributes and keeps the others',
      needs: ['User.name.familyName', 'User.name.middleName'],
      async run(t) {
        const user = await t.newUser()
        succeeded(await t.patch(user.path, [{ op: 'add', path: 'name', value: { middleName: 'Middle', givenName: 'Other' } }]))
        const answer = await t.read(user)
        has(answer, ['name', 'familyName'], 'Family')
        has(answer, ['name', 'givenName'], 'Other')
        has(answer, ['name', 'middleName'], 'Middle')
      },
    },
    {
      id: 'patch-add/sub-attribute',
      level: 'MUST',
      title: 'add to a sub-attribute sets it, also where the complex attribute had no value',
      needs: ['User.name.honorificPrefix'],
      async run(t) {
        const user = await t.newUser({ name: undefined })
        succeeded(await t.patch(user.path, [{ op: 'add', path: 'name.honorificPrefix', value: 'Dr.' }]))
        has(await t.read(user), ['name', 'honorificPrefix'], 'Dr.')
      },
    },
    {
      id: 'patch-add/multi-valued',
      level: 'MUST',
      title: 'add to a multi-valued attribute adds values and keeps those that are there',
      needs: ['User.emails'],
      async run(t) {
        const user = await t.newUser()
        const values = [t.address(), t.address()]
        succeeded(await t.patch(user.path, [{ op: 'add', path: 'emails', value: values.map((value) => ({ value, type: 'other' })) }]))
        const answer = await t.read(user)
        const kept = listAt(answer.body, 'emails').map((each) => at(each, 'value'))
        for (const value of [...values, user.body['userName']])
          holds(answer, kept.includes(value), `the e-mail ${shown(value)}`, shown(kept))
        holds(answer, kept.length === 3, 'three e-mails', shown(kept))
      },
    },
    {
      id: 'patch-add/without-path',
      level: 'MUST',
      title: 'add without a path takes attributes to set, and adds to multi-valued ones',
      needs: ['User.title', 'User.emails', 'User.name.middleName'],
      async run(t) {
        const user = await t.newUser()
        const emails = [{ value: t.address(), type: 'home' }]
        succeeded(await t.patch(user.path, [{ op: 'add', value: { title: 'Added', emails, name: { middleName: 'Middle' } } }]))
        const answer = await t.read(user)
        has(answer, ['title'], 'Added')
        has(answer, ['name', 'middleName'], 'Middle')
        has(answer, ['name', 'familyName'], 'Family')
        holds(answer, listAt(answer.body, 'emails').length === 2, 'two e-mails', shown(at(answer.body, 'emails')))
      },
    },
    {
      id: 'patch-add/extension',
      level: 'MUST',
      title: 'add without a path takes the attributes of an extension under its URN',
      needs: ['enterprise', 'Enterprise.department'],
      async run(t) {
        const user = await t.newUser()
        succeeded(await t.patch(user.path, [{ op: 'add', value: { [ENTERPRISE_URN]: { department: 'Tours' } } }]))
        has(await t.read(user), [ENTERPRISE_URN, 'department'], 'Tours')
      },
    },
    {
      id: 'patch-add/element',
      level: 'MUST',
      title: 'add to a sub-attribute of the values that a filter selects sets it on those alone',
      needs: ['User.emails.display', 'User.emails.type'],
      async run(t) {
        const emails = ['work', 'home'].map((type) => ({ value: t.address(), type }))
        const user = await t.newUser({ emails })
        succeeded(await t.patch(user.path, [{ op: 'add', path: 'emails[type eq "home"].display', value: 'At home' }]))
        const answer = await t.read(user)
        for (const each of listAt(answer.body, 'emails')) {
          const display = at(each, 'type') === 'home' ? 'At home' : undefined
          holds(answer, at(each, 'display') === display, 'display on the home e-mail alone', shown(at(answer.body, 'emails')))
        }
      },
    },
    {
      id: 'patch-add/existing',
      level: 'MUST',
      title: 'add of a value that is there already is a success, adds nothing and does not change meta.lastModified',
      needs: ['User.emails', 'User.title'],
      async run(t) {
        const user = await t.newUser({ title: 'Same' })
        await t.aWhile()
        succeeded(
          await t.patch(user.path, [
            { op: 'add', path: 'title', value: 'Same' },
            { op: 'add', path: 'emails', value: [{ value: user.body['userName'], type: 'work', primary: true }] },
          ]),
        )
        const answer = await t.read(user)
        holds(answer, listAt(answer.body, 'emails').length === 1, 'one e-mail', shown(at(answer.body, 'emails')))
        const [before, after] = [user.body, answer.body].map((body) => instantOf(at(body, 'meta', 'lastModified')))
        holds(answer, before === after, 'meta.lastModified as before', shown(at(answer.body, 'meta', 'lastModified')))
      },
    },
    {
      id: 'patch-add/no-value',
      level: 'MUST',
      title: 'add without a value is 400',
      async run(t) {
        const user = await t.newUser()
        isError(await t.patch(user.path, [{ op: 'add', path: 'title' }]), 400)
        isError(await t.patch(user.path, [{ op: 'add' }]), 400)
      },
    },
    {
      id: 'patch-add/members',
      level: 'MUST',
      title: 'add of members adds them, and one that is there already only once',
      needs: ['groups'],
      async run(t) {
        const [first, second, third] = [await t.newUser(), await t.newUser(), await t.newUser()]
        const group = await t.newGroup({ members: [{ value: first.id }, { value: third.id }] })
        succeeded(await t.patch(group.path, [{ op: 'add', path: 'members', value: [{ value: first.id }, { value: second.id }] }]))
        const answer = await t.read(group)
        const members = listAt(answer.body, 'members').map((each) => at(each, 'value') ?? null)
        holds(answer, isSame(members, [first.id, second.id, third.id]), 'the three members', shown(members))
      },
    },
  ],
)
