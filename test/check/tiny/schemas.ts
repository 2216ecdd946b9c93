/** The attributes that the tiny server has: enough of RFC 7643 §4 for every check to have something to work on. */
import type { Json } from '../../../src/main/check/json.ts'

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

export interface Definition {
  readonly name: string
  readonly type: 'string' | 'boolean' | 'dateTime' | 'reference' | 'complex'
  readonly multiValued: boolean
  readonly required: boolean
  readonly caseExact: boolean
  readonly mutability: 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly'
  readonly returned: 'always' | 'never' | 'default'
  readonly uniqueness: 'none' | 'server'
  readonly referenceTypes?: readonly string[]
  readonly subAttributes?: readonly Definition[]
}

function attribute(name: string, over: Partial<Definition> = {}): Definition {
  return {
    name,
    type: over.subAttributes === undefined ? 'string' : 'complex',
    multiValued: false,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...over,
  }
}

const readOnly = { mutability: 'readOnly', caseExact: true } as const
const plural = (name: string): Definition =>
  attribute(name, {
    multiValued: true,
    subAttributes: [attribute('value'), attribute('display'), attribute('type'), attribute('primary', { type: 'boolean' })],
  })

/** RFC 7643 §3.1: of every resource, and of no schema. */
export const common: readonly Definition[] = [
  attribute('schemas', { type: 'reference', multiValued: true, caseExact: true, returned: 'always' }),
  attribute('id', { ...readOnly, returned: 'always' }),
  attribute('externalId', { caseExact: true }),
  attribute('meta', {
    mutability: 'readOnly',
    subAttributes: [
      attribute('resourceType', readOnly),
      attribute('created', { ...readOnly, type: 'dateTime' }),
      attribute('lastModified', { ...readOnly, type: 'dateTime' }),
      attribute('location', readOnly),
      attribute('version', readOnly),
    ],
  }),
]

export const schemas: Readonly<Record<string, readonly Definition[]>> = {
  [USER]: [
    attribute('userName', { required: true, uniqueness: 'server' }),
    attribute('name', {
      subAttributes: ['formatted', 'familyName', 'givenName', 'middleName', 'honorificPrefix', 'honorificSuffix'].map((name) =>
        attribute(name),
      ),
    }),
    attribute('displayName'),
    attribute('nickName'),
    attribute('title'),
    ...['userType', 'locale', 'timezone', 'preferredLanguage'].map((name) => attribute(name)),
    attribute('active', { type: 'boolean' }),
    attribute('password', { mutability: 'writeOnly', returned: 'never' }),
    plural('emails'),
    ...['phoneNumbers', 'ims', 'roles'].map(plural),
    attribute('groups', {
      mutability: 'readOnly',
      multiValued: true,
      subAttributes: [attribute('value', readOnly), attribute('display', { mutability: 'readOnly' })],
    }),
  ],
  [GROUP]: [
    attribute('displayName', { required: true }),
    attribute('members', {
      multiValued: true,
      subAttributes: [
        attribute('value', { mutability: 'immutable', caseExact: true }),
        attribute('$ref', { type: 'reference', mutability: 'immutable', caseExact: true, referenceTypes: ['User', 'Group'] }),
        attribute('type', { mutability: 'immutable' }),
      ],
    }),
  ],
  [ENTERPRISE]: [
    attribute('employeeNumber'),
    attribute('department'),
    attribute('division'),
    attribute('manager', { subAttributes: [attribute('value'), attribute('displayName', { mutability: 'readOnly' })] }),
  ],
}

export type Kind = 'User' | 'Group'

/** The schemas of a resource type: its own first, then its extensions. */
export function urnsOf(kind: Kind): readonly string[] {
  return kind === 'User' ? [USER, ENTERPRISE] : [GROUP]
}

export function definitionsOf(urn: string): readonly Definition[] {
  return schemas[urn] ?? []
}

export function schemaResources(base: string): Json[] {
  return Object.entries(schemas).map(([id, attributes]) => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    id,
    name: id.split(':').at(-1) ?? id,
    attributes: JSON.parse(JSON.stringify(attributes)) as Json,
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
  }))
}

export function typeResources(base: string): Json[] {
  return (['User', 'Group'] as const).map((name) => {
    const [schema = '', ...extensions] = urnsOf(name)
    return {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
      id: name,
      name,
      endpoint: `/${name}s`,
      schema,
      schemaExtensions: extensions.map((extension) => ({ schema: extension, required: false })),
      meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
    }
  })
}
