import { assertNever } from '../../../../shared/assert.ts'
import type { AttributeType, Mutability, Returned, Schema, SchemaAttribute } from '../../../../shared/console/schemas.ts'

/** What an attribute of the type holds, for people. */
export function typeWords(type: AttributeType): string {
  switch (type) {
    case 'string':
      return 'Text'
    case 'boolean':
      return 'True or false'
    case 'decimal':
      return 'Number'
    case 'integer':
      return 'Whole number'
    case 'dateTime':
      return 'Date and time'
    case 'binary':
      return 'Base64 data'
    case 'reference':
      return 'Address of something else'
    case 'complex':
      return 'Several parts'
    default:
      return assertNever(type)
  }
}

export function mutabilityWords(mutability: Mutability): string {
  switch (mutability) {
    case 'readWrite':
      return 'Read and write'
    case 'immutable':
      return 'Immutable'
    case 'readOnly':
      return 'Read-only'
    case 'writeOnly':
      return 'Write-only'
    default:
      return assertNever(mutability)
  }
}

export function returnedWords(returned: Returned): string {
  switch (returned) {
    case 'default':
      return 'By default'
    case 'always':
      return 'Always returned'
    case 'request':
      return 'On request'
    case 'never':
      return 'Never returned'
    default:
      return assertNever(returned)
  }
}

/** The characteristics that are not RFC 7643 §2.2's defaults, each in a word or two. */
export function marksOf(attribute: Omit<SchemaAttribute, 'subAttributes'>): string[] {
  const { type, multiValued, required, caseExact, mutability, returned, uniqueness } = attribute
  const hasCase = type === 'string' || type === 'reference'
  return [
    ...(required ? ['Required'] : []),
    ...(multiValued ? ['Multi-valued'] : []),
    ...(uniqueness === 'none' ? [] : ['Unique']),
    ...(caseExact && hasCase ? ['Case exact'] : []),
    ...(mutability === 'readWrite' ? [] : [mutabilityWords(mutability)]),
    ...(returned === 'default' ? [] : [returnedWords(returned)]),
  ]
}

/** `1 user`, `12 groups`. */
export function countOf(count: number, resourceType: Schema['resourceType']): string {
  const noun = resourceType.toLowerCase()
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}
