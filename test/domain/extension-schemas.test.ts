import { describe, expect, it } from 'vitest'
import { DomainError } from '../../src/main/domain/error.ts'
import { changeSchema, declareSchema, removeSchema, schemaUsage } from '../../src/main/domain/schemas/extension-schemas.ts'
import { registryOf } from '../../src/main/domain/schemas/registry.ts'
import { REINDEX_MOST } from '../../src/main/domain/schemas/reindex-holders.ts'
import { changeUser, provisionUser, removeUserAccess, requireUser } from '../../src/main/domain/users.ts'
import { bindFilter } from '../../src/main/protocol/filter/bind.ts'
import { parseFilter } from '../../src/main/protocol/filter/parser.ts'
import type { JsonObject } from '../../src/main/protocol/json.ts'
import { coreRegistry } from '../../src/main/protocol/schema/registry.ts'
import { parseResource } from '../../src/main/protocol/validate.ts'
import { countListed, type Listing } from '../../src/main/store/listing.ts'
import { filterSql } from '../../src/main/store/filter-sql.ts'
import type { OrganizationRow } from '../../src/main/store/organizations.ts'
import { type DeclaredAttribute, type DeclaredSchema, SCHEMA_LIMITS } from '../../src/shared/console/schemas.ts'
import { OWN_GROUP, OWN_USER, ownGroupSchema, ownUserSchema, schemaWith } from '../support/own-schema.ts'
import { ADMIN, newWorld, type World } from '../support/world.ts'

/** The refusal's code and message; fails when there is none. */
async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'accepted',
    (error: unknown) => (error instanceof DomainError ? `${error.code}: ${error.message}` : String(error)),
  )
}

const declare = (world: World, org: OrganizationRow, schema: DeclaredSchema) =>
  world.step(ADMIN, org, (change, organization) => declareSchema(change, organization, schema, undefined))
const update = (world: World, org: OrganizationRow, schema: DeclaredSchema) =>
  world.step(ADMIN, org, (change, organization) => changeSchema(change, organization, schema))
const remove = (world: World, org: OrganizationRow, urn = OWN_USER) =>
  world.step(ADMIN, org, (change, organization) => removeSchema(change, organization, urn))

/** A user with these values of the schema, as the organization's schemas are now. */
const provision = (world: World, org: OrganizationRow, userName: string, values?: JsonObject) =>
  world.step(ADMIN, org, async (change, organization) => {
    const registry = await registryOf(change.tx, organization.id)
    const body = { userName, ...(values === undefined ? {} : { [OWN_USER]: values }) }
    return provisionUser(change, organization, registry, parseResource(body, { registry, type: 'User' }).document)
  })
const rewrite = (world: World, org: OrganizationRow, user: { id: string }, userName: string, values?: JsonObject) =>
  world.step(ADMIN, org, async (change, organization) => {
    const registry = await registryOf(change.tx, organization.id)
    const body = { userName, ...(values === undefined ? {} : { [OWN_USER]: values }) }
    const row = await requireUser(change.tx, organization, user.id)
    return changeUser(change, organization, registry, row, parseResource(body, { registry, type: 'User' }).document)
  })
const matches = (world: World, org: OrganizationRow, filter: string): Promise<number> =>
  world.domain.read(async (tx) => {
    const bound = bindFilter(parseFilter(filter), await registryOf(tx, org.id), 'User')
    const listing: Listing = { type: 'User', organization: org.id, filter: filterSql(bound, 'User', org.id), sort: undefined }
    return countListed(tx, listing, 0)
  })

