import type { AttributeDefinition } from './types.ts'

type Characteristics = Partial<Omit<AttributeDefinition, 'name' | 'type' | 'description'>>

/** The defaults of RFC 7643 §2.2: optional, single-valued, case-insensitive, readWrite, returned by default, not unique. */
function attribute(
  type: AttributeDefinition['type'],
  name: string,
  description: string,
  characteristics: Characteristics = {},
): AttributeDefinition {
  return {
    name,
    type,
    multiValued: false,
    description,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...characteristics,
  }
}

export const text = (name: string, description: string, characteristics?: Characteristics) =>
  attribute('string', name, description, characteristics)

export const boolean = (name: string, description: string, characteristics?: Characteristics) =>
  attribute('boolean', name, description, characteristics)

export const integer = (name: string, description: string, characteristics?: Characteristics) =>
  attribute('integer', name, description, characteristics)

export const dateTime = (name: string, description: string, characteristics?: Characteristics) =>
  attribute('dateTime', name, description, characteristics)

export const binary = (name: string, description: string, characteristics?: Characteristics) =>
  attribute('binary', name, description, { caseExact: true, ...characteristics })

export const reference = (name: string, description: string, referenceTypes: readonly string[], characteristics?: Characteristics) =>
  attribute('reference', name, description, { referenceTypes, ...characteristics })

export const complex = (
  name: string,
  description: string,
  subAttributes: readonly AttributeDefinition[],
  characteristics?: Characteristics,
) => attribute('complex', name, description, { subAttributes, ...characteristics })

/**
 * A multi-valued attribute with the default sub-attributes of RFC 7643 §2.4: the given `value`, then display, type and primary.
 */
export function labelledList(
  name: string,
  description: string,
  value: AttributeDefinition,
  types?: readonly string[],
): AttributeDefinition {
  return complex(
    name,
    description,
    [
      value,
      text('display', 'A name for people to read.'),
      text('type', 'What this value is for.', types === undefined ? {} : { canonicalValues: types }),
      boolean('primary', 'Whether this is the preferred value; true of one value at most.'),
    ],
    { multiValued: true },
  )
}
