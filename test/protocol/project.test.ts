import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../src/main/protocol/json.ts'
import { isNarrowed, parseSelection, project, type Selection, wants } from '../../src/main/protocol/project.ts'
import { coreRegistry, createRegistry, ENTERPRISE_SCHEMA, GROUP_SCHEMA, USER_SCHEMA } from '../../src/main/protocol/schema/registry.ts'
import type { AttributeDefinition } from '../../src/main/protocol/schema/types.ts'
import { enterpriseUser, group, without } from './documents.ts'

const only = (attributes: string) => parseSelection(attributes)
const except = (excludedAttributes: string) => parseSelection(undefined, excludedAttributes)
const seen = (selection: Selection, resource: JsonObject = enterpriseUser) => project(resource, selection, coreRegistry, 'User')
const { schemas, id } = enterpriseUser
const enterprise = enterpriseUser[ENTERPRISE_SCHEMA] as JsonObject

describe('what is returned by default', () => {
  it('R4: everything, save what is never returned', () => {
    expect(seen(parseSelection())).toEqual(without(enterpriseUser, 'password'))
  })

  it('R4: nothing that no schema knows, and no null', () => {
    expect(seen(parseSelection(), { id: '1', nope: 1, title: null, 'urn:gone:User': { a: 1 }, name: { givenName: 'G', nope: 1 } })).toEqual(
      {
        id: '1',
        name: { givenName: 'G' },
      },
    )
  })

  it('R4: an empty list of members stays a list', () => {
    expect(project({ ...group, members: [] }, parseSelection(), coreRegistry, 'Group')['members']).toEqual([])
  })
})

describe('attributes', () => {
  it.each([
    ['userName', { userName: 'bjensen@example.com' }],
    ['USERNAME,  title ', { userName: 'bjensen@example.com', title: 'Tour Guide' }],
    ['name.givenName', { name: { givenName: 'Barbara' } }],
    ['name.givenName,name.FAMILYNAME', { name: { givenName: 'Barbara', familyName: 'Jensen' } }],
    ['name.givenName,name', { name: enterpriseUser['name'] }],
    ['emails.value', { emails: [{ value: 'bjensen@example.com' }, { value: 'babs@jensen.org' }] }],
    ['emails.primary', { emails: [{ primary: true }] }],
    ['ims.primary', {}],
    [`${USER_SCHEMA}:userName`, { userName: 'bjensen@example.com' }],
    [`${ENTERPRISE_SCHEMA}:department`, { [ENTERPRISE_SCHEMA]: { department: 'Tour Operations' } }],
    [`${ENTERPRISE_SCHEMA.toUpperCase()}:MANAGER.displayName`, { [ENTERPRISE_SCHEMA]: { manager: { displayName: 'John Smith' } } }],
    [ENTERPRISE_SCHEMA, { [ENTERPRISE_SCHEMA]: enterprise }],
    ['password', {}],
    ['nope', {}],
    ['nope.nope,[,urn:x:y', {}],
    ['__proto__,constructor', {}],
    ['meta.version', { meta: { version: 'W/"3694e05e9dff590"' } }],
    ['id', {}],
  ])('R4: %s returns that, and schemas and id', (attributes, expected) => {
    expect(seen(only(attributes))).toEqual({ schemas, id, ...expected })
  })

  it('R4: the URN of the core schema asks for all of it and for no extension', () => {
    expect(seen(only(USER_SCHEMA))).toEqual(without(enterpriseUser, 'password', ENTERPRISE_SCHEMA))
  })
})

