/** RFC 7644 §3.4.2.2: expressions, value paths, qualified names, and what is no filter at all. */
import { idsOf, isError, lists } from '../expect.ts'
import { ENTERPRISE_URN, USER_URN } from '../profile.ts'
import { section } from '../section.ts'
import { find, ours, people, quoted } from './people.ts'

/** None of them is in the grammar of RFC 7644 §3.4.2.2, Figure 1. */
const noFilters = [
  'userName',
  'userName eq',
  'eq "x"',
  'userName eq "x" and',
  'userName eq "x" userName eq "y"',
  '(userName eq "x"',
  'userName eq "x")',
  'userName eq "x',
  'userName like "x"',
  'emails[type eq "work"',
  'emails[type]',
  'not userName eq "x"',
]

/** RFC 7644 §3.4.2.2, Figure 2. */
const examples = [
  'userName eq "bjensen"',
  `name.familyName co "O'Malley"`,
  'userName sw "J"',
  'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"',
  'title pr',
  'meta.lastModified gt "2011-05-13T04:42:34Z"',
  'meta.lastModified ge "2011-05-13T04:42:34Z"',
  'meta.lastModified lt "2011-05-13T04:42:34Z"',
  'meta.lastModified le "2011-05-13T04:42:34Z"',
  'title pr and userType eq "Employee"',
  'title pr or userType eq "Intern"',
  'schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"',
  'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
  'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
  'userType eq "Employee" and (emails.type eq "work")',
  'userType eq "Employee" and emails[type eq "work" and value co "@example.com"]',
  'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
]

