import { describe, expect, it } from 'vitest'
import { attributeNamed } from '../../src/main/protocol/schema/lookup.ts'
import { coreRegistry, createRegistry, ENTERPRISE_SCHEMA, GROUP_SCHEMA, USER_SCHEMA } from '../../src/main/protocol/schema/registry.ts'
import type { AttributeDefinition, SchemaDefinition } from '../../src/main/protocol/schema/types.ts'
import { schemaResource } from '../../src/main/protocol/discovery.ts'

function definition(type: 'User' | 'Group', path: string): AttributeDefinition {
  const [name = '', sub] = path.split('.')
  const found = coreRegistry.resolve(type, { name, sub })
  if (found === undefined) throw new Error(`no ${path}`)
  return found.leaf
}

describe('the schemas of RFC 7643', () => {
  it('U1: a user has the attributes of §4.1, in their order, and the common ones of §3.1', () => {
    expect(coreRegistry.rootAttributes('User').map((attribute) => attribute.name)).toEqual(
      ['schemas id externalId meta userName name displayName nickName profileUrl title userType preferredLanguage locale timezone active']
        .concat('password emails phoneNumbers ims photos addresses groups entitlements roles x509Certificates')
        .join(' ')
        .split(' '),
    )
    expect(coreRegistry.extensionAttributes('User', ENTERPRISE_SCHEMA)?.attributes.map((attribute) => attribute.name)).toEqual([
      'employeeNumber',
      'costCenter',
      'organization',
      'division',
      'department',
      'manager',
    ])
  })

  it.each([
    ['User', 'userName', { required: true, caseExact: false, uniqueness: 'server', mutability: 'readWrite' }],
    ['User', 'id', { caseExact: true, mutability: 'readOnly', returned: 'always', uniqueness: 'server' }],
    ['User', 'externalId', { caseExact: true, mutability: 'readWrite', returned: 'default' }],
    ['User', 'password', { mutability: 'writeOnly', returned: 'never' }],
    ['User', 'active', { type: 'boolean', required: false }],
    ['User', 'profileUrl', { type: 'reference', referenceTypes: ['external'] }],
    ['User', 'emails', { type: 'complex', multiValued: true }],
    ['User', 'emails.value', { caseExact: false }],
    ['User', 'emails.type', { canonicalValues: ['work', 'home', 'other'] }],
    ['User', 'emails.primary', { type: 'boolean' }],
    ['User', 'phoneNumbers.type', { canonicalValues: ['work', 'home', 'mobile', 'fax', 'pager', 'other'] }],
    ['User', 'ims.type', { canonicalValues: ['aim', 'gtalk', 'icq', 'xmpp', 'msn', 'skype', 'qq', 'yahoo'] }],
    ['User', 'photos.value', { type: 'reference', caseExact: true }],
    ['User', 'x509Certificates.value', { type: 'binary', caseExact: true }],
    ['User', 'groups', { mutability: 'readOnly', multiValued: true }],
    ['User', 'groups.type', { mutability: 'readOnly', canonicalValues: ['direct', 'indirect'] }],
    ['User', 'meta.created', { type: 'dateTime', mutability: 'readOnly' }],
    ['User', 'meta.resourceType', { caseExact: true, mutability: 'readOnly' }],
    ['Group', 'displayName', { required: true, uniqueness: 'server' }],
    ['Group', 'members.value', { mutability: 'immutable' }],
    ['Group', 'members.$ref', { mutability: 'immutable', referenceTypes: ['User', 'Group'] }],
    ['Group', 'members.type', { mutability: 'immutable', canonicalValues: ['User', 'Group'] }],
    ['Group', 'members.display', { mutability: 'readOnly' }],
  ] as const)('U1: %s %s has the characteristics that RFC 7643 gives it', (type, path, characteristics) => {
    expect(definition(type, path)).toMatchObject(characteristics)
  })

  it('E5: every attribute of every schema states all its characteristics, and every complex one its parts', () => {
    const check = (attribute: AttributeDefinition): void => {
      expect(attribute.name).toMatch(/^(\$ref|[a-zA-Z][\w-]*)$/)
      expect(attribute.description).not.toBe('')
      expect((attribute.subAttributes ?? []).length > 0).toBe(attribute.type === 'complex')
      expect(attribute.referenceTypes !== undefined).toBe(attribute.type === 'reference')
      for (const sub of attribute.subAttributes ?? []) check(sub)
    }
    const attributes = coreRegistry.schemas.flatMap((schema) => schema.attributes)
    expect(attributes.length).toBeGreaterThan(25)
    for (const attribute of attributes) check(attribute)
  })
})

