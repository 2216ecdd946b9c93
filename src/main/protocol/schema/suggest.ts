import type { AttributeDefinition, Registry, ResourceTypeName } from './types.ts'

interface PathAsWritten {
  readonly schema: string | undefined
  readonly name: string
  readonly sub: string | undefined
}

/**
 * The name that a client probably meant by one that does not exist: the same attribute in an extension, or the nearest spelling.
 * Undefined when nothing is near.
 */
export function suggestAttribute(registry: Registry, type: ResourceTypeName, path: PathAsWritten): string | undefined {
  const whole = registry.resolve(type, { schema: path.schema, name: path.name })
  if (whole !== undefined && path.sub !== undefined) {
    const near = nearest(path.sub, names(whole.attribute.subAttributes ?? []))
    return near === undefined ? undefined : `${whole.attribute.name}.${near}`
  }
  for (const { schema } of registry.resourceType(type).schemaExtensions) {
    const found = registry.resolve(type, { ...path, schema })
    if (found !== undefined) return `${schema}:${found.attribute.name}${found.sub === undefined ? '' : `.${found.sub.name}`}`
  }
  return nearest(path.name, names(registry.rootAttributes(type)))
}

function names(attributes: readonly AttributeDefinition[]): string[] {
  return attributes.map((attribute) => attribute.name)
}

function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > 64) return undefined
  const limit = Math.max(word.length < 5 ? 1 : 2, Math.floor(word.length / 3))
  let best: { name: string; distance: number } | undefined
  for (const name of candidates) {
    const distance = editDistance(word.toLowerCase(), name.toLowerCase())
    if (distance <= limit && (best === undefined || distance < best.distance)) best = { name, distance }
  }
  return best?.name
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
