import { describe, expect, it } from 'vitest'
import { definitionOf } from '../../src/main/domain/schemas/definition.ts'
import {
  declaredSchema,
  draftOf,
  emptyAttribute,
  emptySchema,
  parseSchema,
  retyped,
  schemaJson,
} from '../../src/renderer/features/settings/schemas/draft.ts'
import { ownUserSchema } from '../support/own-schema.ts'

describe('a schema in the form', () => {
  it('says the same as the one it was made from, through the form and through JSON', () => {
    const meant = definitionOf(ownUserSchema)
    expect(definitionOf(declaredSchema(draftOf(ownUserSchema)))).toEqual(meant)
    const parsed = parseSchema(`\uFEFF${schemaJson(declaredSchema(draftOf(ownUserSchema)))}`)
    expect(parsed.ok && definitionOf(parsed.schema)).toEqual(meant)
  })

  it('leaves out rows that were not filled in, and spaces around what was', () => {
    const named = { ...emptyAttribute(), name: ' a ', canonicalValues: ' x \n\ny' }
    const complex = {
      ...retyped(emptyAttribute(), 'complex'),
      name: 'c',
      subAttributes: [{ ...emptyAttribute(), name: 'p' }, emptyAttribute()],
    }
    const { attributes } = declaredSchema({ ...emptySchema(), attributes: [named, emptyAttribute(), complex] })
    expect(attributes.map(({ name }) => name)).toEqual(['a', 'c'])
    expect(attributes[0]?.canonicalValues).toEqual(['x', 'y'])
    expect(attributes[1]?.subAttributes?.map(({ name }) => name)).toEqual(['p'])
  })

  it('loses what does not fit when an attribute gets another type', () => {
    const text = { ...emptyAttribute(), name: 'a', caseExact: true, isUnique: true, canonicalValues: 'x' }
    expect(retyped(text, 'boolean')).toMatchObject({ caseExact: false, isUnique: false, canonicalValues: '' })
    expect(retyped(text, 'integer')).toMatchObject({ caseExact: false, isUnique: true })
    expect(retyped(text, 'reference')).toMatchObject({ caseExact: true, isUnique: true, canonicalValues: 'x' })
    const complex = retyped(text, 'complex')
    expect(complex.subAttributes).toHaveLength(1)
    expect(retyped(complex, 'string').subAttributes).toEqual([])
  })

  it.each([
    ['', 'This is not JSON: '],
    ['{"id": 1', 'This is not JSON: '],
    ['[]', 'A SCIM Schema resource is expected: '],
    ['{"id":"urn:a:b","name":"x","attributes":[{"name":"a","type":"text"}]}', 'attributes.0.type: '],
  ])('says where %j cannot be read', (text, message) => {
    const parsed = parseSchema(text)
    expect(parsed).toMatchObject({ ok: false, message: expect.stringContaining(message) as unknown })
  })
})
