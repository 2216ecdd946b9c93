import type { DeclaredAttribute, DeclaredSchema } from '../../src/shared/console/schemas.ts'

export const OWN_USER = 'urn:example:2.0:User'
export const OWN_GROUP = 'urn:example:2.0:Group'

/** One attribute of each type and of each way to be kept, returned and changed. */
export const everyKind: readonly DeclaredAttribute[] = [
  { name: 'costCenter' },
  { name: 'badge', caseExact: true, uniqueness: 'server' },
  { name: 'isContractor', type: 'boolean' },
  { name: 'grade', type: 'integer' },
  { name: 'allocation', type: 'decimal' },
  { name: 'joined', type: 'dateTime' },
  { name: 'photoHash', type: 'binary' },
  { name: 'profile', type: 'reference', referenceTypes: ['external'] },
  { name: 'skills', multiValued: true },
  {
    name: 'sponsor',
    type: 'complex',
    subAttributes: [
      { name: 'value', caseExact: true },
      { name: '$ref', type: 'reference', referenceTypes: ['User'] },
      { name: 'since', type: 'dateTime' },
      { name: 'grantedBy', mutability: 'immutable' },
    ],
  },
  {
    name: 'sites',
    type: 'complex',
    multiValued: true,
    subAttributes: [
      { name: 'value', required: true },
      { name: 'type', canonicalValues: ['office', 'plant'] },
      { name: 'primary', type: 'boolean' },
    ],
  },
  { name: 'hiredAs', mutability: 'immutable' },
  { name: 'score', type: 'integer', mutability: 'readOnly' },
  { name: 'pin', mutability: 'writeOnly', returned: 'never' },
  { name: 'notes', returned: 'request' },
  { name: 'region', returned: 'always' },
]

export const ownUserSchema: DeclaredSchema = {
  id: OWN_USER,
  name: 'Example user',
  description: 'What Example keeps of its people.',
  attributes: [...everyKind],
}

export const ownGroupSchema: DeclaredSchema = {
  id: OWN_GROUP,
  name: 'Example group',
  attributes: [{ name: 'owner' }, { name: 'purpose', canonicalValues: ['access', 'mail'] }],
}

export const schemaWith = (...attributes: DeclaredAttribute[]): DeclaredSchema => ({ id: OWN_USER, name: 'Example', attributes })
