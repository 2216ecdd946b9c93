import { describe, expect, it } from 'vitest'
import { type Body, ENTERPRISE, filtered } from '../support/scim-client.ts'
import { fileEndpoint } from '../support/scim-endpoint.ts'
import { enterpriseUser, fullUser, minimalUser, tourGuides } from './rfc-resources.ts'

const endpoint = await fileEndpoint()
const tenant = async (name: string) => (await endpoint.tenant(name)).scim

/** What of a resource is the client's to give. */
function given({ id: _id, meta: _meta, groups: _groups, password: _password, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return rest
}

describe.each([
  { section: '§8.1, minimal user', sent: { ...minimalUser }, kept: { ...given(minimalUser), active: true } },
  { section: '§8.2, full user', sent: { ...fullUser }, kept: given(fullUser) },
  {
    section: '§8.3, enterprise user',
    sent: { ...enterpriseUser },
    // The manager's displayName is read-only (§4.3): it is the service's to say.
    kept: {
      ...given(enterpriseUser),
      [ENTERPRISE]: {
        ...enterpriseUser[ENTERPRISE],
        manager: { value: enterpriseUser[ENTERPRISE].manager.value, $ref: enterpriseUser[ENTERPRISE].manager.$ref },
      },
    },
  },
])('RFC 7643 $section', async ({ section, sent, kept }) => {
  const scim = await tenant(`rfc-${section.slice(3, 4)}`)
  const made = await scim.post('/Users', sent)
  const { id } = made.body

  it('U1: is stored and returned whole', () => {
    expect(made.status).toBe(201)
    expect(given(made.body)).toEqual(kept)
    expect(id).not.toBe(sent.id)
    expect(made.body.meta).toMatchObject({ resourceType: 'User', location: `${scim.base}/Users/${id}` })
    expect(made.body.meta['created']).not.toBe(sent.meta.created)
    expect(made.text).not.toContain('t1meMa$heen')
  })

  it('U1: is read back the same, by id, in a list and by search', async () => {
    expect((await scim.get(`/Users/${id}`)).body).toEqual(made.body)
    expect((await scim.get('/Users')).body.Resources).toEqual([made.body])
    expect((await scim.post('/.search', { filter: `id eq "${id}"` })).body.Resources).toEqual([made.body])
  })

  it('R3: sent back as it was read, it is left as it was: no new version', async () => {
    const { status, body } = await scim.put(`/Users/${id}`, made.body)
    expect([status, body]).toEqual([200, made.body])
  })

  it('U1: can be found by every attribute that it has', async () => {
    const filters = filtersFor(kept, '')
    for (const filter of filters) {
      const { status, body } = await scim.get(filtered('/Users', filter))
      expect([filter, status, body.totalResults]).toEqual([filter, 200, 1])
      const negated = await scim.get(filtered('/Users', `not (${filter})`))
      expect([filter, negated.body.totalResults]).toEqual([filter, 0])
    }
    expect(filters.length).toBeGreaterThanOrEqual(Object.keys(kept).length)
  })
})

/** A filter for each value, plain and inside its element, as far as values of that type can be compared. */
function filtersFor(object: Record<string, unknown>, prefix: string): string[] {
  return Object.entries(object).flatMap(([name, value]) => {
    const path = prefix + name
    if (name === 'x509Certificates') return [`${path} pr`, `${path}.value pr`, `${path}[value pr]`]
    if (name === 'schemas') return (value as string[]).map((urn) => `schemas eq "${urn}"`)
    if (name.startsWith('urn:')) return filtersFor(value as Record<string, unknown>, `${name}:`)
    if (Array.isArray(value))
      return (value as Record<string, unknown>[]).flatMap((element) => [
        ...filtersFor(element, `${path}.`),
        `${path}[${filtersFor(element, '').join(' and ')}]`,
      ])
    if (typeof value === 'object' && value !== null) return [`${path} pr`, ...filtersFor(value as Record<string, unknown>, `${path}.`)]
    return [`${path} eq ${JSON.stringify(value)}`]
  })
}

describe('RFC 7643 §8.4, group', async () => {
  const scim = await tenant('rfc-4')
  const babs = await scim.create('/Users', { userName: 'bjensen', displayName: 'Babs Jensen' })
  const mandy = await scim.create('/Users', { userName: 'mandy', displayName: 'Mandy Pepperidge' })
  const sent = tourGuides(babs, mandy)

  it('U1: is stored and returned whole, its members’ names and URLs being the service’s', async () => {
    const made = await scim.post('/Groups', sent)
    expect(made.status).toBe(201)
    const members = sent.members.map(({ value, display }) => ({ value, display, type: 'User', $ref: `${scim.base}/Users/${value}` }))
    expect(given(made.body)).toEqual({ ...given(sent), members: expect.arrayContaining(members) as Body['members'] })
    expect(made.body.members).toHaveLength(2)
    expect((await scim.get(`/Groups/${made.body.id}`)).body).toEqual(made.body)
    expect((await scim.put(`/Groups/${made.body.id}`, made.body)).body).toEqual(made.body)
  })
})

describe('RFC 7643 §2.4, §2.5: what values come to', async () => {
  const scim = await tenant('values')

  it('U1: nothing is trimmed, folded or canonicalised in what is given back', async () => {
    const written = {
      userName: '  Spaced Out ',
      displayName: 'ÄÖÜ ß ﬁ 𝔘 🙂',
      externalId: ' X ',
      emails: [{ value: 'MiXeD@Example.COM', type: 'WORK' }],
    }
    const { body } = await scim.post('/Users', written)
    expect(body).toMatchObject(written)
  })

  it('R2: one value at most is primary: the last that says so', async () => {
    const emails = [
      { value: 'a@b.c', primary: true },
      { value: 'd@e.f', primary: 'True' },
    ]
    const { body } = await scim.post('/Users', { userName: 'primaries', emails })
    expect(body.emails.filter(({ primary }) => primary === true)).toHaveLength(1)
    const patched = await scim.patch(`/Users/${body.id}`, [{ op: 'add', path: 'emails', value: [{ value: 'g@h.i', primary: true }] }])
    expect(patched.body.emails.filter(({ primary }) => primary === true)).toEqual([{ value: 'g@h.i', primary: true }])
  })

  it('R9: unknown attributes are ignored and told in the log; wrong types are 400 invalidValue that name the attribute', async () => {
    const { status, body } = await scim.post('/Users', {
      userName: 'odd',
      shoeSize: 43,
      name: { shoe: 'x' },
      emails: [{ value: 'a@b.c', x: 1 }],
    })
    expect([status, body['shoeSize'], body['name'], body.emails]).toEqual([201, undefined, undefined, [{ value: 'a@b.c' }]])
    await endpoint.flush()
    const entry = await endpoint.data.database.read((tx) =>
      tx.get<{ detail: string }>('SELECT detail FROM provisioning_log WHERE resource_id = ? ORDER BY seq DESC', body.id),
    )
    for (const name of ['shoeSize', 'name.shoe', 'emails[0].x']) expect(entry?.detail).toContain(name)
    for (const [wrong, path] of [
      [{ userName: 7 }, 'userName'],
      [{ name: [], displayName: {} }, 'displayName'],
      [{ emails: 'a@b.c' }, 'emails'],
      [{ emails: [{ value: { a: 1 } }] }, 'emails[0].value'],
      [{ emails: [{ value: 'a@b.c', primary: 'perhaps' }] }, 'emails[0].primary'],
      [{ [ENTERPRISE]: { manager: 7 } }, 'manager'],
      [{ [ENTERPRISE]: 'x' }, ENTERPRISE],
      [{ x509Certificates: [{ value: '%%%' }] }, 'x509Certificates[0].value'],
    ] as const) {
      const answer = await scim.post('/Users', { userName: 'wrong', ...wrong })
      expect([wrong, answer.status, answer.body.scimType, answer.body.detail]).toEqual([
        wrong,
        400,
        'invalidValue',
        expect.stringContaining(path),
      ])
    }
  })
})
