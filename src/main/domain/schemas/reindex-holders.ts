import { indexEntries } from '../../protocol/filter/index-entries.ts'
import type { JsonObject } from '../../protocol/json.ts'
import type { Registry, SchemaDefinition } from '../../protocol/schema/types.ts'
import { countHolders, documentsHolding, type Holders } from '../../store/attribute-holders.ts'
import { reindex } from '../../store/attribute-index.ts'
import type { WriteTx } from '../../store/database/port.ts'
import { DomainError } from '../error.ts'
import { counted } from './held-values.ts'
import { leavesOf } from './leaves.ts'

/**
 * Users or groups whose index one change of a schema may rewrite. It is one unit of work, and while it lasts nothing else is answered: this
 * many take about a second.
 */
export const REINDEX_MOST = 10_000
const BATCH = 500

/** Keys at which the index holds something else under the new definition: values are folded there unless the attribute is caseExact. */
function changedKeys(before: SchemaDefinition, after: SchemaDefinition): string[] {
  const known = new Map(leavesOf(before).map((leaf) => [leaf.path, leaf.attribute]))
  return leavesOf(after).flatMap(({ path, attribute, key }) => {
    const old = known.get(path)
    return old !== undefined && old.caseExact !== attribute.caseExact ? [key] : []
  })
}

/**
 * Brings the attribute index from one definition to the other, in the unit of work that changes it.
 * @throws DomainError too_large
 */
export async function reindexHolders(
  tx: WriteTx,
  of: Holders,
  change: { before: SchemaDefinition; after: SchemaDefinition; oldRegistry: Registry; newRegistry: Registry },
): Promise<void> {
  const keys = changedKeys(change.before, change.after)
  const held = await countHolders(tx, of, keys)
  if (held > REINDEX_MOST)
    throw new DomainError(
      'too_large',
      `caseExact cannot be changed any more: ${counted(held, of.type)} such values, and the index of ${REINDEX_MOST.toLocaleString('en')} at most is rewritten at once. Declare another attribute instead.`,
    )
  let after = 0
  for (let left = held; left > 0; left -= BATCH) {
    const batch = await documentsHolding(tx, of, keys, after, BATCH)
    for (const { seq, document } of batch) {
      const resource = JSON.parse(document) as JsonObject
      const entriesBy = (registry: Registry) => indexEntries(resource, registry, of.type).filter(({ key }) => keys.includes(key))
      await reindex(tx, of.type, of.organization, seq, entriesBy(change.oldRegistry), entriesBy(change.newRegistry))
      after = seq
    }
  }
}
