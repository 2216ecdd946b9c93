import { createHash } from 'node:crypto'
import type { OrganizationId } from '../../../shared/ids.ts'
import { coreRegistry, createRegistry, type SchemaExtension } from '../../protocol/schema/registry.ts'
import type { Registry, SchemaDefinition } from '../../protocol/schema/types.ts'
import type { ReadTx, WriteTx } from '../../store/database/port.ts'
import { extensionSchemas, type ExtensionSchemaRow, schemasDigest, setSchemasDigest } from '../../store/extension-schemas.ts'

/** More than the organizations that push at the same time; a registry that was dropped is made again. */
const MOST_KEPT = 200

/** By the digest of the definitions it is made of: whatever a rolled-back unit of work left here is still right. */
const kept = new Map<string, Registry>()

export function definitionIn(row: ExtensionSchemaRow): SchemaDefinition {
  return JSON.parse(row.definition) as SchemaDefinition
}

function extensionOf(row: ExtensionSchemaRow): SchemaExtension {
  return { resourceType: row.resourceType, required: false, schema: definitionIn(row) }
}

/**
 * The schemas of an organization, its own among them. To be asked in each unit of work: another one may have changed them since. It
 * costs one look-up by key while they stay the same.
 */
export async function registryOf(tx: ReadTx, organization: OrganizationId): Promise<Registry> {
  const digest = await schemasDigest(tx, organization)
  if (digest === '') return coreRegistry
  const known = kept.get(digest)
  if (known !== undefined) return known
  const registry = createRegistry((await extensionSchemas(tx, organization)).map(extensionOf))
  // Insertion order is age: the oldest goes first.
  if (kept.size >= MOST_KEPT) for (const oldest of kept.keys()) if (kept.delete(oldest)) break
  kept.set(digest, registry)
  return registry
}

/** To be called after every change of the organization's schemas, in the same unit of work. */
export async function renewRegistry(tx: WriteTx, organization: OrganizationId): Promise<Registry> {
  const rows = await extensionSchemas(tx, organization)
  const said = rows.map(({ resourceType, definition }) => [resourceType, definition])
  await setSchemasDigest(tx, organization, rows.length === 0 ? '' : createHash('sha256').update(JSON.stringify(said)).digest('base64url'))
  return registryOf(tx, organization)
}
