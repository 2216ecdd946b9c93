/** RFC 7644 §3.1 and §3.8, and what RFC 7643 §2 says of names and types in any body. */
import { has, hasStatus, holds, idsOf, isError, refused } from '../expect.ts'
import { shown } from '../json.ts'
import { section } from '../section.ts'
import type { Answer } from '../types.ts'

function isScimJson(answer: Answer): void {
  const type = answer.headers.get('content-type') ?? ''
  holds(answer, /^application\/scim\+json\s*(;|$)/i.test(type), 'content type application/scim+json', shown(type))
}

export const mediaTypes = section(
  '7644 3.8',
  ['users'],
  [
    {
      id: 'media-types/answers',
      rule: '7644 3.1',
      level: 'MUST',
      title: 'Resources and lists are answered as application/scim+json',
      async run(t) {
        const user = await t.newUser()
        isScimJson(user.answer)
        isScimJson(await t.read(user))
        isScimJson(await t.get(t.profile.users, { query: { count: 1 } }))
      },
    },
    {
      id: 'media-types/errors',
      rule: '7644 3.12',
      level: 'MUST',
      title: 'Errors are answered as application/scim+json',
      async run(t) {
        isScimJson(await t.get(`${t.profile.users}/${t.name()}`))
      },
    },
    {
      id: 'media-types/accept',
      level: 'MUST',
      title: 'Accept: application/scim+json and Accept: */* are both served',
      async run(t) {
        for (const accept of ['application/scim+json', '*/*'])
          hasStatus(await t.get(t.profile.users, { query: { count: 1 }, headers: { accept } }), 200)
      },
    },
    {
      id: 'media-types/accept-json',
      level: 'SHOULD',
      title: 'Accept: application/json is served',
      async run(t) {
        hasStatus(await t.get(t.profile.users, { query: { count: 1 }, headers: { accept: 'application/json' } }), 200)
      },
    },
    {
      id: 'media-types/charset',
      level: 'MUST',
      title: 'A body of application/scim+json with a charset parameter is accepted',
      async run(t) {
        const headers = { 'content-type': 'application/scim+json; charset=utf-8' }
        hasStatus(await t.post(t.profile.users, t.user(), { headers }), 201)
      },
    },
    {
      id: 'media-types/plain-json',
      level: 'SHOULD',
      title: 'A body of application/json is accepted',
      async run(t) {
        hasStatus(await t.post(t.profile.users, t.user(), { headers: { 'content-type': 'application/json' } }), 201)
      },
    },
    {
      id: 'media-types/foreign',
      level: 'SHOULD',
      title: 'A body of another media type is refused',
      async run(t) {
        refused(
          await t.raw('POST', t.profile.users, `userName=${t.address()}`, {
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
          }),
        )
      },
    },
    {
      id: 'media-types/utf8',
      level: 'MUST',
      title: 'Text in UTF-8 comes back as it was sent',
      needs: ['User.displayName'],
      async run(t) {
        const displayName = `${t.prefix} Žofie Ångström 山田 \u{1F600} "quoted" \\ back`
        const user = await t.newUser({ displayName })
        has(await t.read(user), ['displayName'], displayName)
      },
    },
    {
      id: 'media-types/malformed',
      rule: '7644 3.12',
      level: 'MUST',
      title: 'A body that is no JSON is refused with 400',
      async run(t) {
        isError(await t.raw('POST', t.profile.users, '{"userName": '), 400)
      },
    },
    {
      id: 'media-types/malformed-kind',
      rule: '7644 3.12',
      level: 'SHOULD',
      title: 'A body that is no JSON is refused as invalidSyntax',
      async run(t) {
        isError(await t.raw('POST', t.profile.users, '{"userName": '), 400, 'invalidSyntax')
      },
    },
    {
      id: 'media-types/not-an-object',
      rule: '7644 3.12',
      level: 'MUST',
      title: 'A body that is JSON but no object is refused with 400',
      async run(t) {
        for (const body of ['[]', '"text"', 'null', '7']) isError(await t.raw('POST', t.profile.users, body), 400)
      },
    },
    {
      id: 'media-types/name-case',
      rule: '7643 2.1',
      level: 'MUST',
      title: 'Attribute names in a body are taken in any letter case',
      needs: ['User.name.familyName'],
      async run(t) {
        const { userName, ...rest } = t.user()
        const answer = await t.post(t.profile.users, { ...rest, name: undefined, USERNAME: userName, Name: { FAMILYNAME: 'Cased' } })
        hasStatus(answer, 201)
        has(answer, ['userName'], userName ?? null)
        has(answer, ['name', 'familyName'], 'Cased')
      },
    },
    {
      id: 'media-types/wrong-types',
      rule: '7643 2.3',
      level: 'MUST',
      title: 'A value of another type than the schema has is refused with 400 and nothing is created',
      needs: ['User.name', 'User.active'],
      async run(t) {
        for (const over of [
          { active: 'perhaps' },
          { name: 'Jane Doe' },
          { userName: { value: t.address() } },
          { displayName: ['a', 'b'] },
        ]) {
          const body = t.user(over)
          isError(await t.post(t.profile.users, body), 400)
          if (typeof body['userName'] !== 'string') continue
          const found = await t.get(t.profile.users, { query: { filter: `userName eq "${body['userName']}"` } })
          holds(found, found.status !== 200 || idsOf(found).length === 0, 'no user to be created')
        }
      },
    },
    {
      id: 'media-types/wrong-type-kind',
      rule: '7644 3.12',
      level: 'SHOULD',
      title: 'A value of a wrong type is refused as invalidValue (or invalidSyntax)',
      needs: ['User.active'],
      async run(t) {
        isError(await t.post(t.profile.users, t.user({ active: 'perhaps' })), 400, 'invalidValue', 'invalidSyntax')
      },
    },
  ],
)
