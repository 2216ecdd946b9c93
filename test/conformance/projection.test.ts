import { describe, expect, it } from 'vitest'
import { type Body, ENTERPRISE, filtered, GROUP, query, USER } from '../support/scim-client.ts'
import { fileEndpoint } from '../support/scim-endpoint.ts'
import { enterpriseUser } from './rfc-resources.ts'

const endpoint = await fileEndpoint()
const { scim } = await endpoint.tenant('projection')
const user = await scim.create('/Users', enterpriseUser)
const group = await scim.create('/Groups', { displayName: 'Group', externalId: 'g', members: [{ value: user }] })
const names = (body: Body) => Object.keys(body).toSorted()

describe('R4: attributes', () => {
  it.each([
    ['userName', ['id', 'schemas', 'userName']],
    ['USERNAME,title', ['id', 'schemas', 'title', 'userName']],
    [' userName , title ', ['id', 'schemas', 'title', 'userName']],
    [`${USER}:userName`, ['id', 'schemas', 'userName']],
    ['id', ['id', 'schemas']],
    ['meta', ['id', 'meta', 'schemas']],
    ['groups', ['groups', 'id', 'schemas']],
    ['nobody', ['id', 'schemas']],
    ['password', ['id', 'schemas']],
    [ENTERPRISE, ['id', 'schemas', ENTERPRISE].toSorted()],
    [`${ENTERPRISE}:department`, ['id', 'schemas', ENTERPRISE].toSorted()],
  ])('R4: attributes=%s', async (attributes, expected) => {
    expect(names((await scim.get(query(`/Users/${user}`, { attributes }))).body)).toEqual(expected)
  })

  it('R4: sub-attributes are picked out of what holds them', async () => {
    const attributes = `name.givenName,emails.value,${ENTERPRISE}:manager.value,meta.version`
    const { body } = await scim.get(query(`/Users/${user}`, { attributes }))
    expect(body).toEqual({
      schemas: [USER, ENTERPRISE],
      id: user,
      name: { givenName: 'Barbara' },
      emails: [{ value: 'bjensen@example.com' }, { value: 'babs@jensen.org' }],
      [ENTERPRISE]: { manager: { value: enterpriseUser[ENTERPRISE].manager.value } },
      meta: { version: body.meta['version'] },
    })
  })
})

describe('R4: excludedAttributes', () => {
  it('R4: leaves out what is named, and never what is always returned', async () => {
    const whole = names((await scim.get(`/Users/${user}`)).body)
    const excludedAttributes = `id,schemas,EMAILS,name.familyName,meta,${ENTERPRISE}`
    const { body } = await scim.get(query(`/Users/${user}`, { excludedAttributes }))
    expect(names(body)).toEqual(whole.filter((name) => !['emails', 'meta', ENTERPRISE].includes(name)))
    expect(body['name']).toEqual({ ...enterpriseUser.name, familyName: undefined })
  })

  it('R4: attributes win where both are sent', async () => {
    const { body } = await scim.get(query(`/Users/${user}`, { attributes: 'userName', excludedAttributes: 'userName' }))
    expect(body['userName']).toBe(enterpriseUser.userName)
  })
})

describe('R4: members', () => {
  it('R4: excludedAttributes=members leaves the list out, on single resources, lists and searches', async () => {
    for (const { body } of [
      await scim.get(`/Groups/${group}?excludedAttributes=members`),
      await scim.get(`/Groups/${group}?attributes=displayName`),
      ...(await scim.get(filtered('/Groups', 'displayName eq "group"', { excludedAttributes: 'members' }))).body.Resources.map((each) => ({
        body: each,
      })),
      ...(await scim.post('/Groups/.search', { excludedAttributes: ['members'] })).body.Resources.map((each) => ({ body: each })),
    ]) {
      expect(body['displayName']).toBe('Group')
      expect(body).not.toHaveProperty('members')
    }
  })

  it('R4: excludedAttributes=members never reads the members: it works where reading them cannot', async () => {
    const doomed = await scim.create('/Groups', { displayName: 'Doomed', members: [{ value: user }] })
    // Nothing but a broken table shows that a read did not happen.
    await endpoint.data.database.write((tx) => tx.run('ALTER TABLE group_members RENAME TO hidden_members'))
    try {
      for (const path of [
        `/Groups/${doomed}?excludedAttributes=members`,
        '/Groups?excludedAttributes=members',
        filtered('/Groups', 'displayName eq "doomed"', { excludedAttributes: 'members' }),
        `/Groups/${doomed}?attributes=displayName,meta`,
        `/Users/${user}?excludedAttributes=groups`,
        '/Users?attributes=userName',
      ])
        expect([path, (await scim.get(path)).status]).toEqual([path, 200])
      expect((await scim.get(`/Groups/${doomed}`)).status).toBe(500)
    } finally {
      await endpoint.data.database.write((tx) => tx.run('ALTER TABLE hidden_members RENAME TO group_members'))
    }
    endpoint.incidents.splice(0)
    expect((await scim.get(`/Groups/${doomed}`)).body.members).toHaveLength(1)
  })

  it('R4: parts of members can be asked for', async () => {
    const { body } = await scim.get(`/Groups/${group}?attributes=members.value`)
    expect(body).toEqual({ schemas: [GROUP], id: group, members: [{ value: user }] })
    const without = await scim.get(`/Groups/${group}?excludedAttributes=members.display,members.$ref`)
    expect(without.body.members).toEqual([{ value: user, type: 'User' }])
  })

  it('R4: an empty list of members is a list, and a person in no group has no groups', async () => {
    const empty = await scim.post('/Groups', { displayName: 'Empty' })
    expect([empty.body.members, (await scim.get(`/Groups/${empty.body.id}`)).body.members]).toEqual([[], []])
    const loner = await scim.post('/Users', { userName: 'loner' })
    expect(loner.body).not.toHaveProperty('groups')
  })
})

describe('R4: projection on writes (RFC 7644 §3.9)', () => {
  it('R4: POST, PUT and PATCH answer with what was asked for, and store the whole', async () => {
    const asked = query('', { attributes: 'userName,emails.value' })
    const made = await scim.post(`/Users${asked}`, { userName: 'written', title: 'T', emails: [{ value: 'w@x.y', type: 'work' }] })
    const expected = { schemas: [USER], id: made.body.id, userName: 'written', emails: [{ value: 'w@x.y' }] }
    expect([made.status, made.body]).toEqual([201, expected])
    expect(made.headers['location']).toBe(`${scim.base}/Users/${made.body.id}`)
    const path = `/Users/${made.body.id}`
    expect((await scim.get(path)).body).toMatchObject({ title: 'T', emails: [{ value: 'w@x.y', type: 'work' }] })
    const replaced = await scim.put(path + asked, { userName: 'written', title: 'U', emails: [{ value: 'w@x.y' }] })
    expect(replaced.body).toEqual(expected)
    const patched = await scim.patch(`${path}?excludedAttributes=emails,meta`, [{ op: 'replace', path: 'title', value: 'V' }])
    expect(patched.body).toEqual({ schemas: [USER], id: made.body.id, userName: 'written', title: 'V', active: true })
  })

  it('R4: a group pushed with excludedAttributes=members is answered without them, and has them', async () => {
    const made = await scim.post('/Groups?excludedAttributes=members', { displayName: 'Quiet', members: [{ value: user }] })
    expect([made.status, 'members' in made.body]).toEqual([201, false])
    expect((await scim.get(`/Groups/${made.body.id}`)).body.members).toHaveLength(1)
  })
})
