/** RFC 7644 §3.5.1: replacing a resource. */
import { has, hasStatus, holds, instantOf, isError, isPresent, isSameInstant, lacks } from '../expect.ts'
import { at, isSame, listAt, shown, textOf } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { section } from '../section.ts'

export const replace = section(
  '7644 3.5.1',
  ['users'],
  [
    {
      id: 'replace/whole',
      level: 'MUST',
      title: 'A replacement is answered 200 with the whole resource as it is now',
      needs: ['User.title'],
      async run(t) {
        const body = t.user()
        const user = await t.newUser(body)
        const answer = await t.put(user.path, { ...body, title: 'Replaced' })
        hasStatus(answer, 200)
        has(answer, ['id'], user.id)
        has(answer, ['title'], 'Replaced')
        has(await t.read(user), ['title'], 'Replaced')
      },
    },
    {
      id: 'replace/values',
      level: 'MUST',
      title: 'Values that are given replace those that were there, multi-valued attributes as a whole',
      needs: ['User.emails'],
      async run(t) {
        const body = t.user()
        const user = await t.newUser(body)
        const value = t.address()
        hasStatus(await t.put(user.path, { ...body, emails: [{ value, type: 'home' }], active: false }), 200)
        const answer = await t.read(user)
        holds(answer, listAt(answer.body, 'emails').length === 1, 'one e-mail', shown(at(answer.body, 'emails')))
        has(answer, ['emails', 0, 'value'], value)
        has(answer, ['active'], false)
      },
    },
    {
      id: 'replace/omitted',
      level: 'MAY',
      title: 'An attribute that is left out is cleared',
      needs: ['User.title'],
      async run(t) {
        const body = t.user()
        const user = await t.newUser({ ...body, title: 'Before' })
        hasStatus(await t.put(user.path, body), 200)
        lacks(await t.read(user), 'title')
      },
    },
    {
      id: 'replace/null',
      rule: '7643 2.5',
      level: 'MUST',
      title: 'An attribute that is null or an empty list is cleared',
      needs: ['User.title', 'User.emails'],
      async run(t) {
        const body = t.user({ title: 'Before' })
        const user = await t.newUser(body)
        hasStatus(await t.put(user.path, { ...body, title: null, emails: [] }), 200)
        const answer = await t.read(user)
        lacks(answer, 'title')
        lacks(answer, 'emails')
      },
    },
    {
      id: 'replace/read-only',
      level: 'MUST',
      title: 'Read-only values in the body (id, meta, groups) are ignored',
      async run(t) {
        const body = t.user()
        const user = await t.newUser(body)
        const created = instantOf(at(user.body, 'meta', 'created'))
        const meta = { created: '2001-01-01T00:00:00Z', resourceType: 'Group' }
        const answer = await t.put(user.path, { ...body, id: t.name(), meta, groups: [{ value: t.name() }] })
        hasStatus(answer, 200)
        has(answer, ['id'], user.id)
        has(answer, ['meta', 'resourceType'], 'User')
        isSameInstant(answer, ['meta', 'created'], created)
        lacks(answer, 'groups')
      },
    },
    {
      id: 'replace/own-representation',
      level: 'MUST',
      title: 'What was read can be sent back as it is, and changes nothing',
      async run(t) {
        const user = await t.newUser()
        const before = await t.read(user)
        const answer = await t.put(user.path, before.body)
        hasStatus(answer, 200)
        const { meta: _before, ...was } = before.body as JsonObject
        const { meta: _after, ...is } = (await t.read(user)).body as JsonObject
        holds(answer, isSame(was, is), 'the resource as it was', shown(is))
      },
    },
    {
      id: 'replace/modified',
      rule: '7643 3.1',
      level: 'MUST',
      title: 'meta.lastModified moves on, meta.created stays',
      needs: ['User.title'],
      async run(t) {
        const body = t.user()
        const user = await t.newUser(body)
        const created = instantOf(at(user.body, 'meta', 'created'))
        await t.aWhile()
        hasStatus(await t.put(user.path, { ...body, title: 'Later' }), 200)
        const answer = await t.read(user)
        isSameInstant(answer, ['meta', 'created'], created)
        const modified = instantOf(at(answer.body, 'meta', 'lastModified'))
        holds(answer, modified > created, 'meta.lastModified after meta.created', shown(at(answer.body, 'meta')))
      },
    },
    {
      id: 'replace/unknown',
      level: 'MUST',
      title: 'PUT to an id that does not exist is 404 and creates nothing',
      async run(t) {
        const path = `${t.profile.users}/${t.name()}`
        isError(await t.put(path, t.user()), 404)
        isError(await t.get(path), 404)
      },
    },
    {
      id: 'replace/required',
      level: 'MUST',
      title: 'A replacement without a required value (userName) is 400, and nothing changes',
      async run(t) {
        const user = await t.newUser()
        isError(await t.put(user.path, { ...t.user(), userName: undefined }), 400)
        has(await t.read(user), ['userName'], user.body['userName'] ?? null)
      },
    },
    {
      id: 'replace/duplicate',
      rule: '7644 3.12',
      level: 'MUST',
      title: 'A replacement with another user’s userName is 409 uniqueness; one’s own, in other letter case too, is none',
      async run(t) {
        const body = t.user()
        const user = await t.newUser(body)
        const other = await t.newUser()
        isError(await t.put(user.path, { ...body, userName: other.body['userName'] }), 409, 'uniqueness')
        has(await t.read(user), ['userName'], body['userName'] ?? null)
        hasStatus(await t.put(user.path, { ...body, userName: textOf(body['userName']).toUpperCase() }), 200)
      },
    },
    {
      id: 'replace/wrong-type',
      rule: '7643 2.3',
      level: 'MUST',
      title: 'A replacement with a value of a wrong type is 400, and nothing changes',
      needs: ['User.active', 'User.title'],
      async run(t) {
        const body = t.user({ title: 'Before' })
        const user = await t.newUser(body)
        isError(await t.put(user.path, { ...body, title: 'After', active: { yes: true } }), 400)
        has(await t.read(user), ['title'], 'Before')
      },
    },
    {
      id: 'replace/password',
      rule: '7643 4.1.1',
      level: 'MUST',
      title: 'A new password is in no answer',
      needs: ['User.password'],
      async run(t) {
        const body = t.user()
        const user = await t.newUser(body)
        const password = `Aa1!${t.name()}`
        const answer = await t.put(user.path, { ...body, password })
        hasStatus(answer, 200)
        holds(answer, !answer.text.includes(password), 'no password in the answer')
      },
    },
    {
      id: 'replace/group',
      level: 'MUST',
      title: 'A replacement of a group sets its name and its members',
      needs: ['groups'],
      async run(t) {
        const [first, second] = [await t.newUser(), await t.newUser()]
        const body = t.group({ members: [{ value: first.id }] })
        const group = await t.newGroup(body)
        const displayName = t.name()
        hasStatus(await t.put(group.path, { ...body, displayName, members: [{ value: second.id }] }), 200)
        const answer = await t.read(group)
        has(answer, ['displayName'], displayName)
        holds(answer, listAt(answer.body, 'members').length === 1, 'one member', shown(at(answer.body, 'members')))
        has(answer, ['members', 0, 'value'], second.id)
      },
    },
    {
      id: 'replace/active',
      rule: '7643 4.1.1',
      level: 'MUST',
      title: 'A user that is made inactive is still there, and can be made active again',
      needs: ['User.active'],
      async run(t) {
        const body = t.user()
        const user = await t.newUser(body)
        for (const active of [false, true]) {
          hasStatus(await t.put(user.path, { ...body, active }), 200)
          const answer = await t.read(user)
          isPresent(answer, 'userName')
          has(answer, ['active'], active)
        }
      },
    },
  ],
)
