/** RFC 7644 §3.4.1: one resource, and §3.9: a part of it. */
import { has, hasStatus, holds, isError, isPresent, lacks } from '../expect.ts'
import { at, isObject, isUnassigned, shown } from '../json.ts'
import { ENTERPRISE_URN, USER_URN } from '../profile.ts'
import { section } from '../section.ts'
import type { Answer } from '../types.ts'

/** No attribute but these and what is always returned or said of the resource itself. */
function onlyHas(answer: Answer, ...names: readonly string[]): void {
  const known = new Set([...names, 'id', 'schemas', 'meta'].map((name) => name.toLowerCase()))
  const others = Object.entries(isObject(answer.body) ? answer.body : {}).filter(
    ([name, value]) => !known.has(name.toLowerCase()) && !isUnassigned(value),
  )
  holds(answer, others.length === 0, `no attribute but ${names.join(', ')}`, others.map(([name]) => name).join(', '))
}

const one = section(
  '7644 3.4.1',
  ['users'],
  [
    {
      id: 'retrieve/one',
      level: 'MUST',
      title: 'GET of a resource is answered 200 with that resource',
      async run(t) {
        const user = await t.newUser()
        const answer = await t.get(user.path)
        hasStatus(answer, 200)
        has(answer, ['id'], user.id)
        has(answer, ['meta', 'location'], at(user.body, 'meta', 'location') ?? null)
      },
    },
    {
      id: 'retrieve/unknown',
      rule: '7644 3.12',
      level: 'MUST',
      title: 'An id that does not exist is 404 with a SCIM error',
      async run(t) {
        isError(await t.get(`${t.profile.users}/${t.name()}`), 404)
      },
    },
    {
      id: 'retrieve/unknown-group',
      rule: '7644 3.12',
      level: 'MUST',
      title: 'The id of a user is no group',
      needs: ['groups'],
      async run(t) {
        const user = await t.newUser()
        isError(await t.get(`${t.profile.groups}/${encodeURIComponent(user.id)}`), 404)
      },
    },
    {
      id: 'retrieve/content-location',
      rule: '7643 3.1',
      level: 'MUST',
      title: 'Content-Location, where it is sent, is meta.location',
      async run(t) {
        const answer = await t.read(await t.newUser())
        const header = answer.headers.get('content-location')
        if (header !== null) has(answer, ['meta', 'location'], header)
      },
    },
    {
      id: 'retrieve/odd-ids',
      rule: '7644 3.12',
      level: 'MUST',
      title: 'Ids of any characters are looked up and not found, without failing',
      async run(t) {
        for (const id of ['%25', '%2F', "'%20or%201=1", '%F0%9F%98%80', 'a'.repeat(500)]) {
          const answer = await t.get(`${t.profile.users}/${id}`)
          holds(answer, answer.status === 404 || answer.status === 400, 'status 404')
        }
      },
    },
  ],
)

