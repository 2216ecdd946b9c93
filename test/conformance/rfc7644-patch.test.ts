import { beforeEach, describe, expect, it } from 'vitest'
import { ENTERPRISE, filtered, GROUP, PATCH_OP, USER } from '../support/scim-client.ts'
import { fileEndpoint } from '../support/scim-endpoint.ts'
import { fullUser } from './rfc-resources.ts'

const endpoint = await fileEndpoint()
const { scim, integration } = await endpoint.tenant('patch')
const babs = await scim.create('/Users', { userName: 'babs', displayName: 'Babs Jensen' })
const mandy = await scim.create('/Users', { userName: 'mandy', displayName: 'Mandy Pepperidge' })
const james = await scim.create('/Users', { userName: 'james', displayName: 'James Smith' })

let user = ''
let group = ''
let made = 0
beforeEach(async () => {
  user = await scim.create('/Users', { ...fullUser, userName: `bjensen${made}` })
  group = await scim.create('/Groups', { displayName: `Tour Guides ${made++}`, members: [{ value: babs }, { value: mandy }] })
})

const onUser = (...operations: unknown[]) => scim.patch(`/Users/${user}`, operations)
const onGroup = (...operations: unknown[]) => scim.patch(`/Groups/${group}`, operations)
const membersOf = async () => (await scim.get(`/Groups/${group}`)).body.members.map(({ value }) => value).toSorted()

describe('R2: every PATCH that RFC 7644 §3.5.2 prints', () => {
  it('§3.5.2.1: add a member', async () => {
    const { status } = await onGroup({
      op: 'add',
      path: 'members',
      value: [{ display: 'James Smith', $ref: `https://example.com/v2/Users/${james}`, value: james }],
    })
    expect([status, await membersOf()]).toEqual([204, [babs, mandy, james].toSorted()])
  })

  it('§3.5.2.1: add without a path: an e-mail, and a nickname', async () => {
    const { status, body } = await onUser({
      op: 'add',
      value: { emails: [{ value: 'babs@example.net', type: 'home' }], nickname: 'Babsy' },
    })
    expect([status, body['nickName'], body.emails]).toEqual([
      200,
      'Babsy',
      [...fullUser.emails, { value: 'babs@example.net', type: 'home' }],
    ])
  })

  it('§3.5.2.2: remove one member', async () => {
    expect((await onGroup({ op: 'remove', path: `members[value eq "${babs}"]` })).status).toBe(204)
    expect(await membersOf()).toEqual([mandy])
  })

  it('§3.5.2.2: remove all members', async () => {
    expect((await onGroup({ op: 'remove', path: 'members' })).status).toBe(204)
    expect(await membersOf()).toEqual([])
  })

  it('§3.5.2.2: remove values by a complex filter', async () => {
    const { body } = await onUser({ op: 'remove', path: 'emails[type eq "work" and value ew "example.com"]' })
    expect(body.emails).toEqual([{ value: 'babs@jensen.org', type: 'home' }])
  })

  it('§3.5.2.2: remove and add a member in one request', async () => {
    await onGroup(
      { op: 'remove', path: `members[value eq "${babs}"]` },
      { op: 'add', path: 'members', value: [{ display: 'James Smith', value: james }] },
    )
    expect(await membersOf()).toEqual([mandy, james].toSorted())
  })

  it('§3.5.2.3: replace all members', async () => {
    await onGroup({ op: 'replace', path: 'members', value: [{ value: babs }, { value: james }] })
    expect(await membersOf()).toEqual([babs, james].toSorted())
  })

  it('§3.5.2.3: replace the work address', async () => {
    const address = {
      type: 'work',
      streetAddress: '911 Universal City Plaza',
      locality: 'Hollywood',
      region: 'CA',
      postalCode: '91608',
      country: 'US',
      formatted: '911 Universal City Plaza\nHollywood, CA 91608 US',
      primary: true,
    }
    const { body } = await onUser({ op: 'replace', path: 'addresses[type eq "work"]', value: address })
    expect(body['addresses']).toEqual([address, fullUser.addresses[1]])
  })

  it('§3.5.2.3: replace a sub-attribute of the work address', async () => {
    const { body } = await onUser({ op: 'replace', path: 'addresses[type eq "work"].streetAddress', value: '1010 Broadway Ave' })
    expect(body['addresses']).toEqual([{ ...fullUser.addresses[0], streetAddress: '1010 Broadway Ave' }, fullUser.addresses[1]])
  })

  it('§3.5.2.3: replace without a path', async () => {
    const emails = [
      { value: 'bjensen@example.com', type: 'work', primary: true },
      { value: 'babs@jensen.org', type: 'home' },
    ]
    const { body } = await onUser({ op: 'replace', value: { emails, nickname: 'Babs' } })
    expect([body.emails, body['nickName'], body['title']]).toEqual([emails, 'Babs', 'Tour Guide'])
  })

  it('§3.12: changing the id is 400 mutability', async () => {
    expect((await onUser({ op: 'replace', path: 'id', value: 'other' })).body).toMatchObject({ status: '400', scimType: 'mutability' })
  })
})

