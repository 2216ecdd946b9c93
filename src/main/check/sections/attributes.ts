/** RFC 7643 §2: what is true of every attribute, whatever resource it is on. */
import { has, hasStatus, holds, isError, lacks } from '../expect.ts'
import { at, listAt, shown, textAt } from '../json.ts'
import type { JsonObject } from '../json.ts'
import { ENTERPRISE_URN, USER_URN } from '../profile.ts'
import { section } from '../section.ts'
import type { Answer, Trial } from '../types.ts'

function atMostOnePrimary(answer: Answer): void {
  const primary = listAt(answer.body, 'emails').filter((each) => at(each, 'primary') === true)
  holds(answer, primary.length <= 1, 'primary true on one e-mail at most', shown(primary))
}

/** RFC 7643 §8.3, without what a server may choose for itself. */
const wholeUser: JsonObject = {
  name: {
    formatted: 'Ms. Barbara J Jensen, III',
    familyName: 'Jensen',
    givenName: 'Barbara',
    middleName: 'Jane',
    honorificPrefix: 'Ms.',
    honorificSuffix: 'III',
  },
  nickName: 'Babs',
  profileUrl: 'https://login.example.com/bjensen',
  title: 'Tour Guide',
  userType: 'Employee',
  preferredLanguage: 'en-US',
  locale: 'en-US',
  timezone: 'America/Los_Angeles',
  active: true,
  addresses: [
    {
      type: 'work',
      streetAddress: '100 Universal City Plaza',
      locality: 'Hollywood',
      region: 'CA',
      postalCode: '91608',
      country: 'US',
      formatted: '100 Universal City Plaza\nHollywood, CA 91608 USA',
      primary: true,
    },
  ],
  phoneNumbers: [{ value: 'tel:+1-201-555-0123', type: 'work' }],
  ims: [{ value: 'someaimhandle', type: 'aim' }],
  photos: [{ value: 'https://photos.example.com/profilephoto/72930000000Ccne/F', type: 'photo' }],
  entitlements: [{ value: 'parking', type: 'building' }],
  roles: [{ value: 'guide', type: 'tours' }],
  x509Certificates: [{ value: 'MIIDQzCCAqygAwIBAgICEAAwDQYJKoZIhvcNAQEFBQAwTjELMAkGA1UEBhMCVVM=' }],
}
const wholeEnterprise: JsonObject = {
  employeeNumber: '701984',
  costCenter: '4130',
  organization: 'Universal Studios',
  division: 'Theme Park',
  department: 'Tour Operations',
}

/** The attributes of an example that the server has. */
function those(t: Trial, kind: 'User' | 'Enterprise', example: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(example).filter(([name]) => t.profile.missing(`${kind}.${name}`) === undefined))
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
      id: 'attributes/user-whole',
      rule: '7643 4.1',
      level: 'MUST',
      title: 'Every attribute of a user that the schema has is kept and returned as it was sent',
      async run(t) {
        const sent = those(t, 'User', wholeUser)
        const answer = await t.read(await t.newUser(sent))
        for (const [name, value] of Object.entries(sent)) has(answer, [name], value ?? null)
      },
    },
    {
      id: 'attributes/enterprise-whole',
      rule: '7643 4.3',
      level: 'MUST',
      title: 'Every attribute of the enterprise extension that the schema has is kept and returned as it was sent',
      needs: ['enterprise'],
      async run(t) {
        const sent = those(t, 'Enterprise', wholeEnterprise)
        const answer = await t.read(await t.newUser({ schemas: [USER_URN, ENTERPRISE_URN], [ENTERPRISE_URN]: sent }))
        for (const [name, value] of Object.entries(sent)) has(answer, [ENTERPRISE_URN, name], value ?? null)
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
        const user = await t.newUser({ schemas: [ENTERPRISE_URN, USER_URN], [ENTERPRISE_URN]: { department: 'Tours' } })
        has(await t.read(user), [ENTERPRISE_URN, 'department'], 'Tours')
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