describe('an organization’s own schemas', () => {
  it('E5: are in its registry from the unit of work that declares them, and in no other organization’s', async () => {
    const world = newWorld()
    const [org, other] = [await world.organization('acme'), await world.organization('globex')]
    await world.step(ADMIN, org, async (change, organization) => {
      expect(await registryOf(change.tx, organization.id)).toBe(coreRegistry)
      await declareSchema(change, organization, ownUserSchema, undefined)
      expect((await registryOf(change.tx, organization.id)).schema(OWN_USER)?.name).toBe('Example user')
    })
    const [own, theirs] = await world.domain.read(async (tx) => [await registryOf(tx, org.id), await registryOf(tx, other.id)] as const)
    expect([own.schema(OWN_USER)?.id, theirs]).toEqual([OWN_USER, coreRegistry])
    expect(await world.domain.read((tx) => registryOf(tx, org.id))).toBe(own)
  })

  it('E5: leave nothing behind when the unit of work that declares them is rolled back', async () => {
    const world = newWorld()
    const org = await world.organization()
    const rolledBack = world.step(ADMIN, org, async (change, organization) => {
      await declareSchema(change, organization, schemaWith({ name: 'first' }), undefined)
      expect((await registryOf(change.tx, organization.id)).resolve('User', { schema: OWN_USER, name: 'first' })).toBeDefined()
      throw new Error('changed my mind')
    })
    await expect(rolledBack).rejects.toThrow('changed my mind')
    expect(await world.domain.read((tx) => registryOf(tx, org.id))).toBe(coreRegistry)
    await declare(world, org, schemaWith({ name: 'second' }))
    const registry = await world.domain.read((tx) => registryOf(tx, org.id))
    expect(registry.extensionAttributes('User', OWN_USER)?.attributes.map(({ name }) => name)).toEqual(['second'])
    await remove(world, org)
    expect(await world.domain.read((tx) => registryOf(tx, org.id))).toBe(coreRegistry)
  })

  it('extend the type that their URN ends in, or the one that is said', async () => {
    const world = newWorld()
    const org = await world.organization()
    expect((await declare(world, org, ownUserSchema)).resourceType).toBe('User')
    expect((await declare(world, org, ownGroupSchema)).resourceType).toBe('Group')
    const unclear = { ...schemaWith({ name: 'a' }), id: 'urn:example:hr' }
    expect(await refusal(declare(world, org, unclear))).toBe(
      'invalid: Say whether the schema extends users or groups: its URN ends in neither User nor Group.',
    )
    const said = await world.step(ADMIN, org, (change, organization) => declareSchema(change, organization, unclear, 'Group'))
    expect(said.resourceType).toBe('Group')
  })

  it('have each its own URN, without case, and one that cannot be taken for an attribute', async () => {
    const world = newWorld()
    const org = await world.organization()
    await declare(world, org, schemaWith({ name: 'User' }, { name: 'hr', type: 'complex', subAttributes: [{ name: 'x' }] }))
    const as = (id: string, ...attributes: DeclaredAttribute[]) => ({ id, name: 'Other', attributes: [...attributes, { name: 'z' }] })
    expect(await refusal(declare(world, org, as(OWN_USER.toUpperCase())))).toContain(
      'schema_taken: acme has the schema urn:example:2.0:User',
    )
    for (const id of [`${OWN_USER}:user`, `${OWN_USER}:HR`, `${OWN_USER}:hr.x`])
      expect(await refusal(world.step(ADMIN, org, (change, o) => declareSchema(change, o, as(id), 'User')))).toContain('both a schema and')
    await world.step(ADMIN, org, (change, o) => declareSchema(change, o, as(`${OWN_USER}:other`), 'User'))
    const grown = schemaWith({ name: 'User' }, { name: 'other' }, { name: 'hr', type: 'complex', subAttributes: [{ name: 'x' }] })
    expect(await refusal(update(world, org, grown))).toContain('both a schema and')
    expect(await refusal(declare(world, await world.organization('globex'), schemaWith({ name: 'a' })))).toBe('accepted')
  })

  it('are limited in number', async () => {
    const world = newWorld()
    const org = await world.organization()
    for (let i = 0; i < SCHEMA_LIMITS.schemas; i++) await declare(world, org, { ...schemaWith({ name: 'a' }), id: `urn:example:${i}:User` })
    expect(await refusal(declare(world, org, ownUserSchema))).toContain('too_large')
  })

  it('L2: are audited with what they were and are, and an unchanged one writes no event', async () => {
    const world = newWorld()
    const org = await world.organization()
    await declare(world, org, schemaWith({ name: 'a' }))
    await update(world, org, schemaWith({ name: 'a' }))
    await update(world, org, schemaWith({ name: 'a', description: 'The first letter.' }))
    await remove(world, org)
    const events = (await world.audit()).filter(({ targetType }) => targetType === 'schema')
    expect(events.map(({ action }) => action)).toEqual(['schema.declared', 'schema.changed', 'schema.removed'])
    expect(events.map(({ targetId, actorName }) => [targetId, actorName])).toEqual(Array.from({ length: 3 }, () => [OWN_USER, ADMIN.name]))
    expect(events[0]).toMatchObject({ before: null, after: { resourceType: 'User', id: OWN_USER } })
    expect(events[1]).toMatchObject({
      before: { attributes: [{ name: 'a', description: '' }] },
      after: { attributes: [{ description: 'The first letter.' }] },
    })
    expect(events[2]).toMatchObject({ before: { id: OWN_USER }, after: null })
  })

  it('can only be the organization’s own: what is not there, and what is RFC 7643’s, cannot be changed', async () => {
    const world = newWorld()
    const org = await world.organization()
    expect(await refusal(remove(world, org, 'urn:nobody:x'))).toBe('not_found: acme has no schema urn:nobody:x.')
    for (const { id } of coreRegistry.schemas) expect(await refusal(remove(world, org, id))).toContain('invalid: ')
    await declare(world, org, schemaWith({ name: 'a' }))
    expect(await refusal(update(world, org, { ...schemaWith({ name: 'a' }), id: OWN_USER.toUpperCase() }))).toContain('invalid: The URN is')
  })
})