describe('R2: the rows of §3.5.2.1 to §3.5.2.3', () => {
  const shown = async (operation: unknown, attribute: string) => {
    const { status, body } = await onUser(operation)
    return [status, body[attribute]]
  }

  it('R2: add sets what has no value, replaces what has one, and leaves what is the same', async () => {
    expect(await shown({ op: 'add', path: `${ENTERPRISE}:costCenter`, value: '4130' }, ENTERPRISE)).toEqual([200, { costCenter: '4130' }])
    expect(await shown({ op: 'add', path: 'title', value: 'Lead' }, 'title')).toEqual([200, 'Lead'])
    expect(await shown({ op: 'add', path: 'name.givenName', value: 'Bab' }, 'name')).toEqual([200, { ...fullUser.name, givenName: 'Bab' }])
    expect(await shown({ op: 'add', path: 'name', value: { middleName: 'J' } }, 'name')).toEqual([
      200,
      { ...fullUser.name, givenName: 'Bab', middleName: 'J' },
    ])
    const before = (await scim.get(`/Users/${user}`)).body
    expect(
      (await onUser({ op: 'add', path: 'emails', value: [fullUser.emails[1]] }, { op: 'add', path: 'title', value: 'Lead' })).body,
    ).toEqual(before)
  })

  it('R2: remove unassigns an attribute, a sub-attribute, a value, a sub-attribute of one value', async () => {
    expect(await shown({ op: 'remove', path: 'title' }, 'title')).toEqual([200, undefined])
    const { middleName: _, ...name } = fullUser.name
    expect(await shown({ op: 'remove', path: 'name.middleName' }, 'name')).toEqual([200, name])
    expect(await shown({ op: 'remove', path: 'emails[type eq "home"]' }, 'emails')).toEqual([200, [fullUser.emails[0]]])
    expect(await shown({ op: 'remove', path: 'emails[type eq "work"].primary' }, 'emails')).toEqual([
      200,
      [{ value: 'bjensen@example.com', type: 'work' }],
    ])
    expect(await shown({ op: 'remove', path: 'emails' }, 'emails')).toEqual([200, undefined])
    expect(await shown({ op: 'remove', path: 'nickName' }, 'nickName')).toEqual([200, undefined])
    expect(await shown({ op: 'remove', path: 'nickName' }, 'nickName')).toEqual([200, undefined])
  })

  it('R2: replace of a complex attribute leaves its other sub-attributes; of a list, replaces the list', async () => {
    expect(await shown({ op: 'replace', path: 'name', value: { givenName: 'B' } }, 'name')).toEqual([
      200,
      { ...fullUser.name, givenName: 'B' },
    ])
    expect(await shown({ op: 'replace', path: 'emails', value: [{ value: 'only@x.y' }] }, 'emails')).toEqual([200, [{ value: 'only@x.y' }]])
    expect(await shown({ op: 'replace', path: 'phoneNumbers[type eq "mobile"].value', value: '1' }, 'phoneNumbers')).toEqual([
      200,
      [fullUser.phoneNumbers[0], { value: '1', type: 'mobile' }],
    ])
    expect(await shown({ op: 'replace', path: 'displayName', value: 'New' }, 'displayName')).toEqual([200, 'New'])
  })

  it('R2: an extension’s URN is a path of its own', async () => {
    expect(await shown({ op: 'add', path: ENTERPRISE, value: { department: 'D', division: 'V' } }, ENTERPRISE)).toEqual([
      200,
      { department: 'D', division: 'V' },
    ])
    const { body } = await onUser({
      op: 'replace',
      value: { [`${ENTERPRISE}:division`]: 'W', 'name.familyName': 'Dotted', [ENTERPRISE]: { costCenter: '1' } },
    })
    expect([body[ENTERPRISE], body['name']]).toEqual([
      { department: 'D', division: 'W', costCenter: '1' },
      { ...fullUser.name, familyName: 'Dotted' },
    ])
    expect(await shown({ op: 'remove', path: ENTERPRISE }, ENTERPRISE)).toEqual([200, undefined])
    expect((await scim.get(`/Users/${user}`)).body.schemas).toEqual([USER])
    expect(await shown({ op: 'replace', path: `${USER}:name.familyName`, value: 'Full' }, 'name')).toEqual([
      200,
      { ...fullUser.name, familyName: 'Full' },
    ])
  })

  it.each(['add', 'Add', 'ADD'])('R2: op "%s" is without case', async (op) => {
    expect(await shown({ op, path: 'title', value: op }, 'title')).toEqual([200, op])
  })

  it('R2: one e-mail is made where Entra names it by its type, and none where a value was looked for', async () => {
    expect(await shown({ op: 'Replace', path: 'emails[type eq "other"].value', value: 'o@x.y' }, 'emails')).toEqual([
      200,
      [...fullUser.emails, { type: 'other', value: 'o@x.y' }],
    ])
    expect((await onUser({ op: 'replace', path: 'emails[value eq "nobody@x.y"].type', value: 'work' })).body.scimType).toBe('noTarget')
    expect((await onUser({ op: 'replace', path: 'emails[type eq "nonsense" and value co "x"].value', value: 'a' })).body.scimType).toBe(
      'noTarget',
    )
    const { body } = await onUser(
      { op: 'Add', path: 'roles[primary eq "True"].value', value: 'r' },
      { op: 'Add', path: 'roles[primary eq "True"].display', value: 'R' },
    )
    expect(body['roles']).toEqual([{ primary: true, value: 'r', display: 'R' }])
  })

  it('R2: a remove whose filter matches nothing is a no-op', async () => {
    const before = (await scim.get(`/Users/${user}`)).body
    const { status, body } = await onUser(
      { op: 'remove', path: 'emails[type eq "other"]' },
      { op: 'Remove', path: 'emails[value eq "x"].type' },
    )
    expect([status, body]).toEqual([200, before])
  })
})