export const filterLogic = section(
  '7644 3.4.2.2',
  ['users', 'filter'],
  [
    {
      id: 'filter/and',
      level: 'MUST',
      title: 'and wants both sides',
      needs: ['User.title', 'User.active'],
      async run(t) {
        const p = await people(t)
        lists(await find(t, ours(t, 'title pr and active eq true')), p, 'Anna', 'Cleo')
      },
    },
    {
      id: 'filter/or',
      level: 'MUST',
      title: 'or wants either side',
      needs: ['User.nickName', 'User.active'],
      async run(t) {
        const p = await people(t)
        lists(await find(t, ours(t, 'nickName pr or active eq false')), p, 'Anna', 'Bert')
      },
    },
    {
      id: 'filter/not',
      level: 'MUST',
      title: 'not ( … ) selects what the filter within does not',
      needs: ['User.title'],
      async run(t) {
        const p = await people(t)
        lists(await find(t, ours(t, 'not (title pr)')), p, 'Dora')
      },
    },
    {
      id: 'filter/precedence',
      level: 'MUST',
      title: 'and binds before or',
      needs: ['User.nickName', 'User.title', 'User.active'],
      async run(t) {
        const p = await people(t)
        const [a, b] = [quoted(p.Anna.body['userName']), quoted(p.Bert.body['userName'])]
        lists(await find(t, `userName eq ${a} or userName eq ${b} and active eq false`), p, 'Anna', 'Bert')
        lists(await find(t, `active eq true and userName eq ${a} or userName eq ${b}`), p, 'Anna', 'Bert')
      },
    },
    {
      id: 'filter/grouping',
      level: 'MUST',
      title: 'Parentheses come first',
      needs: ['User.active'],
      async run(t) {
        const p = await people(t)
        const [a, b] = [quoted(p.Anna.body['userName']), quoted(p.Bert.body['userName'])]
        lists(await find(t, `(userName eq ${a} or userName eq ${b}) and active eq false`), p, 'Bert')
        lists(await find(t, ours(t, 'not ((title pr) and (active eq true))')), p, 'Bert', 'Dora')
      },
    },
    {
      id: 'filter/sub-attribute',
      level: 'MUST',
      title: 'A sub-attribute is named with a dot',
      needs: ['User.name.familyName'],
      async run(t) {
        const p = await people(t)
        lists(await find(t, `name.familyName eq ${quoted(`${t.prefix} Beta`)}`), p, 'Bert')
      },
    },
    {
      id: 'filter/any-value',
      level: 'MUST',
      title: 'A multi-valued attribute matches when any of its values does',
      needs: ['User.emails.value'],
      async run(t) {
        const p = await people(t)
        lists(await find(t, `emails.value eq ${quoted(`${t.prefix}-anna@home.example`)}`), p, 'Anna')
        lists(await find(t, ours(t, 'emails.value ew "work.example"')), p, 'Anna', 'Bert')
      },
    },
    {
      id: 'filter/complex-value',
      level: 'SHOULD',
      title: 'A complex attribute without a sub-attribute stands for its value, as in the examples of the RFC',
      needs: ['User.emails.value'],
      async run(t) {
        const p = await people(t)
        lists(await find(t, ours(t, 'emails co "@other.example"')), p, 'Cleo')
      },
    },
    {
      id: 'filter/examples',
      level: 'MUST',
      title: 'Every example of a filter in the RFC is one',
      needs: ['User.userType', 'User.ims', 'User.title'],
      async run(t) {
        for (const filter of examples) idsOf(await find(t, filter, { count: 1 }))
      },
    },
    {
      id: 'filter/value-path',
      level: 'MUST',
      title: 'emails[…] wants all its conditions of one and the same value',
      needs: ['User.emails.value', 'User.emails.type'],
      async run(t) {
        const p = await people(t)
        lists(await find(t, ours(t, 'emails[type eq "work" and value ew "work.example"]')), p, 'Anna')
        lists(await find(t, ours(t, 'emails.type eq "work" and emails.value ew "work.example"')), p, 'Anna', 'Bert')
      },
    },
    {
      id: 'filter/value-path-or',
      level: 'MUST',
      title: 'emails[…] takes or, not and parentheses within',
      needs: ['User.emails.value', 'User.emails.type'],
      async run(t) {
        const p = await people(t)
        lists(await find(t, ours(t, 'emails[type eq "home" and (value ew "home.example" or value ew "other.example")]')), p, 'Anna')
        lists(await find(t, ours(t, 'emails[type eq "work" and not (value ew "work.example")]')), p, 'Bert', 'Cleo')
      },
    },
    {
      id: 'filter/value-path-and',
      level: 'MUST',
      title: 'A value path is combined with other conditions',
      needs: ['User.emails.type', 'User.active'],
      async run(t) {
        const p = await people(t)
        lists(await find(t, ours(t, 'emails[type eq "home"] and active eq true')), p, 'Anna')
      },
    },
    {
      id: 'filter/urn',
      rule: '7644 3.10',
      level: 'MUST',
      title: 'A core attribute may be qualified by its schema',
      async run(t) {
        const p = await people(t)
        lists(await find(t, `${USER_URN}:userName eq ${quoted(p.Anna.body['userName'])}`), p, 'Anna')
        lists(await find(t, ours(t, `${USER_URN}:name.familyName eq ${quoted(`${t.prefix} alpha`)}`)), p, 'Anna')
      },
    },
    {
      id: 'filter/extension',
      rule: '7644 3.10',
      level: 'MUST',
      title: 'An attribute of an extension is found by its qualified name',
      needs: ['enterprise', 'Enterprise.department'],
      async run(t) {
        const p = await people(t)
        lists(await find(t, `${ENTERPRISE_URN}:department eq ${quoted(`${t.prefix} Tours`)}`), p, 'Cleo')
        lists(await find(t, ours(t, `${ENTERPRISE_URN}:department pr`)), p, 'Cleo')
      },
    },
    {
      id: 'filter/common',
      rule: '7643 3.1',
      level: 'MUST',
      title: 'id, externalId and meta are filtered on like any attribute',
      async run(t) {
        const p = await people(t)
        lists(await find(t, `id eq ${quoted(p.Bert.id)}`), p, 'Bert')
        lists(await find(t, ours(t, 'meta.resourceType eq "User"')), p, 'Anna', 'Bert', 'Cleo', 'Dora')
        lists(await find(t, ours(t, 'externalId pr')), p, 'Anna')
      },
    },
    {
      id: 'filter/schemas',
      level: 'SHOULD',
      title: 'Resources are found by the schemas they have',
      needs: ['enterprise', 'Enterprise.department'],
      async run(t) {
        const p = await people(t)
        lists(await find(t, ours(t, `schemas eq "${ENTERPRISE_URN}"`)), p, 'Cleo')
      },
    },
    {
      id: 'filter/members',
      level: 'MUST',
      title: 'Groups are found by their members',
      needs: ['groups', 'Group.members.value'],
      async run(t) {
        const user = await t.newUser()
        const groups = { First: await t.newGroup({ members: [{ value: user.id }] }), Second: await t.newGroup() }
        lists(await t.get(t.profile.groups, { query: { filter: `members.value eq ${quoted(user.id)}` } }), groups, 'First')
        lists(await t.get(t.profile.groups, { query: { filter: `members[value eq ${quoted(user.id)}]` } }), groups, 'First')
      },
    },
    {
      id: 'filter/groups-by-name',
      level: 'MUST',
      title: 'A group is found by its displayName',
      needs: ['groups'],
      async run(t) {
        const groups = { First: await t.newGroup(), Second: await t.newGroup() }
        const filter = `displayName eq ${quoted(groups.First.body['displayName'])}`
        lists(await t.get(t.profile.groups, { query: { filter } }), groups, 'First')
      },
    },
    {
      id: 'filter/invalid',
      level: 'MUST',
      title: 'What is no filter is refused with 400 invalidFilter',
      async run(t) {
        for (const filter of noFilters) isError(await find(t, filter), 400, 'invalidFilter')
      },
    },
    {
      id: 'filter/unknown-operator',
      level: 'MUST',
      title: 'An operator that is not known is refused, never passed over',
      async run(t) {
        isError(await find(t, 'userName re "x"'), 400, 'invalidFilter')
        isError(await find(t, 'userName eq "x" xor userName eq "y"'), 400, 'invalidFilter')
      },
    },
  ],
)
