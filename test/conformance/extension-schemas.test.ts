import { describe, expect, it } from 'vitest'
import { requireOrganization } from '../../src/main/domain/organizations.ts'
import { changeSchema, declareSchema, removeSchema } from '../../src/main/domain/schemas/extension-schemas.ts'
import { createScimService } from '../../src/main/scim/service.ts'
import type { DeclaredSchema } from '../../src/shared/console/schemas.ts'
import { OWN_GROUP, OWN_USER, ownGroupSchema, ownUserSchema, schemaWith } from '../support/own-schema.ts'
import { type Body, ENTERPRISE, ERROR, filtered, GROUP, query, type ScimClient, USER } from '../support/scim-client.ts'
import { ADMIN, fileEndpoint, type Tenant } from '../support/scim-endpoint.ts'

const endpoint = await fileEndpoint()
const acme = await endpoint.tenant('acme')
const globex = await endpoint.tenant('globex')
const { scim } = acme

const declare = (tenant: Tenant, schema: DeclaredSchema) =>
  endpoint.data.domain.change({ actor: ADMIN }, async (change) =>
    declareSchema(change, await requireOrganization(change.tx, tenant.organization.id), schema, undefined),
  )
await declare(acme, ownUserSchema)
await declare(acme, ownGroupSchema)

const own = (body: Body): unknown => body[OWN_USER]
const found = async (filter: string, client: ScimClient = scim) =>
  (await client.get(filtered('/Users', filter))).body.Resources.map(({ userName }) => userName)

let people = 0
/** A user with these values of the organization's own schema. */
async function person(values: Record<string, unknown>): Promise<string> {
  return scim.create('/Users', { userName: `person-${people++}`, [OWN_USER]: values })
}

