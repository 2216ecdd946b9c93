/** RFC 7643 §2: what is true of every attribute, whatever resource it is on. */
import { has, hasStatus, holds, isError, lacks } from '../expect.ts'
import { at, listAt, shown, textAt } from '../json.ts'
import { USER_URN } from '../profile.ts'
import { section } from '../section.ts'
import type { Answer } from '../types.ts'

function atMostOnePrimary(answer: Answer): void {
  const primary = listAt(answer.body, 'emails').filter((each) => at(each, 'primary') === true)
  holds(answer, primary.length <= 1, 'primary true on one e-mail at most', shown(primary))
}

export const attributes = section(
  '7643 2.5',
  ['users'],
  [
    {
      id: 'attributes/null',
      level: 'MUST',
      title: 'Null and an empty list are the same as no value: accepted, and nothing is stored',
      needs: ['User.nickName', 'User.phoneNumbers'],
      async run(t) {
        const user = await t.newUser({ nickName: null, phoneNumbers: [], title: null })
        const answer = await t.read(user)
        lacks(answer, 'nickName')
        lacks(answer, 'phoneNumbers')
      },
    },
    {
      id: 'attributes/null-required',
      level: 'MUST',
      title: 'A required attribute that is null is missing',
      async run(t) {
        isError(await t.post(t.profile.users, t.user({ userName: null })), 400)
      },
    },
    {
      id: 'attributes/primary-once',
      rule: '7643 2.4',
      level: 'MUST',
      title: 'primary is true on no more than one value of an attribute',
      needs: ['User.emails'],
      async run(t) {
        const emails = ['work', 'home'].map((type) => ({ value: t.address(), type, primary: true }))
        const answer = await t.post(t.profile.users, t.user({ emails }))
        if (answer.status === 400) return
        hasStatus(answer, 201)
        atMostOnePrimary(answer)
      },
    },
    {
      id: 'attributes/multi-valued',
      rule: '7643 2.4',
      level: 'MUST',
      title: 'Values of a multi-valued attribute are all kept, with their type, display and primary',
      needs: ['User.emails', 'User.emails.display'],
      async run(t) {
        const emails = [
          { value: t.address(), type: 'work', display: 'At work', primary: true },
          { value: t.address(), type: 'home', display: 'At home' },
        ]
        const user = await t.newUser({ emails })
        const answer = await t.read(user)
        for (const email of emails) {
          const kept = listAt(answer.body, 'emails').find((each) => at(each, 'value') === email.value)
          const isWhole = textAt(kept, 'type') === email.type && textAt(kept, 'display') === email.display
          holds(answer, isWhole, `the e-mail ${shown(email)}`, shown(at(answer.body, 'emails')))
        }
      },
    },
    {
      id: 'attributes/boolean',
      rule: '7643 2.3.2',
      level: 'MUST',
      title: 'A boolean comes back as a JSON boolean',
      needs: ['User.active'],
      async run(t) {
        for (const active of [true, false]) {
          const answer = await t.read(await t.newUser({ active }))
          holds(answer, at(answer.body, 'active') === active, `active to be ${active}`, shown(at(answer.body, 'active')))
        }
      },
    },
    {
      id: 'attributes/schemas-known',
      rule: '7643 3',
      level: 'MUST',
      title: 'schemas is never empty, has no URN twice, and has only those of the resource type',
      async run(t) {
        const user = await t.newUser({ schemas: [USER_URN, USER_URN] })
        const answer = await t.read(user)
        const schemas = listAt(answer.body, 'schemas')
        holds(answer, schemas.length > 0 && new Set(schemas).size === schemas.length, 'each schema once', shown(schemas))
        holds(answer, schemas.includes(USER_URN), `the schema ${USER_URN}`, shown(schemas))
      },
    },
    {
      id: 'attributes/schemas-order',
      rule: '7643 3',
      level: 'MUST',
      title: 'The order of schemas does not matter',
      needs: ['enterprise', 'Enterprise.department'],
      async run(t) {
        const extension = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
        const user = await t.newUser({ schemas: [extension, USER_URN], [extension]: { department: 'Tours' } })
        has(await t.read(user), [extension, 'department'], 'Tours')
      },
    },
    {
      id: 'attributes/references',
      rule: '7643 2.3.7',
      level: 'SHOULD',
      title: 'Reference values in answers ($ref) are URIs that lead to the resource',
      needs: ['groups', 'Group.members.$ref'],
      async run(t) {
        const user = await t.newUser()
        const answer = await t.read(await t.newGroup({ members: [{ value: user.id }] }))
        const reference = textAt(answer.body, 'members', 0, '$ref')
        holds(answer, reference?.endsWith(user.path) === true, `members[0].$ref ending in ${user.path}`, shown(reference))
      },
    },
  ],
)
