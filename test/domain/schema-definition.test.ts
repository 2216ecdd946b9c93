import { describe, expect, it } from 'vitest'
import { DomainError } from '../../src/main/domain/error.ts'
import { definitionOf } from '../../src/main/domain/schemas/definition.ts'
import { type DeclaredAttribute, DeclaredSchema, SCHEMA_LIMITS } from '../../src/shared/console/schemas.ts'
import { OWN_USER, ownUserSchema, schemaWith } from '../support/own-schema.ts'

/** Where the problems of a declaration are; none when it is accepted. */
function problemsOf(schema: DeclaredSchema): string[] {
  try {
    definitionOf(schema)
    return []
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return error.issues.map(({ path }) => path)
  }
}

describe('a declaration', () => {
  it('may hold every type and characteristic that RFC 7643 §7 knows, and gets the defaults of §2.2', () => {
    const schema = definitionOf(ownUserSchema)
    expect(schema.attributes.map(({ name }) => name)).toEqual(ownUserSchema.attributes.map(({ name }) => name))
    expect(definitionOf(schemaWith({ name: 'plain' })).attributes).toEqual([
      {
        name: 'plain',
        type: 'string',
        description: '',
        multiValued: false,
        required: false,
        caseExact: false,
        mutability: 'readWrite',
        returned: 'default',
        uniqueness: 'none',
      },
    ])
    const exact = definitionOf(schemaWith({ name: 'a', type: 'binary' }, { name: 'b', type: 'reference' }))
    expect(exact.attributes.map(({ caseExact }) => caseExact)).toEqual([true, true])
  })

  it('is read as other services print theirs: nulls, empty lists, `schemas` and `meta` are nothing', () => {
    const printed: unknown = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
      id: OWN_USER,
      name: 'Example',
      description: null,
      attributes: [{ name: 'a', type: 'string', canonicalValues: [], referenceTypes: null, subAttributes: [], 'x-vendor': 1 }],
      meta: { resourceType: 'Schema' },
    }
    expect(definitionOf(DeclaredSchema.parse(printed))).toEqual(definitionOf(schemaWith({ name: 'a' })))
  })

  it.each([
    'urn:example:2.0:User',
    'urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User',
    'urn:okta:my_app_1:1.0:user:custom',
    'URN:acme:x',
  ])('may be called %s', (id) => {
    expect(problemsOf({ ...schemaWith({ name: 'a' }), id })).toEqual([])
  })

  it.each([
    '',
    'example',
    'https://example.com/schema',
    'urn:example',
    'urn:x:y',
    'urn:urn:y',
    'urn:example:a b',
    'urn:example:a,b',
    'urn:example:a(b)',
    'urn:example:"a"',
    'urn:example:a:',
    'urn:example::a',
    'urn:example:a?+b',
    'urn:example:a#b',
    'urn:example:a/b',
    `urn:example:${'a'.repeat(SCHEMA_LIMITS.urn)}`,
    'urn:ietf:params:scim:schemas:core:2.0:User',
    'urn:IETF:params:scim:schemas:core:2.0:Device',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
    'urn:ietf:params:scim:api:messages:2.0:PatchOp',
    'urn:scim:schemas:core:1.0',
    'urn:scim:schemas:extension:enterprise:2.0',
  ])('may not be called "%s"', (id) => {
    expect(problemsOf({ ...schemaWith({ name: 'a' }), id })).toEqual(['id'])
  })

  const sub: DeclaredAttribute = { name: 's' }
  it.each<[string, DeclaredAttribute, string]>([
    ['an empty name', { name: '' }, 'name'],
    ['a name that begins with a digit', { name: '1st' }, 'name'],
    ['a name with a space', { name: 'cost center' }, 'name'],
    ['a name with a dot', { name: 'a.b' }, 'name'],
    ['a name with a colon', { name: 'a:b' }, 'name'],
    ['$ref outside of a complex attribute', { name: '$ref' }, 'name'],
    ['a name that is too long', { name: 'a'.repeat(SCHEMA_LIMITS.attributeName + 1) }, 'name'],
    ['a name of the prototype’s', { name: 'constructor' }, 'name'],
    ['a complex attribute without parts', { name: 'a', type: 'complex' }, 'subAttributes'],
    ['parts of what is not complex', { name: 'a', subAttributes: [sub] }, 'subAttributes'],
    ['complex inside complex', { name: 'a', type: 'complex', subAttributes: [{ name: 'b', type: 'complex' }] }, 'subAttributes[0].type'],
    ['a part with a wrong name', { name: 'a', type: 'complex', subAttributes: [{ name: '-' }] }, 'subAttributes[0].name'],
    ['a part there twice', { name: 'a', type: 'complex', subAttributes: [sub, { name: 'S' }] }, 'subAttributes[1].name'],
    [
      'a part that is withheld',
      { name: 'a', type: 'complex', subAttributes: [{ ...sub, returned: 'never' }] },
      'subAttributes[0].returned',
    ],
    ['required and read-only', { name: 'a', required: true, mutability: 'readOnly' }, 'required'],
    ['binary without case', { name: 'a', type: 'binary', caseExact: false }, 'caseExact'],
    ['a number with case', { name: 'a', type: 'integer', caseExact: true }, 'caseExact'],
    ['uniqueness beyond the organization', { name: 'a', uniqueness: 'global' }, 'uniqueness'],
    ['a unique boolean', { name: 'a', type: 'boolean', uniqueness: 'server' }, 'uniqueness'],
    ['a unique complex attribute', { name: 'a', type: 'complex', uniqueness: 'server', subAttributes: [sub] }, 'uniqueness'],
    ['canonical numbers', { name: 'a', type: 'integer', canonicalValues: ['1'] }, 'canonicalValues'],
    ['an empty canonical value', { name: 'a', canonicalValues: ['x', ' '] }, 'canonicalValues'],
    ['a canonical value twice', { name: 'a', canonicalValues: ['x', 'X'] }, 'canonicalValues'],
    ['reference types of a string', { name: 'a', referenceTypes: ['User'] }, 'referenceTypes'],
    ['a reference to what there is not', { name: 'a', type: 'reference', referenceTypes: ['Device'] }, 'referenceTypes'],
    ['write-only but returned', { name: 'a', mutability: 'writeOnly' }, 'returned'],
    ['never returned but readable', { name: 'a', returned: 'never' }, 'mutability'],
    ['required but discarded', { name: 'a', mutability: 'writeOnly', returned: 'never', required: true }, 'required'],
    ['unique but discarded', { name: 'a', mutability: 'writeOnly', returned: 'never', uniqueness: 'server' }, 'uniqueness'],
    ['a long description', { name: 'a', description: 'x'.repeat(SCHEMA_LIMITS.description + 1) }, 'description'],
  ])('is refused with %s', (_, attribute, part) => {
    expect(problemsOf(schemaWith(attribute))).toEqual([`attributes[0].${part}`])
  })

  it('is refused without attributes, with one twice, or with too many', () => {
    expect(problemsOf(schemaWith())).toEqual(['attributes'])
    expect(problemsOf(schemaWith({ name: 'a' }, { name: 'A' }))).toEqual(['attributes[1].name'])
    const many = Array.from({ length: SCHEMA_LIMITS.attributes + 1 }, (_, i) => ({ name: `a${i}` }))
    expect(problemsOf(schemaWith(...many))).toEqual(['attributes'])
  })

  it('is told all that is wrong with it at once', () => {
    const schema = { ...schemaWith({ name: '1' }, { name: 'b', type: 'complex' as const }), id: 'x', name: ' ' }
    expect(problemsOf(schema)).toEqual(['id', 'name', 'attributes[0].name', 'attributes[1].subAttributes'])
    expect(() => definitionOf(schema)).toThrow('The schema has 4 problems.')
    expect(() => definitionOf(schemaWith({ name: '1' }))).toThrow('"1" cannot be a name')
  })
})