const part = section(
  '7644 3.9',
  ['users'],
  [
    {
      id: 'projection/attributes',
      level: 'MUST',
      title: 'attributes= returns those attributes and id, and no other',
      async run(t) {
        const user = await t.newUser()
        const answer = await t.get(user.path, { query: { attributes: 'userName,active' } })
        hasStatus(answer, 200)
        has(answer, ['id'], user.id)
        isPresent(answer, 'userName')
        onlyHas(answer, 'userName', 'active')
      },
    },
    {
      id: 'projection/sub-attribute',
      rule: '7644 3.10',
      level: 'MUST',
      title: 'attributes=name.familyName returns that sub-attribute without its siblings',
      needs: ['User.name.familyName'],
      async run(t) {
        const user = await t.newUser()
        const answer = await t.get(user.path, { query: { attributes: 'name.familyName' } })
        hasStatus(answer, 200)
        has(answer, ['name', 'familyName'], 'Family')
        lacks(answer, 'name', 'givenName')
        onlyHas(answer, 'name')
      },
    },
    {
      id: 'projection/multi-valued-sub-attribute',
      rule: '7644 3.10',
      level: 'MUST',
      title: 'attributes=emails.value returns that sub-attribute of every value',
      needs: ['User.emails.value', 'User.emails.type'],
      async run(t) {
        const user = await t.newUser()
        const answer = await t.get(user.path, { query: { attributes: 'emails.value' } })
        hasStatus(answer, 200)
        has(answer, ['emails', 0, 'value'], user.body['userName'] ?? null)
        lacks(answer, 'emails', 0, 'type')
      },
    },
    {
      id: 'projection/urn',
      rule: '7644 3.10',
      level: 'MUST',
      title: 'attributes= takes names qualified by their schema',
      async run(t) {
        const user = await t.newUser()
        const answer = await t.get(user.path, { query: { attributes: `${USER_URN}:userName` } })
        hasStatus(answer, 200)
        isPresent(answer, 'userName')
        onlyHas(answer, 'userName')
      },
    },
    {
      id: 'projection/extension',
      rule: '7644 3.10',
      level: 'MUST',
      title: 'attributes= takes an attribute of an extension by its URN',
      needs: ['enterprise', 'Enterprise.department', 'Enterprise.division'],
      async run(t) {
        const user = await t.newUser({ schemas: [USER_URN, ENTERPRISE_URN], [ENTERPRISE_URN]: { department: 'Tours', division: 'Parks' } })
        const answer = await t.get(user.path, { query: { attributes: `${ENTERPRISE_URN}:department` } })
        hasStatus(answer, 200)
        has(answer, [ENTERPRISE_URN, 'department'], 'Tours')
        lacks(answer, ENTERPRISE_URN, 'division')
        onlyHas(answer, ENTERPRISE_URN)
      },
    },
    {
      id: 'projection/case',
      rule: '7643 2.1',
      level: 'MUST',
      title: 'attributes= takes names in any letter case',
      async run(t) {
        const user = await t.newUser()
        const answer = await t.get(user.path, { query: { attributes: 'USERNAME' } })
        hasStatus(answer, 200)
        isPresent(answer, 'userName')
        onlyHas(answer, 'userName')
      },
    },
    {
      id: 'projection/excluded',
      level: 'MUST',
      title: 'excludedAttributes= leaves those out and everything else in',
      needs: ['User.emails', 'User.name'],
      async run(t) {
        const user = await t.newUser()
        const answer = await t.get(user.path, { query: { excludedAttributes: 'emails,name.givenName' } })
        hasStatus(answer, 200)
        lacks(answer, 'emails')
        lacks(answer, 'name', 'givenName')
        isPresent(answer, 'userName')
        isPresent(answer, 'active')
      },
    },
    {
      id: 'projection/excluded-always',
      level: 'MUST',
      title: 'excludedAttributes= has no effect on what is always returned (id)',
      async run(t) {
        const user = await t.newUser()
        const answer = await t.get(user.path, { query: { excludedAttributes: 'id,userName' } })
        hasStatus(answer, 200)
        has(answer, ['id'], user.id)
      },
    },
    {
      id: 'projection/excluded-members',
      level: 'MUST',
      title: 'excludedAttributes=members returns a group without its members',
      needs: ['groups'],
      async run(t) {
        const user = await t.newUser()
        const group = await t.newGroup({ members: [{ value: user.id }] })
        const answer = await t.get(group.path, { query: { excludedAttributes: 'members' } })
        hasStatus(answer, 200)
        isPresent(answer, 'displayName')
        lacks(answer, 'members')
      },
    },
    {
      id: 'projection/never',
      rule: '7643 7',
      level: 'MUST',
      title: 'What is never returned is not, even when it is asked for',
      needs: ['User.password'],
      async run(t) {
        const user = await t.newUser({ password: `Aa1!${t.name()}` })
        for (const attributesAsked of ['password', 'userName,password']) {
          const answer = await t.get(user.path, { query: { attributes: attributesAsked } })
          hasStatus(answer, 200)
          holds(answer, at(answer.body, 'password') === undefined, 'no password', shown(at(answer.body, 'password')))
        }
      },
    },
    {
      id: 'projection/on-create',
      level: 'MUST',
      title: 'attributes= applies to what a creation answers',
      async run(t) {
        const answer = await t.post(t.profile.users, t.user(), { query: { attributes: 'userName' } })
        hasStatus(answer, 201)
        isPresent(answer, 'id')
        onlyHas(answer, 'userName')
      },
    },
    {
      id: 'projection/on-replace',
      level: 'MUST',
      title: 'excludedAttributes= applies to what a replacement answers',
      needs: ['User.emails'],
      async run(t) {
        const body = t.user()
        const user = await t.newUser(body)
        const answer = await t.put(user.path, body, { query: { excludedAttributes: 'emails' } })
        hasStatus(answer, 200)
        isPresent(answer, 'userName')
        lacks(answer, 'emails')
      },
    },
  ],
)

export const retrieve = [...one, ...part]
