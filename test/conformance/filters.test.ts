import { describe, expect, it } from 'vitest'
import { ENTERPRISE, filtered, USER } from '../support/scim-client.ts'
import { fileEndpoint } from '../support/scim-endpoint.ts'

const endpoint = await fileEndpoint()
const { scim } = await endpoint.tenant('filters')

const people: Record<string, Record<string, unknown>> = {
  bjensen: {
    userName: 'bjensen',
    title: 'Guide',
    userType: 'Employee',
    name: { familyName: "O'Malley" },
    emails: [
      { value: 'b@example.com', type: 'work', primary: true },
      { value: 'b@example.org', type: 'home' },
    ],
    ims: [{ value: 'b@foo.com', type: 'xmpp' }],
    [ENTERPRISE]: { employeeNumber: '7', department: 'Tours', manager: { value: 'm-1' } },
  },
  jdoe: { userName: 'JDoe', userType: 'Intern', emails: [{ value: 'j@example.org', type: 'work' }], active: false },
  joe: { userName: 'joe', title: 'Boss', userType: 'Intern', emails: [{ value: 'joe@elsewhere.net', type: 'home' }] },
  none: { userName: 'zoe' },
}
const ids = new Map<string, string>()
for (const [name, person] of Object.entries(people)) {
  endpoint.data.time.now += 1_000
  ids.set(await scim.create('/Users', person), name)
}
const found = async (filter: string): Promise<string[]> => {
  const { status, body, text } = await scim.get(filtered('/Users', filter))
  if (status !== 200) throw new Error(`${filter}: ${text}`)
  return body.Resources.map(({ id }) => ids.get(id) ?? id).toSorted()
}
const second = (n: number) => new Date(Date.UTC(2026, 10, 22, 9, 0, n)).toISOString()

describe('R1: every filter that RFC 7644 §3.4.2.2 prints', () => {
  it.each([
    ['userName eq "bjensen"', ['bjensen']],
    [`name.familyName co "O'Malley"`, ['bjensen']],
    ['userName sw "J"', ['jdoe', 'joe']],
    [`${USER}:userName sw "J"`, ['jdoe', 'joe']],
    ['title pr', ['bjensen', 'joe']],
    ['meta.lastModified gt "2011-05-13T04:42:34Z"', ['bjensen', 'jdoe', 'joe', 'none']],
    ['meta.lastModified ge "2011-05-13T04:42:34Z"', ['bjensen', 'jdoe', 'joe', 'none']],
    ['meta.lastModified lt "2011-05-13T04:42:34Z"', []],
    ['meta.lastModified le "2011-05-13T04:42:34Z"', []],
    ['title pr and userType eq "Employee"', ['bjensen']],
    ['title pr or userType eq "Intern"', ['bjensen', 'jdoe', 'joe']],
    [`schemas eq "${ENTERPRISE}"`, ['bjensen']],
    ['userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")', ['bjensen']],
    ['userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")', ['joe', 'none']],
    ['userType eq "Employee" and (emails.type eq "work")', ['bjensen']],
    ['userType eq "Employee" and emails[type eq "work" and value co "@example.com"]', ['bjensen']],
    ['emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]', ['bjensen']],
  ])('R1: %s', async (filter, expected) => {
    expect(await found(filter)).toEqual(expected)
  })
})

describe('R1: the grammar', () => {
  it.each([
    ['USERNAME EQ "BJENSEN"', ['bjensen']],
    ['userName eq bjensen', ['bjensen']],
    ['userName eq "joe" or userName eq "zoe" and title pr', ['joe']],
    ['(userName eq "joe" or userName eq "zoe") and title pr', ['joe']],
    ['not (title pr) and not (active eq false)', ['none']],
    ['not (not (userName eq "zoe"))', ['none']],
    ['userName ew "OE"', ['jdoe', 'joe', 'none']],
    ['userName gt "joe"', ['none']],
    ['userName ge "joe"', ['joe', 'none']],
    ['userName lt "jdoe"', ['bjensen']],
    ['userName le "jdoe"', ['bjensen', 'jdoe']],
    ['active eq false', ['jdoe']],
    ['active eq "False"', ['jdoe']],
    ['active ne true', ['jdoe']],
    ['emails.primary eq true', ['bjensen']],
    ['emails[primary eq "True"]', ['bjensen']],
    ['emails[type eq "work"].value eq "j@example.org"', ['jdoe']],
    ['emails[type eq "home"].value eq "j@example.org"', []],
    ['emails[type eq "work"] eq "j@example.org"', ['jdoe']],
    ['emails eq "b@example.org"', ['bjensen']],
    ['emails[type eq "work" and value ew ".org"]', ['jdoe']],
    ['emails.type eq "work" and emails.value ew ".org"', ['bjensen', 'jdoe']],
    ['emails[not (type eq "work")]', ['bjensen', 'joe']],
    ['emails[type eq "home" or primary eq true]', ['bjensen', 'joe']],
    ['emails pr', ['bjensen', 'jdoe', 'joe']],
    ['not (emails pr)', ['none']],
    ['emails.display pr', []],
    ['name pr', ['bjensen']],
    ['title eq null', ['jdoe', 'none']],
    ['title ne null', ['bjensen', 'joe']],
    ['title eq ""', ['jdoe', 'none']],
    ['title ne "Boss"', ['bjensen', 'jdoe', 'none']],
    ['userName eq "b\\u006aensen"', ['bjensen']],
    [`${ENTERPRISE}:department eq "tours"`, ['bjensen']],
    [`${ENTERPRISE.toUpperCase()}:DEPARTMENT eq "tours"`, ['bjensen']],
    [`${ENTERPRISE}:manager.value eq "m-1"`, ['bjensen']],
    [`${ENTERPRISE}:manager eq "m-1"`, ['bjensen']],
    ['manager eq "m-1"', ['bjensen']],
    [`${ENTERPRISE}:employeeNumber gt "6"`, ['bjensen']],
    [`not (${ENTERPRISE}:department pr)`, ['jdoe', 'joe', 'none']],
    ['meta.resourceType eq "User" and userName eq "zoe"', ['none']],
    ['meta.resourceType eq "Group"', []],
  ])('R1: %s', async (filter, expected) => {
    expect(await found(filter)).toEqual(expected)
  })

  it('R1: dates are instants, whatever zone they are written in', async () => {
    expect(await found(`meta.created eq "${second(2)}"`)).toEqual(['jdoe'])
    expect(await found('meta.created eq "2026-11-22T11:00:02+02:00"')).toEqual(['jdoe'])
    expect(await found(`meta.created gt "${second(2)}" and meta.created le "${second(3)}"`)).toEqual(['joe'])
    expect(await found(`meta.created ge "${second(3)}"`)).toEqual(['joe', 'none'])
  })

  it('R1: ids are compared with case, and Entra’s probes find one or none', async () => {
    const [[id = '', name = ''] = []] = ids
    expect(await found(`id eq "${id}"`)).toEqual([name])
    expect(await found(`id eq "${id.toUpperCase()}"`)).toEqual([])
    expect(await found(`id eq "${id}" and manager eq "m-1"`)).toEqual([name])
    expect(await found(`id eq "${id}" and manager eq "m-2"`)).toEqual([])
  })
})