describe('R2: what is wrong is named as RFC 7644 §3.12 names it, and nothing is applied', () => {
  const cases: readonly [operation: unknown, scimType: string][] = [
    [{ op: 'replace', path: 'shoeSize', value: 1 }, 'invalidPath'],
    [{ op: 'replace', path: 'name.shoe', value: 'x' }, 'invalidPath'],
    [{ op: 'replace', path: 'emails[type eq "work"].shoe', value: 'x' }, 'invalidPath'],
    [{ op: 'replace', path: 'emails[', value: 'x' }, 'invalidFilter'],
    [{ op: 'replace', path: 'emails[type eq].value', value: 'x' }, 'invalidFilter'],
    [{ op: 'replace', path: 'name[givenName eq "x"].familyName', value: 'x' }, 'invalidPath'],
    [{ op: 'replace', path: '..', value: 'x' }, 'invalidPath'],
    [{ op: 'replace', path: 7, value: 'x' }, 'invalidPath'],
    [{ op: 'remove' }, 'noTarget'],
    [{ op: 'replace', path: 'emails[value eq "nobody"]', value: { value: 'x' } }, 'noTarget'],
    [{ op: 'move', path: 'title', value: 'x' }, 'invalidSyntax'],
    [{ path: 'title', value: 'x' }, 'invalidSyntax'],
    ['replace', 'invalidSyntax'],
    [{ op: 'replace', path: 'title' }, 'invalidValue'],
    [{ op: 'replace', value: 'x' }, 'invalidValue'],
    [{ op: 'replace', path: 'title', value: {} }, 'invalidValue'],
    [{ op: 'replace', path: 'active', value: 'perhaps' }, 'invalidValue'],
    [{ op: 'add', path: 'emails', value: 7 }, 'invalidValue'],
    [{ op: 'replace', path: 'userName', value: '' }, 'invalidValue'],
    [{ op: 'remove', path: 'userName' }, 'mutability'],
    [{ op: 'replace', path: 'meta.created', value: '2011-05-13T04:42:34Z' }, 'mutability'],
    [{ op: 'add', path: 'groups', value: [{ value: 'x' }] }, 'mutability'],
  ]

  it.each(cases)('R2: %j is %s', async (operation, scimType) => {
    const before = (await scim.get(`/Users/${user}`)).body
    const { status, body } = await onUser({ op: 'replace', path: 'displayName', value: 'half' }, operation)
    expect([status, body.scimType]).toEqual([400, scimType])
    expect((await scim.get(`/Users/${user}`)).body).toEqual(before)
  })

  it('R2: a body that is no PatchOp is 400 invalidSyntax', async () => {
    for (const body of [{}, { schemas: [PATCH_OP] }, { Operations: 'x' }, { Operations: [] }, [], 'null'])
      expect([body, (await scim.send('PATCH', `/Users/${user}`, body)).body.scimType]).toEqual([body, 'invalidSyntax'])
  })

  it('R2: read-only attributes in a path-less value are ignored, the id that Okta sends along among them', async () => {
    const { status, body } = await onUser({ op: 'replace', value: { id: user, meta: { created: 'x' }, groups: [], title: 'Set' } })
    expect([status, body['title'], body.id]).toEqual([200, 'Set', user])
    const renamed = await onGroup({ op: 'replace', value: { id: group, displayName: `${group} renamed` } })
    expect(renamed.status).toBe(204)
  })
})