describe('E5: an organization’s own schemas are served', () => {
  it('E5: under /Schemas, by URN in any case, with every characteristic spelled out', async () => {
    const { status, body } = await scim.get(`/Schemas/${OWN_USER.toUpperCase()}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: OWN_USER, name: 'Example user', description: 'What Example keeps of its people.' })
    const attributes = body['attributes'] as Record<string, unknown>[]
    expect(attributes.map(({ name }) => name)).toEqual(ownUserSchema.attributes.map(({ name }) => name))
    expect(attributes[0]).toEqual({
      name: 'costCenter',
      type: 'string',
      multiValued: false,
      description: '',
      required: false,
      caseExact: false,
      mutability: 'readWrite',
      returned: 'default',
      uniqueness: 'none',
    })
    const { body: list } = await scim.get('/Schemas')
    expect(list.Resources.map(({ id }) => id)).toEqual([USER, GROUP, ENTERPRISE, OWN_USER, OWN_GROUP])
  })

  it('E5: under /ResourceTypes, each with the type that it extends', async () => {
    const { body } = await scim.get('/ResourceTypes')
    expect(body.Resources.map(({ schemaExtensions }) => schemaExtensions)).toEqual([
      [
        { schema: ENTERPRISE, required: false },
        { schema: OWN_USER, required: false },
      ],
      [{ schema: OWN_GROUP, required: false }],
    ])
  })

  it('E5, T6: to that organization and to no other', async () => {
    expect((await globex.scim.get(`/Schemas/${OWN_USER}`)).status).toBe(404)
    expect((await globex.scim.get('/Schemas')).body.totalResults).toBe(3)
    expect((await globex.scim.get(filtered('/Users', `${OWN_USER}:costCenter eq "x"`))).body).toMatchObject({ scimType: 'invalidFilter' })
    const made = await globex.scim.post('/Users', { userName: 'there', [OWN_USER]: { costCenter: 'x' } })
    expect([made.status, own(made.body)]).toEqual([201, undefined])
  })
})

describe('U1: values of an organization’s own schema are kept and returned', () => {
  const whole = {
    costCenter: '4130',
    badge: 'B-1',
    isContractor: false,
    grade: 7,
    allocation: 0.5,
    joined: '2026-01-31T08:00:00Z',
    photoHash: 'TXVzdGVy',
    profile: 'https://example.com/ada',
    skills: ['welding', 'Go'],
    sponsor: { value: 'x1', since: '2026-02-01T00:00:00Z' },
    sites: [
      { value: 'Basel', type: 'office', primary: true },
      { value: 'Visp', type: 'plant' },
    ],
    hiredAs: 'engineer',
    region: 'EMEA',
  }

  it('U1: every type, in one POST, and the schema is among the resource’s', async () => {
    const { status, body } = await scim.post('/Users', { schemas: [USER, OWN_USER], userName: 'whole', [OWN_USER]: whole })
    expect([status, body.schemas, own(body)]).toEqual([201, [USER, OWN_USER], whole])
    expect(own((await scim.get(`/Users/${body.id}`)).body)).toEqual(whole)
    const plain = await scim.post('/Users', { schemas: [USER, OWN_USER], userName: 'plain' })
    expect(plain.body.schemas).toEqual([USER])
  })

  it('R2: PATCH by path, by URN key, nested, and by value filter', async () => {
    const id = await person({ costCenter: 'a', sites: [{ value: 'Basel', type: 'office' }] })
    const patch = async (...operations: unknown[]) => own((await scim.patch(`/Users/${id}`, operations)).body)
    expect(await patch({ op: 'replace', path: `${OWN_USER}:costCenter`, value: 'b' })).toMatchObject({ costCenter: 'b' })
    expect(await patch({ op: 'Add', value: { [`${OWN_USER}:grade`]: 3 } })).toMatchObject({ grade: 3 })
    expect(await patch({ op: 'replace', value: { [OWN_USER]: { GRADE: 4 } } })).toMatchObject({ grade: 4, costCenter: 'b' })
    expect(await patch({ op: 'add', path: `${OWN_USER}:skills`, value: ['x', 'y'] })).toMatchObject({ skills: ['x', 'y'] })
    expect(await patch({ op: 'remove', path: `${OWN_USER}:skills[value eq "X"]` })).toMatchObject({ skills: ['y'] })
    expect(await patch({ op: 'replace', path: `${OWN_USER}:sites[type eq "office"].value`, value: 'Zug' })).toMatchObject({
      sites: [{ value: 'Zug', type: 'office' }],
    })
    expect(await patch({ op: 'add', path: `${OWN_USER}:sponsor.value`, value: 's1' })).toMatchObject({ sponsor: { value: 's1' } })
    expect(await patch({ op: 'remove', path: OWN_USER })).toBeUndefined()
  })

  it('R3: PUT replaces them', async () => {
    const id = await person({ costCenter: 'a', grade: 1 })
    const { body } = await scim.put(`/Users/${id}`, { userName: 'replaced', [OWN_USER]: { grade: 2 } })
    expect(own(body)).toEqual({ grade: 2 })
  })

  it('U1: a group’s too', async () => {
    const id = await scim.create('/Groups', { displayName: 'Owners', [OWN_GROUP]: { owner: 'Ada', purpose: 'access' } })
    const { body } = await scim.get(filtered('/Groups', `${OWN_GROUP}:owner eq "ada"`))
    expect(body.Resources).toMatchObject([{ id, schemas: [GROUP, OWN_GROUP], [OWN_GROUP]: { owner: 'Ada', purpose: 'access' } }])
    const patched = await scim.patch(`/Groups/${id}`, [{ op: 'replace', path: `${OWN_GROUP}:owner`, value: 'Grace' }], { headers: {} })
    expect(patched.status).toBe(204)
    expect((await scim.get(`/Groups/${id}`)).body).toMatchObject({ [OWN_GROUP]: { owner: 'Grace' } })
  })

  it('R7: in a bulk request', async () => {
    const { body } = await scim.post('/Bulk', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      Operations: [
        { method: 'POST', path: '/Users', bulkId: 'a', data: { schemas: [USER], userName: 'bulk-1', [OWN_USER]: { grade: 50 } } },
        { method: 'POST', path: '/Users', bulkId: 'b', data: { schemas: [USER], userName: 'bulk-2', [OWN_USER]: { grade: 'high' } } },
      ],
    })
    expect(body.Operations).toMatchObject([{ status: '201' }, { status: '400', response: { scimType: 'invalidValue' } }])
    expect(await found(`${OWN_USER}:grade eq 50`)).toEqual(['bulk-1'])
  })
})

describe('R9: values are validated by the schema', () => {
  it.each([
    ['costCenter', 7],
    ['isContractor', 'maybe'],
    ['grade', 1.5],
    ['grade', '7'],
    ['allocation', 'half'],
    ['joined', 'yesterday'],
    ['photoHash', '???'],
    ['skills', { value: 'x' }],
    ['sponsor', [{ value: 'a' }, { value: 'b' }]],
    ['sites', [{ type: 'office' }]],
  ])('R9: %s cannot be %j: 400 invalidValue that names it', async (name, value) => {
    for (const body of [{ [OWN_USER]: { [name]: value } }, { [`${OWN_USER}:${name}`]: value }]) {
      const { status, body: error } = await scim.post('/Users', { userName: 'refused', ...body })
      expect([status, error.schemas, error.scimType]).toEqual([400, [ERROR], 'invalidValue'])
      expect(error.detail).toContain(`${OWN_USER}:${name}`)
    }
    expect(await found('userName eq "refused"')).toEqual([])
  })

  it('R9: what the schema does not name is ignored, and noted in the log', async () => {
    const { status, body } = await scim.post('/Users', { userName: 'stray', [OWN_USER]: { costCentre: 'x', grade: 1 } })
    expect([status, own(body)]).toEqual([201, { grade: 1 }])
  })

  it('R3: an immutable attribute is given once', async () => {
    const id = await person({ hiredAs: 'engineer' })
    const refused = await scim.patch(`/Users/${id}`, [{ op: 'replace', path: `${OWN_USER}:hiredAs`, value: 'cook' }])
    expect([refused.status, refused.body.scimType]).toEqual([400, 'mutability'])
    expect((await scim.put(`/Users/${id}`, { userName: 'i', [OWN_USER]: { hiredAs: 'cook' } })).body.scimType).toBe('mutability')
    expect(own((await scim.put(`/Users/${id}`, { userName: 'immutable' })).body)).toEqual({ hiredAs: 'engineer' })
  })

  it('R3: so is an immutable sub-attribute of a single value, which a PUT without it leaves there', async () => {
    const id = await person({ sponsor: { value: 'a', grantedBy: 'board' } })
    const put = (sponsor: unknown) => scim.put(`/Users/${id}`, { userName: 'granted', [OWN_USER]: { sponsor } })
    expect((await put({ value: 'b', grantedBy: 'chance' })).body).toMatchObject({ status: '400', scimType: 'mutability' })
    expect(own((await put({ value: 'b', grantedBy: 'board' })).body)).toEqual({ sponsor: { value: 'b', grantedBy: 'board' } })
    expect(own((await put(undefined)).body)).toEqual({ sponsor: { grantedBy: 'board' } })
    const patched = await scim.patch(`/Users/${id}`, [{ op: 'add', path: `${OWN_USER}:sponsor.grantedBy`, value: 'chance' }])
    expect(patched.body).toMatchObject({ status: '400', scimType: 'mutability' })
  })

  it('R3: a read-only attribute is ignored in a body and refused as the target of a path', async () => {
    const id = await person({ score: 9, grade: 1 })
    expect(own((await scim.get(`/Users/${id}`)).body)).toEqual({ grade: 1 })
    expect((await scim.patch(`/Users/${id}`, [{ op: 'add', path: `${OWN_USER}:score`, value: 9 }])).body.scimType).toBe('mutability')
  })

  it('R9: what is required is required of those who have values of the schema', async () => {
    const strict = await endpoint.tenant('strict')
    await declare(strict, schemaWith({ name: 'staffId', required: true }, { name: 'floor', type: 'integer' }))
    const create = (values: unknown) => strict.scim.post('/Users', { userName: `u${people++}`, ...(values as object) })
    expect((await create({})).status).toBe(201)
    expect((await create({ [OWN_USER]: { floor: 3 } })).body).toMatchObject({ status: '400', scimType: 'invalidValue' })
    const made = await create({ [OWN_USER]: { floor: 3, staffId: 's1' } })
    expect(made.status).toBe(201)
    const removed = await strict.scim.patch(`/Users/${made.body.id}`, [{ op: 'remove', path: `${OWN_USER}:staffId` }])
    expect(removed.body).toMatchObject({ status: '400', scimType: 'mutability' })
  })

  it('R9: a unique value is one resource’s alone: 409 uniqueness on POST, PUT and PATCH, and free again once given up', async () => {
    const holder = await person({ badge: 'one' })
    const other = await person({ badge: 'two' })
    const taken = { status: '409', scimType: 'uniqueness' }
    expect((await scim.post('/Users', { userName: 'third', [OWN_USER]: { badge: 'one' } })).body).toMatchObject(taken)
    expect((await scim.patch(`/Users/${other}`, [{ op: 'replace', path: `${OWN_USER}:badge`, value: 'one' }])).body).toMatchObject(taken)
    expect((await scim.put(`/Users/${other}`, { userName: 'o', [OWN_USER]: { badge: 'one' } })).body).toMatchObject(taken)
    expect(await found('userName eq "third"')).toEqual([])
    expect((await scim.patch(`/Users/${other}`, [{ op: 'replace', path: `${OWN_USER}:badge`, value: 'ONE' }])).status).toBe(200)
    expect((await scim.put(`/Users/${holder}`, { userName: 'holder', [OWN_USER]: { badge: 'one', grade: 1 } })).status).toBe(200)
    expect((await scim.delete(`/Users/${holder}`)).status).toBe(204)
    expect((await scim.post('/Users', { userName: 'third', [OWN_USER]: { badge: 'one' } })).status).toBe(201)
  })
})

describe('R9: a unique value of a group', () => {
  it('R9: is one group’s alone, whether it is pushed, replaced or patched, and each organization’s own', async () => {
    const one = await endpoint.tenant('unique-groups')
    const two = await endpoint.tenant('unique-groups-too')
    const schema: DeclaredSchema = {
      ...ownGroupSchema,
      attributes: [{ name: 'gid', type: 'integer', uniqueness: 'server' }, { name: 'owner' }],
    }
    for (const tenant of [one, two]) await declare(tenant, schema)
    const group = (displayName: string, gid: number) => ({ schemas: [GROUP], displayName, [OWN_GROUP]: { gid } })
    const first = await one.scim.create('/Groups', group('gid-a', 1))
    const second = await one.scim.create('/Groups', group('gid-b', 2))
    const taken = { status: '409', scimType: 'uniqueness' }
    expect((await one.scim.post('/Groups', group('gid-c', 1))).body).toMatchObject(taken)
    expect((await one.scim.put(`/Groups/${second}`, group('gid-b', 1))).body).toMatchObject(taken)
    expect((await one.scim.patch(`/Groups/${second}`, [{ op: 'replace', path: `${OWN_GROUP}:gid`, value: 1 }])).body).toMatchObject(taken)
    expect((await one.scim.put(`/Groups/${first}`, group('gid-a2', 1))).status).toBe(200)
    expect((await two.scim.post('/Groups', group('gid-d', 1))).status).toBe(201)
  })
})

describe('R1: values can be filtered on', () => {
  it('R1: each type by its own meaning', async () => {
    const kept = {
      costCenter: 'Straße 9',
      badge: 'Exact-9',
      isContractor: true,
      grade: 9,
      allocation: 0.9,
      joined: '2026-09-09T09:00:00+02:00',
      photoHash: 'OTk5OQ==',
      profile: 'https://example.com/Nine',
      skills: ['ninepins'],
      sponsor: { value: 'S9' },
      sites: [
        { value: 'Nine', type: 'office' },
        { value: 'Ten', type: 'plant' },
      ],
    }
    await scim.create('/Users', { userName: 'nine', [OWN_USER]: kept })
    const cases = [
      ['costCenter eq "STRASSE 9"', false],
      ['costCenter eq "straße 9"', true],
      ['costCenter sw "str" and costCenter ew "9"', true],
      ['badge eq "Exact-9"', true],
      ['badge eq "exact-9"', false],
      ['isContractor eq true', true],
      ['isContractor eq "True"', true],
      ['isContractor eq false', false],
      ['grade ge 9 and grade lt 10', true],
      ['grade gt 9', false],
      ['allocation eq 0.9', true],
      ['joined eq "2026-09-09T07:00:00Z"', true],
      ['joined lt "2026-09-09T07:00:00Z"', false],
      ['photoHash pr', true],
      ['profile co "Nine"', true],
      ['profile co "nine"', false],
      ['skills eq "NinePins"', true],
      ['sponsor eq "S9"', true],
      ['sponsor.value eq "s9"', false],
      ['sites[value eq "nine" and type eq "office"]', true],
      ['sites[value eq "nine" and type eq "plant"]', false],
      ['notes pr', false],
    ] as const
    for (const [test, matches] of cases) {
      const path = test.replaceAll(/(^|and )(?=\w+(?:\.\w+)?(?:\[| (?:eq|sw|ew|ge|gt|lt|co|pr)))/g, `$1${OWN_USER}:`)
      const inBrackets = path.replaceAll(/\[.*?\]/g, (brackets) => brackets.replaceAll(`${OWN_USER}:`, ''))
      expect([test, await found(`userName eq "nine" and ${inBrackets}`)]).toEqual([test, matches ? ['nine'] : []])
    }
  })

  it('R1: by a name alone when no other schema of the type has it first', async () => {
    await scim.create('/Users', { userName: 'bare', [OWN_USER]: { hiredAs: 'pilot' } })
    expect(await found('hiredAs eq "pilot"')).toEqual(['bare'])
    // costCenter is the enterprise schema's to begin with.
    await scim.create('/Users', { userName: 'both', [OWN_USER]: { costCenter: 'mine' }, [ENTERPRISE]: { costCenter: 'theirs' } })
    expect(await found('costCenter eq "mine"')).toEqual([])
    expect(await found('costCenter eq "theirs"')).toEqual(['both'])
  })

  it('R1: by schemas, and by URN in any case', async () => {
    await scim.create('/Users', { userName: 'tagged', [OWN_USER]: { hiredAs: 'tagger' } })
    expect(await found(`userName eq "tagged" and schemas eq "${OWN_USER.toUpperCase()}"`)).toEqual(['tagged'])
    expect(await found(`${OWN_USER.toUpperCase()}:HIREDAS eq "TAGGER"`)).toEqual(['tagged'])
  })

  it('R1: never by what is not returned, and a misspelling is answered with the name that was meant', async () => {
    await person({ pin: '1234' })
    expect((await scim.get(filtered('/Users', `${OWN_USER}:pin pr`))).body).toMatchObject({ status: '400', scimType: 'invalidFilter' })
    const { body } = await scim.get(filtered('/Users', 'hiredBs eq "x"'))
    expect(body.scimType).toBe('invalidFilter')
  })

  it('R6: in /.search, and across types', async () => {
    await scim.create('/Users', { userName: 'searched', [OWN_USER]: { region: 'APAC-searched' } })
    const search = { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'], filter: `${OWN_USER}:region eq "apac-searched"` }
    for (const path of ['/Users/.search', '/.search'])
      expect((await scim.post(path, search)).body.Resources).toMatchObject([{ userName: 'searched' }])
  })
})

describe('R4, R5: projection and order', () => {
  it('R4: attributes and excludedAttributes name them, one or all; returned is respected', async () => {
    const id = await person({ costCenter: 'c', grade: 1, notes: 'quiet', region: 'EMEA', pin: '1' })
    const shown = async (parameters: Record<string, string>) => own((await scim.get(query(`/Users/${id}`, parameters))).body)
    expect(await shown({})).toEqual({ costCenter: 'c', grade: 1, region: 'EMEA' })
    expect(await shown({ attributes: `${OWN_USER}:notes` })).toEqual({ notes: 'quiet', region: 'EMEA' })
    expect(await shown({ attributes: OWN_USER })).toEqual({ costCenter: 'c', grade: 1, region: 'EMEA' })
    expect(await shown({ attributes: 'userName' })).toEqual({ region: 'EMEA' })
    expect(await shown({ excludedAttributes: `${OWN_USER}:grade` })).toEqual({ costCenter: 'c', region: 'EMEA' })
    expect(await shown({ excludedAttributes: OWN_USER })).toEqual({ region: 'EMEA' })
  })

  it('R5: lists are sorted by them', async () => {
    for (const [name, grade] of [
      ['sort-b', 20],
      ['sort-a', 3],
      ['sort-c', 100],
    ] as const)
      await scim.create('/Users', { userName: name, [OWN_USER]: { grade } })
    const sorted = async (sortOrder: string) => {
      const path = filtered('/Users', 'userName sw "sort-"', { sortBy: `${OWN_USER}:grade`, sortOrder })
      return (await scim.get(path)).body.Resources.map(({ userName }) => userName)
    }
    expect(await sorted('ascending')).toEqual(['sort-a', 'sort-b', 'sort-c'])
    expect(await sorted('descending')).toEqual(['sort-c', 'sort-b', 'sort-a'])
  })
})

describe('E5: a schema that changes while identity providers push', () => {
  it('E5: is in force from the next unit of work: a push let in before the schema was declared is judged by it', async () => {
    const late = await endpoint.tenant('late')
    const service = createScimService({ domain: endpoint.data.domain, keepBodies: () => false, incident: (error) => String(error) })
    const pushed = service.handle({
      method: 'POST',
      target: `${new URL(late.mounts.entra).pathname}/Users`,
      headers: { authorization: `Bearer ${late.token}`, 'content-type': 'application/scim+json' },
      body: new TextEncoder().encode(JSON.stringify({ userName: 'in-flight', [OWN_USER]: { grade: 5 } })),
      remoteAddress: '127.0.0.1',
      origin: 'http://127.0.0.1',
      receivedAt: 0,
    })
    const declared = declare(late, schemaWith({ name: 'grade', type: 'integer' }))
    const [{ status, body }] = await Promise.all([pushed, declared])
    expect([status, (JSON.parse(body ?? '{}') as Body)[OWN_USER]]).toEqual([201, { grade: 5 }])
    expect(await found(`${OWN_USER}:grade eq 5`, late.scim)).toEqual(['in-flight'])
    await service.flush()
  })

  it('E5: an attribute added is kept from then on; a schema removed is unknown again', async () => {
    const growing = await endpoint.tenant('growing')
    const { organization, scim: client } = growing
    const inOrganization = <T>(work: Parameters<typeof endpoint.data.domain.change<T>>[1]) =>
      endpoint.data.domain.change({ actor: ADMIN }, work)
    await declare(growing, schemaWith({ name: 'a' }))
    const id = await client.create('/Users', { userName: 'g', [OWN_USER]: { a: '1', b: '2' } })
    expect(own((await client.get(`/Users/${id}`)).body)).toEqual({ a: '1' })
    await inOrganization((change) => changeSchema(change, organization, schemaWith({ name: 'a' }, { name: 'b' })))
    const patched = await client.patch(`/Users/${id}`, [{ op: 'add', path: `${OWN_USER}:b`, value: '2' }])
    expect(own(patched.body)).toEqual({ a: '1', b: '2' })
    expect(await found('b eq "2"', client)).toEqual(['g'])
    await client.patch(`/Users/${id}`, [{ op: 'remove', path: OWN_USER }])
    await inOrganization((change) => removeSchema(change, organization, OWN_USER))
    expect((await client.get(`/Schemas/${OWN_USER}`)).status).toBe(404)
    expect((await client.get(filtered('/Users', 'b eq "2"'))).body.scimType).toBe('invalidFilter')
  })
})

it('E7: nothing of this was an unforeseen failure', () => {
  expect(endpoint.incidents).toEqual([])
})
