import type { GroupSeq, UserSeq } from '../../../shared/ids.ts'
import type { IndexEntry } from '../../protocol/filter/ast.ts'
import type { Registry, ResourceTypeName } from '../../protocol/schema/types.ts'
import { type Holders, isHeldElsewhere } from '../../store/attribute-holders.ts'
import type { ReadTx } from '../../store/database/port.ts'
import { DomainError } from '../error.ts'
import { leavesOf } from './leaves.ts'

type UniqueKeys = ReadonlyMap<string, string>

const none: UniqueKeys = new Map()
const found = new WeakMap<Registry, Map<ResourceTypeName, UniqueKeys>>()

/** Index keys of the extensions' attributes that are unique, with their names. The core schemas' unique attributes are columns. */
function uniqueKeys(registry: Registry, type: ResourceTypeName): UniqueKeys {
  let byType = found.get(registry)
  if (byType === undefined) {
    byType = new Map(registry.resourceTypes.map(({ id }) => [id, uniqueKeysOf(registry, id)]))
    found.set(registry, byType)
  }
  return byType.get(type) ?? none
}

function uniqueKeysOf(registry: Registry, type: ResourceTypeName): UniqueKeys {
  const keys = new Map<string, string>()
  for (const { schema: urn } of registry.resourceType(type).schemaExtensions) {
    const schema = registry.schema(urn)
    if (schema === undefined) continue
    for (const { attribute, key, path } of leavesOf(schema)) if (attribute.uniqueness !== 'none') keys.set(key, `${urn}:${path}`)
  }
  return keys
}

/**
 * Refuses a value that another resource of the organization has, where the attribute is unique (RFC 7643 §7, `uniqueness`).
 * @throws DomainError value_taken
 */
export async function refuseTakenValues(
  tx: ReadTx,
  of: Holders,
  registry: Registry,
  seq: UserSeq | GroupSeq,
  entries: readonly IndexEntry[],
): Promise<void> {
  const unique = uniqueKeys(registry, of.type)
  if (unique.size === 0) return
  for (const entry of entries) {
    const name = unique.get(entry.key)
    if (name === undefined || !(await isHeldElsewhere(tx, of, entry, seq))) continue
    throw new DomainError('value_taken', `Another ${of.type.toLowerCase()} has this value of ${name} already, and it is unique.`, {
      field: name,
    })
  }
}
