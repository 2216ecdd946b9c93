import { complex, reference, text } from './define.ts'
import type { SchemaDefinition } from './types.ts'

export const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group'

const immutable = { mutability: 'immutable' } as const

/**
 * Core Group: RFC 7643 §4.2, characteristics as in §8.7.1, save that displayName is stated as what it is: required (§4.2 says so in
 * its text) and unique across every organization of the instance (G7), since teams are found by it.
 */
export const groupSchema: SchemaDefinition = {
  id: GROUP_SCHEMA,
  name: 'Group',
  description: 'Group',
  attributes: [
    text('displayName', 'The name of the group, as in the groups claim; unique, compared without case.', {
      required: true,
      uniqueness: 'server',
    }),
    complex(
      'members',
      'Members of the group: users, and groups nested in it.',
      [
        text('value', 'Identifier of the member.', immutable),
        reference('$ref', 'URI of the member.', ['User', 'Group'], immutable),
        text('type', 'Whether the member is a user or a group.', { ...immutable, canonicalValues: ['User', 'Group'] }),
        text('display', 'Name of the member.', { mutability: 'readOnly' }),
      ],
      { multiValued: true },
    ),
  ],
}