describe('R2: what a PATCH is answered with', () => {
  const set = (columns: string) =>
    endpoint.data.database.write((tx) => tx.run(`UPDATE integrations SET ${columns} WHERE id = ?`, integration.id))
  const rename = { op: 'replace', path: 'externalId', value: 'x' }

  it('R2: by default 200 with the user and 204 for a group, which is 200 when attributes are asked for', async () => {
    expect([(await onUser(rename)).status, (await onGroup(rename)).status]).toEqual([200, 204])
    const asked = await scim.patch(`/Groups/${group}?attributes=displayName,externalId`, [rename])
    expect([asked.status, Object.keys(asked.body).toSorted()]).toEqual([200, ['displayName', 'externalId', 'id', 'schemas']])
    const narrowed = await scim.patch(`/Groups/${group}?excludedAttributes=members`, [rename])
    expect([narrowed.status, 'members' in narrowed.body]).toEqual([200, false])
  })

  it('R2: the integration may be set to either for both', async () => {
    await set("patch_answer = 'no-content'")
    expect([(await onUser(rename)).status, (await onGroup(rename)).status]).toEqual([204, 204])
    expect((await scim.patch(`/Users/${user}?attributes=userName`, [rename])).status).toBe(200)
    await set("patch_answer = 'resource'")
    const answers = [await onUser(rename), await onGroup(rename)]
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(answers[1]?.body.members).toHaveLength(2)
    await set("patch_answer = 'default'")
  })

  it('R2: an empty Operations is refused, or taken as nothing to do, as the integration is set', async () => {
    expect((await onUser()).status).toBe(400)
    await set("empty_patch = 'ignore'")
    const before = (await scim.get(`/Users/${user}`)).body
    expect([(await onUser()).body, (await onGroup()).status]).toEqual([before, 204])
    await set("empty_patch = 'reject'")
  })

  it('R2: what was patched is what is found', async () => {
    await onUser({ op: 'replace', path: 'nickName', value: 'Findable' }, { op: 'remove', path: 'emails[type eq "work"]' })
    const found = async (filter: string) => (await scim.get(filtered('/Users', filter))).body.Resources.map(({ id }) => id)
    expect(await found('nickName eq "findable"')).toEqual([user])
    expect(await found(`id eq "${user}" and emails.type eq "work"`)).toEqual([])
    await scim.patch(`/Groups/${group}`, [{ op: 'replace', value: { [`${GROUP}:externalId`]: 'grp-1' } }])
    expect((await scim.get(filtered('/Groups', 'externalId eq "grp-1"'))).body.totalResults).toBe(1)
  })
})
