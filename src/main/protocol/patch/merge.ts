import { ScimError } from '../error.ts'
import { isBlank, type Json, type JsonObject, own, sameJson } from '../json.ts'
import { isReferenceToResource, subAttributeNamed } from '../schema/lookup.ts'
import type { AttributeDefinition } from '../schema/types.ts'
import { type Part, requireSubAttributes } from '../values.ts'

/**
 * A complex value with some of its sub-attributes set and others unassigned; undefined when nothing is left.
 * @throws ScimError 400 mutability when an immutable sub-attribute would change, invalidValue when a required one is missing
 */
export function merged(attribute: AttributeDefinition, before: JsonObject, part: Part, path: string): JsonObject | undefined {
  const result: JsonObject = { ...before, ...part.set }
  for (const name of part.cleared) delete result[name]
  for (const name of [...Object.keys(part.set), ...part.cleared]) {
    const sub = subAttributeNamed(attribute, name)
    if (sub?.mutability === 'immutable') refuseChange(`${path}.${name}`, own(before, name), own(result, name))
  }
  // The old URI, or a name kept beside it, would go on pointing to another resource than the new id does.
  if (isReferenceToResource(attribute) && !sameJson(before['value'], result['value'])) {
    for (const sub of attribute.subAttributes ?? []) if (sub.name !== 'value' && part.set[sub.name] === undefined) delete result[sub.name]
  }
  if (isBlank(result)) return undefined
  requireSubAttributes(attribute, result, path)
  return result
}

/** RFC 7643 §7: what is immutable may be given a value once. */
export function refuseChange(path: string, before: Json | undefined, after: Json | undefined): void {
  if (isBlank(before) || sameJson(before, after)) return
  throw new ScimError(400, 'mutability', `${path} is immutable and has a value already.`)
}
