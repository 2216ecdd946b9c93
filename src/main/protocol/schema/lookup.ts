import type { AttributeDefinition } from './types.ts'

const maps = new WeakMap<readonly AttributeDefinition[], ReadonlyMap<string, AttributeDefinition>>()

/**
 * Finds an attribute of a list by name in any case (RFC 7643 §2.1). The map behind it holds each name as defined and in lower case,
 * so that a name in its usual spelling costs one look-up and no conversion.
 */
export function attributeNamed(attributes: readonly AttributeDefinition[], name: string): AttributeDefinition | undefined {
  let map = maps.get(attributes)
  if (map === undefined) {
    map = new Map(
      attributes.flatMap((attribute) => [[attribute.name, attribute] as const, [attribute.name.toLowerCase(), attribute] as const]),
    )
    maps.set(attributes, map)
  }
  return map.get(name) ?? map.get(name.toLowerCase())
}

const none: readonly AttributeDefinition[] = []

export function subAttributeNamed(attribute: AttributeDefinition, name: string): AttributeDefinition | undefined {
  return attributeNamed(attribute.subAttributes ?? none, name)
}

/** A complex attribute whose `value` is the id of another resource, one id: members, groups, manager. */
export function isReferenceToResource(attribute: AttributeDefinition): boolean {
  if (attribute.type !== 'complex' || subAttributeNamed(attribute, '$ref') === undefined) return false
  const value = subAttributeNamed(attribute, 'value')
  return value?.type === 'string' && !value.multiValued
}
