import { complex, dateTime, reference, text } from './define.ts'
import type { AttributeDefinition } from './types.ts'

const readOnly = { mutability: 'readOnly' } as const

/**
 * The attributes that every resource has (RFC 7643 §3, §3.1). `schemas` belongs to no schema's list of attributes and is worked out
 * from the content of a resource, so that it is read-only here although clients send it.
 */
export const commonAttributes: readonly AttributeDefinition[] = [
  reference('schemas', 'URIs of the schemas whose attributes the resource holds.', ['uri'], {
    multiValued: true,
    required: true,
    caseExact: false,
    mutability: 'readOnly',
    returned: 'always',
  }),
  text('id', 'Identifier of the resource, given by the service and never used again.', {
    ...readOnly,
    required: true,
    caseExact: true,
    returned: 'always',
    uniqueness: 'server',
  }),
  text('externalId', 'Identifier of the resource at the provisioning client.', { caseExact: true }),
  complex(
    'meta',
    'What the service knows about the resource.',
    [
      text('resourceType', 'Name of the resource type.', { ...readOnly, caseExact: true }),
      dateTime('created', 'When the resource came to be here.', readOnly),
      dateTime('lastModified', 'When the resource last changed here.', readOnly),
      reference('location', 'URI of the resource.', ['uri'], { ...readOnly, caseExact: true }),
      text('version', 'Version of the resource, as in the ETag header.', { ...readOnly, caseExact: true }),
    ],
    readOnly,
  ),
]