describe('finding attributes', () => {
  it.each([
    [{ name: 'userName' }, 'username'],
    [{ name: 'USERNAME' }, 'username'],
    [{ name: 'Emails', sub: 'VALUE' }, 'emails.value'],
    [{ schema: USER_SCHEMA.toUpperCase(), name: 'userName' }, 'username'],
    [{ name: 'manager', sub: 'value' }, `${ENTERPRISE_SCHEMA.toLowerCase()}:manager.value`],
    [{ schema: 'urn:scim:schemas:core:1.0', name: 'userName' }, 'username'],
    [{ schema: ENTERPRISE_SCHEMA, name: 'manager', sub: 'value' }, `${ENTERPRISE_SCHEMA.toLowerCase()}:manager.value`],
    [{ schema: 'urn:scim:schemas:extension:enterprise:2.0', name: 'department' }, `${ENTERPRISE_SCHEMA.toLowerCase()}:department`],
  ])('R1: %o is found in whatever case it is written', (path, key) => {
    expect(coreRegistry.resolve('User', path)?.key).toBe(key)
  })

  it.each([
    { name: 'name', sub: 'nothing' },
    { name: 'userName', sub: 'value' },
    { schema: USER_SCHEMA, name: 'department' },
    { schema: GROUP_SCHEMA, name: 'displayName' },
    { schema: 'urn:example', name: 'userName' },
    { name: 'constructor' },
    { name: '__proto__' },
    { name: 'emails', sub: '__proto__' },
  ])('R1: %o is no attribute of a user', (path) => {
    expect(coreRegistry.resolve('User', path)).toBeUndefined()
  })

  it('R1: an attribute is found in a list by its name in any case and not by what every object inherits', () => {
    const root = coreRegistry.rootAttributes('User')
    expect(attributeNamed(root, 'nIcKnAmE')?.name).toBe('nickName')
    expect(attributeNamed(root, 'toString')).toBeUndefined()
  })
})

describe("an organization's own extension", () => {
  const badge: SchemaDefinition = {
    id: 'urn:example:params:scim:schemas:extension:badge:1.0:User',
    name: 'Badge',
    description: 'Badges',
    attributes: [{ ...definition('User', 'nickName'), name: 'badgeColour' }],
  }
  const registry = createRegistry([{ resourceType: 'User', required: false, schema: badge }])

  it('U1: is found under its URN, listed with the schemas and named by its resource type', () => {
    expect(registry.resolve('User', { schema: badge.id.toUpperCase(), name: 'BADGECOLOUR' })?.attribute.name).toBe('badgeColour')
    expect(registry.schema(badge.id.toUpperCase())?.name).toBe('Badge')
    expect(registry.resourceType('User').schemaExtensions).toContainEqual({ schema: badge.id, required: false })
    expect(registry.extensionAttributes('Group', badge.id)).toBeUndefined()
    expect(schemaResource(badge, 'https://h/scim/v2')).toMatchObject({
      id: badge.id,
      attributes: [{ name: 'badgeColour', type: 'string' }],
    })
  })

  it('U1: is refused under a URN that is taken', () => {
    expect(() =>
      createRegistry([{ resourceType: 'User', required: false, schema: { ...badge, id: ENTERPRISE_SCHEMA.toUpperCase() } }]),
    ).toThrow(/same URN/)
  })
})
