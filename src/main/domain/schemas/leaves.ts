import type { AttributeDefinition, SchemaDefinition } from '../../protocol/schema/types.ts'
import { urnKey } from './urn.ts'

/** An attribute of an extension schema, or one of its sub-attributes. */
export interface Leaf {
  /** As it is written behind the URN: `name`, or `name.sub`. */
  readonly path: string
  readonly attribute: AttributeDefinition
  /** In the attribute index. */
  readonly key: string
  /** Of the complex attribute that it is a part of. */
  readonly parentKey: string | undefined
}

/** Each attribute, followed by its sub-attributes. */
export function leavesOf(schema: SchemaDefinition): Leaf[] {
  const prefix = `${urnKey(schema.id)}:`
  return schema.attributes.flatMap((attribute) => {
    const key = prefix + attribute.name.toLowerCase()
    const whole: Leaf = { path: attribute.name, attribute, key, parentKey: undefined }
    const subs = (attribute.subAttributes ?? []).map((sub) => ({
      path: `${attribute.name}.${sub.name}`,
      attribute: sub,
      key: `${key}.${sub.name.toLowerCase()}`,
      parentKey: key,
    }))
    return [whole, ...subs]
  })
}

/** The keys by which a resource that holds anything of the schema is found. */
export function wholeKeys(schema: SchemaDefinition): string[] {
  return leavesOf(schema).flatMap(({ key, parentKey }) => (parentKey === undefined ? [key] : []))
}
