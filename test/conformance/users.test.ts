import { describe, expect, it } from 'vitest'
import { ENTERPRISE, filtered, USER } from '../support/scim-client.ts'
import { fileEndpoint } from '../support/scim-endpoint.ts'

const endpoint = await fileEndpoint()
const { scim, organization } = await endpoint.tenant('acme')
const { scim: elsewhere } = await endpoint.tenant('globex')
const found = async (filter: string, client = scim) => (await client.get(filtered('/Users', filter))).body.Resources.map(({ id }) => id)

describe('U2: userName', () => {
  it('U2: is required and must not be blank', async () => {
    for (const userName of [undefined, null, '', []])
      expect((await scim.post('/Users', { schemas: [USER], userName })).body).toMatchObject({ status: '400', scimType: 'invalidValue' })
  })

  it('U2: is unique in the organization, compared without case and in NFC; a clash is 409 uniqueness and changes nothing', async () => {
    const id = await scim.create('/Users', { userName: 'Zoë@acme.example' })
    for (const userName of ['Zoë@acme.example', 'ZOË@ACME.EXAMPLE', 'Zoe\u0308@acme.example'])
      expect((await scim.post('/Users', { schemas: [USER], userName })).body).toMatchObject({ status: '409', scimType: 'uniqueness' })
    const twin = await scim.create('/Users', { userName: 'twin@acme.example' })
    expect((await scim.put(`/Users/${twin}`, { userName: 'zoë@acme.example' })).status).toBe(409)
    expect((await scim.patch(`/Users/${twin}`, [{ op: 'replace', path: 'userName', value: 'zoë@acme.example' }])).status).toBe(409)
    expect((await scim.get(`/Users/${twin}`)).body['userName']).toBe('twin@acme.example')
    expect(await found('userName eq "zoë@ACME.example"')).toEqual([id])
  })

  it('U2: keeps its spelling, and changes of case are no clash with oneself', async () => {
    const id = await scim.create('/Users', { userName: 'MixedCase@Acme.example' })
    const { body } = await scim.patch(`/Users/${id}`, [{ op: 'replace', path: 'userName', value: 'mixedcase@acme.example' }])
    expect(body['userName']).toBe('mixedcase@acme.example')
  })

  it('U2: another organization may have the same one', async () => {
    await scim.create('/Users', { userName: 'both@shared.example' })
    expect((await elsewhere.post('/Users', { schemas: [USER], userName: 'both@shared.example' })).status).toBe(201)
  })
})

describe('U3: active', () => {
  it('U3: is true unless said otherwise, and may be a string in any case', async () => {
    const cases = [
      [undefined, true],
      [null, true],
      [true, true],
      [false, false],
      ['True', true],
      ['False', false],
      ['false', false],
      ['TRUE', true],
    ] as const
    for (const [i, [sent, kept]] of cases.entries()) {
      const made = await scim.post('/Users', { schemas: [USER], userName: `active-${i}`, active: sent })
      expect([sent, made.status, made.body['active']]).toEqual([sent, 201, kept])
    }
    expect((await scim.post('/Users', { schemas: [USER], userName: 'odd', active: 'maybe' })).body.scimType).toBe('invalidValue')
  })

  it('U3, U7: a deactivated user is still read, listed and matched, and can be activated again', async () => {
    const id = await scim.create('/Users', { userName: 'off@acme.example' })
    for (const value of ['False', 'True', false, true]) {
      const { status, body } = await scim.patch(`/Users/${id}`, [{ op: 'Replace', path: 'active', value }])
      const active = String(value).toLowerCase() === 'true'
      expect([status, body['active']]).toEqual([200, active])
      expect((await scim.get(`/Users/${id}`)).body['active']).toBe(active)
      expect(await found('userName eq "off@acme.example"')).toEqual([id])
      expect(await found(`active eq ${active} and userName sw "off"`)).toEqual([id])
    }
  })
})