describe('R1: a filter that is wrong is 400 invalidFilter', () => {
  it.each([
    'userName',
    'userName eq',
    'eq "x"',
    'userName = "x"',
    'userName eq "x',
    'userName eq "x" and',
    'and userName pr',
    'userName eq "x" userName eq "y"',
    '(userName eq "x"',
    'userName eq "x")',
    'not userName eq "x"',
    'emails[type eq "work"',
    'emails[]',
    'emails[type eq "work"]]',
    'emails[emails[type eq "x"]]',
    'userName[value eq "x"]',
    'emails.nothing eq "x"',
    'nothing eq "x"',
    'urn:nobody:2.0:User:userName eq "x"',
    'active gt true',
    'active co "t"',
    'active eq "perhaps"',
    'meta.created eq "yesterday"',
    'meta.created co "2026"',
    'x509Certificates.value eq "x"',
    'password eq "x"',
    'userName eq "\\x"',
    'userName regex ".*"',
    '"userName" eq "x"',
    '%',
    ';DROP TABLE users',
  ])('R1: %s', async (filter) => {
    const { status, body } = await scim.get(filtered('/Users', filter))
    expect([status, body.scimType]).toEqual([400, 'invalidFilter'])
    const searched = await scim.post('/Users/.search', { filter })
    expect([searched.status, searched.body]).toEqual([400, body])
  })

  it('R1: values are parameters: quotes, wildcards and SQL in them are text', async () => {
    for (const value of [`' OR 1=1 --`, `\\"; DROP TABLE users; --`, '%', '_', '*', '.*', `"`]) {
      const filter = `userName eq ${JSON.stringify(value)} or userName co ${JSON.stringify(value)} or userName sw ${JSON.stringify(value)}`
      expect([value, await found(filter)]).toEqual([value, []])
    }
    expect((await scim.get('/Users')).body.totalResults).toBe(ids.size)
  })
})

describe('R1: filters on groups', async () => {
  const { scim: other } = await endpoint.tenant('group-filters')
  const user = await other.create('/Users', { userName: 'm@acme.example', displayName: 'Mem Ber' })
  const inner = await other.create('/Groups', { displayName: 'Inner', externalId: 'E-1' })
  const outer = await other.create('/Groups', { displayName: 'Outer', members: [{ value: user }, { value: inner }] })
  const groups = async (filter: string) => (await other.get(filtered('/Groups', filter))).body.Resources.map(({ id }) => id)

  it('R1, G10: by members, their kind and their names, all of one member', async () => {
    expect(await groups(`members eq "${user}"`)).toEqual([outer])
    expect(await groups(`members.value eq "${inner}"`)).toEqual([outer])
    expect(await groups(`members[value eq "${user}" and type eq "User"]`)).toEqual([outer])
    expect(await groups(`members[value eq "${user}" and type eq "Group"]`)).toEqual([])
    expect(await groups('members.display eq "mem ber"')).toEqual([outer])
    expect(await groups('members[display co "nner" and type eq "Group"]')).toEqual([outer])
    expect(await groups('members pr')).toEqual([outer])
    expect(await groups('not (members pr)')).toEqual([inner])
    expect(await groups(`id eq "${outer}" and members eq "${user}"`)).toEqual([outer])
    expect(await groups(`id eq "${inner}" and members eq "${user}"`)).toEqual([])
  })

  it('R1: by name without case, by externalId with it', async () => {
    expect(await groups('displayName eq "OUTER"')).toEqual([outer])
    expect(await groups('externalId eq "E-1"')).toEqual([inner])
    expect(await groups('externalId eq "e-1"')).toEqual([])
    expect(await groups('externalId pr')).toEqual([inner])
  })
})