describe('a schema that people hold values of', () => {
  const world = async (...attributes: DeclaredAttribute[]) => {
    const made = newWorld()
    const org = await made.organization()
    await declare(made, org, schemaWith(...attributes))
    return { made, org }
  }

  it('says how many hold what', async () => {
    const { made, org } = await world(...ownUserSchema.attributes)
    await provision(made, org, 'ann', { costCenter: 'x', sponsor: { value: 'a' }, photoHash: 'AAAA', isContractor: false, pin: '1' })
    await provision(made, org, 'ben', { costCenter: 'y', skills: ['a', 'b'] })
    await provision(made, org, 'cat')
    const usage = await made.domain.read((tx) => schemaUsage(tx, org, OWN_USER))
    expect([usage.urn, usage.resourceType, usage.attributes.length]).toEqual([OWN_USER, 'User', ownUserSchema.attributes.length])
    expect(usage.attributes.filter(({ resources }) => resources > 0)).toEqual([
      { name: 'costCenter', resources: 2 },
      { name: 'isContractor', resources: 1 },
      { name: 'photoHash', resources: 1 },
      { name: 'skills', resources: 1 },
      { name: 'sponsor', resources: 1 },
    ])
  })

  it('cannot be removed, until nobody does', async () => {
    const { made, org } = await world({ name: 'a' })
    const ann = await provision(made, org, 'ann', { a: 'x' })
    const ben = await provision(made, org, 'ben', { a: 'x' })
    expect(await refusal(remove(made, org))).toBe(
      'schema_in_use: Example cannot be removed: 2 users hold values of it. Have the identity provider clear them first.',
    )
    await made.step(ADMIN, org, async (change, organization) =>
      removeUserAccess(change, organization, await registryOf(change.tx, organization.id), ann),
    )
    expect(await refusal(remove(made, org))).toContain('1 user holds values of it')
    await rewrite(made, org, ben, 'ben')
    expect(await refusal(remove(made, org))).toBe('accepted')
  })

  it('gives up no attribute that is held, by removing, renaming or retyping it, and any that is not', async () => {
    const parts: DeclaredAttribute[] = [{ name: 'x' }, { name: 'y' }]
    const { made, org } = await world({ name: 'a' }, { name: 'b' }, { name: 'c', type: 'complex', subAttributes: parts })
    const ann = await provision(made, org, 'ann', { a: '1', c: { x: '1' } })
    const c = (...subAttributes: DeclaredAttribute[]): DeclaredAttribute => ({ name: 'c', type: 'complex', subAttributes })
    const held = (...attributes: DeclaredAttribute[]) => refusal(update(made, org, schemaWith(...attributes)))
    const why = 'Have the identity provider clear it first.'
    expect(await held(c(...parts))).toBe(`schema_in_use: a cannot be removed: 1 user holds a value of it. ${why}`)
    expect(await held({ name: 'A' }, c(...parts))).toBe(`schema_in_use: a cannot be removed: 1 user holds a value of it. ${why}`)
    expect(await held({ name: 'a', type: 'integer' }, c(...parts))).toBe(
      `schema_in_use: a cannot become of type integer: 1 user holds a value of it. ${why}`,
    )
    expect(await held({ name: 'a', multiValued: true }, c(...parts))).toContain('a cannot become multi-valued: 1 user')
    expect(await held({ name: 'a', mutability: 'writeOnly', returned: 'never' }, c(...parts))).toContain('a cannot become never returned: ')
    expect(await held({ name: 'a', mutability: 'readOnly' }, c(...parts))).toContain('a cannot become readOnly')
    expect(await held({ name: 'a' }, c({ name: 'y' }))).toContain('c.x cannot be removed')
    expect(await held({ name: 'a' }, { name: 'c' })).toContain('c cannot become of type string')
    expect(await held({ name: 'z' })).toBe('schema_in_use: The change has 2 problems.')
    expect(await held({ name: 'a' }, c({ name: 'x' }, { name: 'w', type: 'integer' }))).toBe('accepted')
    await rewrite(made, org, ann, 'ann', { c: { x: '1' } })
    expect(await held(c({ name: 'x' }))).toBe('accepted')
  })

  it('may gain attributes and be described, restricted and returned otherwise', async () => {
    const { made, org } = await world({ name: 'a' })
    const ann = await provision(made, org, 'ann', { a: '1' })
    const after: DeclaredAttribute[] = [
      { name: 'a', description: 'd', canonicalValues: ['1'], mutability: 'immutable', returned: 'request', required: true },
      { name: 'b', type: 'integer' },
    ]
    expect(await refusal(update(made, org, schemaWith(...after)))).toBe('accepted')
    await rewrite(made, org, ann, 'ann', { a: '1', b: 2 })
    expect(await matches(made, org, 'b eq 2')).toBe(1)
  })

  it('says how an immutable attribute is let go of', async () => {
    const { made, org } = await world({ name: 'a', mutability: 'immutable' }, { name: 'b' })
    await provision(made, org, 'ann', { a: '1' })
    expect(await refusal(update(made, org, schemaWith({ name: 'b' })))).toContain('It is immutable: make it readWrite, then')
    expect(await refusal(update(made, org, schemaWith({ name: 'a' }, { name: 'b' })))).toBe('accepted')
  })

  it('requires nothing that somebody lacks: their next change, be it a deactivation, would be refused for it', async () => {
    const c = (required: boolean): DeclaredAttribute => ({
      name: 'c',
      type: 'complex',
      multiValued: true,
      subAttributes: [{ name: 'x', required }, { name: 'y' }],
    })
    const { made, org } = await world({ name: 'a' }, c(false))
    await provision(made, org, 'ann', { a: '1', c: [{ x: '1' }, { y: '2' }] })
    await provision(made, org, 'ben', { c: [{ x: '1' }] })
    await provision(made, org, 'cat')
    const changed = (...attributes: DeclaredAttribute[]) => refusal(update(made, org, schemaWith(...attributes)))
    expect(await changed({ name: 'a', required: true }, c(false))).toContain('a cannot become required: 1 user has values of the schema')
    expect(await changed({ name: 'a' }, c(false), { name: 'n', required: true })).toContain('n cannot become required: 2 users have')
    expect(await changed({ name: 'a' }, c(true))).toContain('c.x cannot become required: 1 user has a c without it')
    expect(await changed({ name: 'a' }, { ...c(false), required: true })).toBe('accepted')
  })

  it('R1: is indexed anew when case begins or ceases to matter, and only that is', async () => {
    const { made, org } = await world({ name: 'a' }, { name: 'm', multiValued: true })
    await provision(made, org, 'ann', { a: 'Xy', m: ['Q', 'r'] })
    const counts = async () => [
      await matches(made, org, 'a eq "xy"'),
      await matches(made, org, 'a eq "Xy"'),
      await matches(made, org, 'm eq "q"'),
    ]
    expect(await counts()).toEqual([1, 1, 1])
    await update(made, org, schemaWith({ name: 'a', caseExact: true }, { name: 'm', multiValued: true }))
    expect(await counts()).toEqual([0, 1, 1])
    await update(made, org, schemaWith({ name: 'a' }, { name: 'm', multiValued: true, caseExact: true }))
    expect(await counts()).toEqual([1, 1, 0])
  })

  it('R1: is not indexed anew for more than a unit of work can carry', async () => {
    const { made, org } = await world({ name: 'a' })
    await provision(made, org, 'ann', { a: 'x' })
    await made.step(ADMIN, org, (change) =>
      change.tx.run(
        `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
         INSERT INTO user_attributes SELECT ?, (SELECT id FROM attribute_paths WHERE type = 'User' AND key = ?), 'x', 0, 1000 + i, 0 FROM n`,
        REINDEX_MOST,
        org.id,
        `${OWN_USER.toLowerCase()}:a`,
      ),
    )
    expect(await refusal(update(made, org, schemaWith({ name: 'a', caseExact: true })))).toMatch(/^too_large: .*10,001 users hold/)
    expect(await refusal(update(made, org, schemaWith({ name: 'a', description: 'd' })))).toBe('accepted')
  })

  it('becomes unique only when its values are, which is judged by the case that will count', async () => {
    const { made, org } = await world({ name: 'a', caseExact: true })
    await provision(made, org, 'ann', { a: 'x' })
    const ben = await provision(made, org, 'ben', { a: 'X' })
    expect(await refusal(update(made, org, schemaWith({ name: 'a', uniqueness: 'server' })))).toBe(
      'schema_in_use: a cannot become unique: 1 value is held by more than one user already.',
    )
    expect(await matches(made, org, 'a eq "X"')).toBe(1)
    expect(await refusal(update(made, org, schemaWith({ name: 'a', caseExact: true, uniqueness: 'server' })))).toBe('accepted')
    expect(await refusal(update(made, org, schemaWith({ name: 'a', uniqueness: 'server' })))).toContain('cannot become unique')
    expect(await refusal(rewrite(made, org, ben, 'ben', { a: 'x' }))).toBe(
      `value_taken: Another user has this value of ${OWN_USER}:a already, and it is unique.`,
    )
    await rewrite(made, org, ben, 'ben', { a: 'y' })
    expect(await refusal(update(made, org, schemaWith({ name: 'a', uniqueness: 'server' })))).toBe('accepted')
    expect(await refusal(provision(made, org, 'cat', { a: 'Y' }))).toContain('value_taken')
    expect(await refusal(provision(made, await made.organization('globex'), 'cat', { a: 'Y' }))).toBe('accepted')
  })
})

it('E5: the console hears of a change of schemas, for that organization', async () => {
  const world = newWorld()
  const org = await world.organization()
  const heard: unknown[] = []
  const told = new Promise<void>((resolve) => {
    world.domain.subscribe((event) => {
      heard.push(...event.changes)
      if (event.changes.some(({ topic }) => topic === 'settings')) resolve()
    })
  })
  await declare(world, org, { ...ownGroupSchema, id: OWN_GROUP })
  await told
  expect(heard).toContainEqual({ topic: 'settings', organizationId: org.id })
})