describe('excludedAttributes', () => {
  it.each([
    ['emails', without(enterpriseUser, 'password', 'emails')],
    ['EMAILS,title', without(enterpriseUser, 'password', 'emails', 'title')],
    [
      'emails.display,emails.type,emails.primary',
      { ...without(enterpriseUser, 'password'), emails: [{ value: 'bjensen@example.com' }, { value: 'babs@jensen.org' }] },
    ],
    [ENTERPRISE_SCHEMA, without(enterpriseUser, 'password', ENTERPRISE_SCHEMA)],
    [`${ENTERPRISE_SCHEMA}:manager`, { ...without(enterpriseUser, 'password'), [ENTERPRISE_SCHEMA]: without(enterprise, 'manager') }],
    ['id,schemas', without(enterpriseUser, 'password')],
    ['ims.value,ims.type', without(enterpriseUser, 'password', 'ims')],
    ['nope', without(enterpriseUser, 'password')],
  ])('R4: %s are not returned', (excluded, expected) => {
    expect(seen(except(excluded))).toEqual(expected)
  })

  it('R4: a group without its members, as Entra ID asks for it', () => {
    expect(project(group, except('members'), coreRegistry, 'Group')).toEqual(without(group, 'members'))
  })
})

describe('characteristics of other kinds', () => {
  const part = (name: string, of: Partial<AttributeDefinition>): AttributeDefinition => {
    const found = coreRegistry.resolve('User', { name: 'nickName' })
    if (found === undefined) throw new Error(name)
    return { ...found.attribute, name, ...of }
  }
  const attributes = [
    part('always', { returned: 'always' }),
    part('asked', { returned: 'request' }),
    part('never', { returned: 'never' }),
    part('box', {
      type: 'complex',
      subAttributes: [
        part('a', {}),
        part('kept', { returned: 'always' }),
        part('asked', { returned: 'request' }),
        part('never', { returned: 'never' }),
      ],
    }),
  ]
  const urn = 'urn:x:own'
  const registry = createRegistry([
    { resourceType: 'User', required: false, schema: { id: urn, name: 'Own', description: 'Own', attributes } },
  ])
  const resource = {
    id: '1',
    userName: 'x',
    [urn]: { always: '1', asked: '2', never: '3', box: { a: '4', kept: '5', asked: '6', never: '7' } },
  }
  const own = (selection: Selection) => project(resource, selection, registry, 'User')[urn]

  it('R4: always is returned whatever was asked, never is not, request when it is named', () => {
    expect(own(parseSelection())).toEqual({ always: '1', box: { a: '4', kept: '5' } })
    expect(own(only('userName'))).toEqual({ always: '1' })
    expect(own(only(`${urn}:asked,${urn}:never`))).toEqual({ always: '1', asked: '2' })
    expect(own(only(urn))).toEqual({ always: '1', box: { a: '4', kept: '5' } })
    expect(own(only(`${urn}:box.asked`))).toEqual({ always: '1', box: { kept: '5', asked: '6' } })
    expect(own(except(`${urn}:always,${urn}:box.kept,${urn}:box.a`))).toEqual({ always: '1', box: { kept: '5' } })
    expect(own(except(urn))).toEqual({ always: '1' })
  })
})

describe('the parameters', () => {
  it.each([
    [undefined, undefined],
    ['', ''],
    [' , ', undefined],
  ])('R4: %o and %o ask for the default', (attributes, excluded) => {
    const selection = parseSelection(attributes, excluded)
    expect(selection).toEqual({ attributes: undefined, excludedAttributes: undefined })
    expect(isNarrowed(selection)).toBe(false)
  })

  it('R4: of both, attributes wins', () => {
    expect(seen(parseSelection('title', 'title'))).toEqual({ schemas, id, title: 'Tour Guide' })
    expect(isNarrowed(parseSelection('title'))).toBe(true)
    expect(isNarrowed(parseSelection('', 'title'))).toBe(true)
  })

  it.each([
    [parseSelection(), true],
    [except('members'), false],
    [except('MEMBERS'), false],
    [except(`${GROUP_SCHEMA}:members`), false],
    [except(GROUP_SCHEMA), false],
    [except('members.display'), true],
    [except('displayName'), true],
    [only('members'), true],
    [only('id,Members.Value'), true],
    [only(`${GROUP_SCHEMA}:members`), true],
    [only(GROUP_SCHEMA), true],
    [only('id,displayName'), false],
    [only('nope'), false],
  ])('R4: members need to be read for %o: %o', (selection, expected) => {
    expect(wants(selection, 'members')).toBe(expected)
    expect(Object.hasOwn(project(group, selection, coreRegistry, 'Group'), 'members')).toBe(expected)
  })
})
