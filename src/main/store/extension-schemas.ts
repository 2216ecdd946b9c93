import type { OrganizationId } from '../../shared/ids.ts'
import type { ResourceTypeName } from '../protocol/schema/types.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

/** A schema that an organization has declared. */
export interface ExtensionSchemaRow {
  readonly urn: string
  readonly resourceType: ResourceTypeName
  /** A SchemaDefinition as JSON text. */
  readonly definition: string
  readonly createdAt: number
  readonly updatedAt: number
}

const COLUMNS = 'urn, resource_type AS resourceType, definition, created_at AS createdAt, updated_at AS updatedAt'

/** In the order in which they were declared. */
export function extensionSchemas(tx: ReadTx, organization: OrganizationId): Promise<ExtensionSchemaRow[]> {
  return tx.all(`SELECT ${COLUMNS} FROM extension_schemas WHERE organization_id = ? ORDER BY seq`, organization)
}

export function extensionSchemaByKey(tx: ReadTx, organization: OrganizationId, urnKey: string): Promise<ExtensionSchemaRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM extension_schemas WHERE organization_id = ? AND urn_key = ?`, organization, urnKey)
}

export async function insertExtensionSchema(
  tx: WriteTx,
  organization: OrganizationId,
  row: { urn: string; urnKey: string; resourceType: ResourceTypeName; definition: string },
  at: number,
): Promise<void> {
  await tx.run(
    `INSERT INTO extension_schemas (organization_id, urn, urn_key, resource_type, definition, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    organization,
    row.urn,
    row.urnKey,
    row.resourceType,
    row.definition,
    at,
    at,
  )
}

export async function updateExtensionSchema(
  tx: WriteTx,
  organization: OrganizationId,
  urnKey: string,
  definition: string,
  at: number,
): Promise<void> {
  await tx.run(
    'UPDATE extension_schemas SET definition = ?, updated_at = ? WHERE organization_id = ? AND urn_key = ?',
    definition,
    at,
    organization,
    urnKey,
  )
}

export async function deleteExtensionSchema(tx: WriteTx, organization: OrganizationId, urnKey: string): Promise<void> {
  await tx.run('DELETE FROM extension_schemas WHERE organization_id = ? AND urn_key = ?', organization, urnKey)
}

/** What the organization's schemas are known by: the same text whenever they say the same; '' when it has none of its own. */
export async function schemasDigest(tx: ReadTx, organization: OrganizationId): Promise<string> {
  const row = await tx.get<{ digest: string }>('SELECT schemas_digest AS digest FROM organizations WHERE id = ?', organization)
  return row?.digest ?? ''
}

export async function setSchemasDigest(tx: WriteTx, organization: OrganizationId, digest: string): Promise<void> {
  await tx.run('UPDATE organizations SET schemas_digest = ? WHERE id = ?', digest, organization)
}