describe('U4, U5: access to one organization', () => {
  it('U4: DELETE takes access to this organization, and the person’s place in its groups, and nothing elsewhere', async () => {
    const id = await scim.create('/Users', { userName: 'leaver@shared.example' })
    const same = await elsewhere.create('/Users', { userName: 'LEAVER@shared.example' })
    expect(same).toBe(id)
    const here = await scim.create('/Groups', { displayName: 'leavers here', members: [{ value: id }] })
    const there = await elsewhere.create('/Groups', { displayName: 'leavers there', members: [{ value: id }] })
    expect((await scim.delete(`/Users/${id}`)).status).toBe(204)
    for (const ask of [
      scim.get(`/Users/${id}`),
      scim.delete(`/Users/${id}`),
      scim.patch(`/Users/${id}`, [{ op: 'remove', path: 'title' }]),
    ])
      expect((await ask).status).toBe(404)
    expect(await found('userName eq "leaver@shared.example"')).toEqual([])
    expect((await scim.get(`/Groups/${here}`)).body.members).toEqual([])
    expect((await elsewhere.get(`/Users/${id}`)).body['userName']).toBe('LEAVER@shared.example')
    expect((await elsewhere.get(`/Groups/${there}`)).body.members).toMatchObject([{ value: id }])
  })

  it('U4: a POST afterwards gives access back to the same account under the same id, and to nothing it had before', async () => {
    const id = await scim.create('/Users', { userName: 'back@acme.example', title: 'Before' })
    const group = await scim.create('/Groups', { displayName: 'of before', members: [{ value: id }] })
    await scim.delete(`/Users/${id}`)
    const again = await scim.post('/Users', { schemas: [USER], userName: 'Back@acme.example' })
    expect([again.status, again.body.id, again.body['title'], again.body.groups]).toEqual([201, id, undefined, undefined])
    expect((await scim.get(`/Groups/${group}`)).body.members).toEqual([])
  })

  it('U5: a rename here is not seen there', async () => {
    const id = await scim.create('/Users', { userName: 'name@shared.example' })
    await elsewhere.create('/Users', { userName: 'name@shared.example' })
    await scim.patch(`/Users/${id}`, [{ op: 'replace', value: { userName: 'renamed@shared.example' } }])
    expect((await elsewhere.get(`/Users/${id}`)).body['userName']).toBe('name@shared.example')
    expect((await scim.get(`/Users/${id}`)).body['userName']).toBe('renamed@shared.example')
  })

  it('U5: the account follows a rename when no other organization has it', async () => {
    const id = await scim.create('/Users', { userName: 'alone@acme.example' })
    await scim.put(`/Users/${id}`, { schemas: [USER], userName: 'still.alone@acme.example' })
    await scim.delete(`/Users/${id}`)
    expect(await scim.create('/Users', { userName: 'still.alone@acme.example' })).toBe(id)
    expect(await scim.create('/Users', { userName: 'alone@acme.example' })).not.toBe(id)
  })
})

describe('U6: what clients leave out and put in', () => {
  it('U6: OneLogin’s short template with draft-era URNs is accepted', async () => {
    const { status, body } = await scim.post(
      '/Users',
      {
        schemas: ['urn:scim:schemas:core:2.0', 'urn:scim:schemas:extension:enterprise:2.0'],
        userName: 'onelogin@acme.example',
        'urn:scim:schemas:extension:enterprise:2.0': { department: 'Ops' },
      },
      { headers: { 'content-type': 'application/json' } },
    )
    expect([status, body.schemas, body[ENTERPRISE]]).toEqual([201, [USER, ENTERPRISE], { department: 'Ops' }])
  })

  it('U6: no schemas at all, and an unknown extra one, are accepted', async () => {
    expect((await scim.post('/Users', { userName: 'noschemas@acme.example' })).status).toBe(201)
    const { status, body } = await scim.post('/Users', {
      schemas: [USER, 'http://schemas.example/ADSCIM/2.0/User'],
      userName: 'extra@acme.example',
      'urn:acme:unknown': { a: 1 },
    })
    expect([status, body.schemas, 'urn:acme:unknown' in body]).toEqual([201, [USER], false])
  })

  it('U6: a client-given id, meta and groups are ignored; the id is ours', async () => {
    const { status, body } = await scim.post('/Users', {
      schemas: [USER],
      id: 'mine',
      meta: { resourceType: 'Device', created: '1999-01-01T00:00:00Z', location: 'http://evil.example' },
      groups: [],
      userName: 'given@acme.example',
    })
    expect(status).toBe(201)
    expect(body.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
    expect(body.meta).toMatchObject({
      resourceType: 'User',
      location: `${scim.base}/Users/${body.id}`,
      created: '2026-11-22T09:00:00.000Z',
    })
  })

  it('U6: a PUT without active keeps the state, and clears what else it leaves out', async () => {
    const id = await scim.create('/Users', { userName: 'kept@acme.example', active: false, title: 'Gone', externalId: 'x-1' })
    const { body } = await scim.put(`/Users/${id}`, { schemas: [USER], userName: 'kept@acme.example' })
    expect([body['active'], body['title'], body['externalId']]).toEqual([false, undefined, undefined])
  })

  it('U6: nulls and empty strings are nothing, and a password is accepted and never returned', async () => {
    const { status, body, text } = await scim.post('/Users', {
      userName: 'nulls@acme.example',
      password: 'correct horse',
      title: '',
      addresses: null,
      phoneNumbers: [],
      name: { familyName: null },
      roles: [{ value: 'lead', primary: 'True' }],
    })
    expect([status, body['roles']]).toEqual([201, [{ value: 'lead', primary: true }]])
    for (const name of ['password', 'title', 'addresses', 'phoneNumbers', 'name']) expect([name, name in body]).toEqual([name, false])
    expect(text).not.toContain('horse')
    const stored = await endpoint.data.database.read((tx) =>
      tx.get<{ n: number }>("SELECT count(*) AS n FROM users WHERE organization_id = ? AND document LIKE '%horse%'", organization.id),
    )
    expect(stored).toEqual({ n: 0 })
  })

  it('U6: ids that are no UUIDs may stand in externalId, which is compared with case', async () => {
    const id = await scim.create('/Users', { userName: 'kc@acme.example', externalId: 'f:0b2c:Noa' })
    expect(await found('externalId eq "f:0b2c:Noa"')).toEqual([id])
    expect(await found('externalId eq "f:0b2c:noa"')).toEqual([])
  })
})
