import { describe, expect, it } from 'vitest'
import { coreRegistry } from '../../src/main/protocol/schema/registry.ts'
import { OWN_USER, ownGroupSchema, ownUserSchema, schemaWith } from '../support/own-schema.ts'
import { newConsole } from './console.ts'

describe('E5: the schemas of an organization, in the console', () => {
  it('E5: are RFC 7643’s and its own, each with its origin, what it extends and every characteristic', async () => {
    const { ask, world } = newConsole()
    const { id: organizationId } = await ask('organizations.create', { name: 'acme' })
    const added = await ask('schemas.add', { organizationId, schema: ownUserSchema })
    expect(added).toMatchObject({
      urn: OWN_USER,
      origin: 'own',
      resourceType: 'User',
      createdAt: world.time.now,
      updatedAt: world.time.now,
    })
    await ask('schemas.add', { organizationId, schema: ownGroupSchema })
    const { schemas } = await ask('schemas.list', { organizationId })
    expect(schemas.map(({ origin, resourceType }) => [origin, resourceType])).toEqual([
      ['core', 'User'],
      ['core', 'Group'],
      ['enterprise', 'User'],
      ['own', 'User'],
      ['own', 'Group'],
    ])
    expect(schemas.slice(0, 3).map(({ attributes }) => attributes)).toEqual(coreRegistry.schemas.map(({ attributes }) => attributes))
    expect(schemas[3]).toEqual(added)
    const { id: other } = await ask('organizations.create', { name: 'globex' })
    expect((await ask('schemas.list', { organizationId: other })).schemas).toHaveLength(3)
  })

  it('E5: changed ones say when, and unchanged ones keep their time', async () => {
    const { ask, world } = newConsole()
    const { id: organizationId } = await ask('organizations.create', { name: 'acme' })
    const { createdAt } = await ask('schemas.add', { organizationId, schema: schemaWith({ name: 'a' }) })
    world.time.now += 60_000
    expect((await ask('schemas.update', { organizationId, schema: schemaWith({ name: 'a' }) })).updatedAt).toBe(createdAt)
    const changed = await ask('schemas.update', { organizationId, schema: schemaWith({ name: 'a' }, { name: 'b' }) })
    expect([changed.createdAt, changed.updatedAt]).toEqual([createdAt, world.time.now])
  })

  it('E5: a declaration that is wrong in several ways is refused with each of them and where it is', async () => {
    const { ask, refusal, incidents } = newConsole()
    const { id: organizationId } = await ask('organizations.create', { name: 'acme' })
    const schema = { id: 'x', name: 'X', attributes: [{ name: '1' }, { name: 'c', type: 'complex' }] }
    const error = await refusal('schemas.add', { organizationId, schema })
    expect([error.code, error.message]).toEqual(['invalid', 'The schema has 3 problems.'])
    expect(error.issues?.map(({ path }) => path)).toEqual(['id', 'attributes[0].name', 'attributes[1].subAttributes'])
    expect(
      await refusal('schemas.add', { organizationId, schema: { ...schema, attributes: [{ name: 'a', type: 'text' }] } }),
    ).toMatchObject({
      code: 'invalid',
      issues: [{ path: 'schema.attributes.0.type' }],
    })
    expect((await refusal('schemas.usage', { organizationId, urn: OWN_USER })).code).toBe('not_found')
    expect((await refusal('schemas.list', { organizationId: 99 })).code).toBe('not_found')
    expect(incidents).toEqual([])
  })
})
