import { isDeepStrictEqual } from 'node:util'
import {
  type DeclaredSchema,
  resourceTypeIn,
  SCHEMA_LIMITS,
  type SchemaResourceType,
  type SchemaUsage,
} from '../../../shared/console/schemas.ts'
import type { SchemaDefinition } from '../../protocol/schema/types.ts'
import { countHolders, type Holders } from '../../store/attribute-holders.ts'
import type { ReadTx } from '../../store/database/port.ts'
import {
  deleteExtensionSchema,
  extensionSchemaByKey,
  extensionSchemas,
  type ExtensionSchemaRow,
  insertExtensionSchema,
  updateExtensionSchema,
} from '../../store/extension-schemas.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import type { Change } from '../change.ts'
import { DomainError } from '../error.ts'
import { definitionOf, refuseProblems } from './definition.ts'
import { counted, heldProblems, sharedProblems, usageOf } from './held-values.ts'
import { wholeKeys } from './leaves.ts'
import { definitionIn, registryOf, renewRegistry } from './registry.ts'
import { reindexHolders } from './reindex-holders.ts'
import { ambiguousPath, urnKey } from './urn.ts'

const target = (schema: SchemaDefinition) => ({ type: 'schema', id: schema.id, name: schema.name })

const holdersOf = (organization: OrganizationRow, row: ExtensionSchemaRow): Holders => ({
  type: row.resourceType,
  organization: organization.id,
})

/** @throws DomainError not_found, or invalid for a schema that is not the organization's own */
async function requireOwnSchema(tx: ReadTx, organization: OrganizationRow, urn: string): Promise<ExtensionSchemaRow> {
  const row = await extensionSchemaByKey(tx, organization.id, urnKey(urn.trim()))
  if (row !== undefined) return row
  const given = (await registryOf(tx, organization.id)).schema(urn.trim())
  if (given !== undefined)
    throw new DomainError('invalid', `${given.id} is RFC 7643’s own and the same in every organization: it cannot be changed or removed.`)
  throw new DomainError('not_found', `${organization.name} has no schema ${urn.trim().slice(0, SCHEMA_LIMITS.urn)}.`)
}

async function refuseClash(tx: ReadTx, organization: OrganizationRow, schema: SchemaDefinition): Promise<void> {
  for (const other of (await registryOf(tx, organization.id)).schemas) {
    if (urnKey(other.id) === urnKey(schema.id)) continue
    const path = ambiguousPath(schema, other)
    if (path === undefined) continue
    throw new DomainError(
      'schema_taken',
      `${path} would be both a schema and an attribute of one: ${schema.id} and ${other.id} cannot stand side by side.`,
      { field: 'id' },
    )
  }
}

/** The organization gets a schema of its own, from now on served, validated, stored and filterable like RFC 7643's (E5, U1). */
export async function declareSchema(
  change: Change,
  organization: OrganizationRow,
  declared: DeclaredSchema,
  wantedType: SchemaResourceType | undefined,
): Promise<ExtensionSchemaRow> {
  const schema = definitionOf(declared)
  const resourceType = wantedType ?? resourceTypeIn(schema.id)
  if (resourceType === undefined)
    throw new DomainError('invalid', 'Say whether the schema extends users or groups: its URN ends in neither User nor Group.', {
      field: 'resourceType',
    })
  const key = urnKey(schema.id)
  const rows = await extensionSchemas(change.tx, organization.id)
  const same = rows.find(({ urn }) => urnKey(urn) === key)
  if (same !== undefined)
    throw new DomainError(
      'schema_taken',
      `${organization.name} has the schema ${same.urn} already. Change that one, or choose another URN.`,
      {
        field: 'id',
      },
    )
  if (rows.length >= SCHEMA_LIMITS.schemas)
    throw new DomainError(
      'too_large',
      `${organization.name} has ${rows.length} schemas of its own already, which is the most there may be.`,
    )
  await refuseClash(change.tx, organization, schema)
  const definition = JSON.stringify(schema)
  await insertExtensionSchema(change.tx, organization.id, { urn: schema.id, urnKey: key, resourceType, definition }, change.at)
  await renewRegistry(change.tx, organization.id)
  await change.record({
    organization: organization.id,
    action: 'schema.declared',
    target: target(schema),
    after: { resourceType, ...schema },
  })
  change.touch('settings', organization.id)
  return requireOwnSchema(change.tx, organization, schema.id)
}

/**
 * The schema of that URN becomes what is declared. Values that are there stay as they are, so that nothing is allowed that would make
 * them something else or take them away.
 */
export async function changeSchema(change: Change, organization: OrganizationRow, declared: DeclaredSchema): Promise<ExtensionSchemaRow> {
  const row = await requireOwnSchema(change.tx, organization, declared.id)
  const before = definitionIn(row)
  const after = definitionOf(declared)
  if (after.id !== before.id)
    throw new DomainError('invalid', `The URN is ${before.id}, and stays so: values are kept under it. Declare another schema instead.`, {
      field: 'id',
    })
  if (isDeepStrictEqual(before, after)) return row
  const of = holdersOf(organization, row)
  refuseProblems('schema_in_use', 'The change', await heldProblems(change.tx, of, before, after))
  await refuseClash(change.tx, organization, after)
  const oldRegistry = await registryOf(change.tx, organization.id)
  await updateExtensionSchema(change.tx, organization.id, urnKey(row.urn), JSON.stringify(after), change.at)
  const newRegistry = await renewRegistry(change.tx, organization.id)
  await reindexHolders(change.tx, of, { before, after, oldRegistry, newRegistry })
  refuseProblems('schema_in_use', 'The change', await sharedProblems(change.tx, of, before, after))
  await change.record({ organization: organization.id, action: 'schema.changed', target: target(after), before, after })
  change.touch('settings', organization.id)
  return requireOwnSchema(change.tx, organization, row.urn)
}

/** The schema goes; refused while anybody holds a value of it. */
export async function removeSchema(change: Change, organization: OrganizationRow, urn: string): Promise<SchemaDefinition> {
  const row = await requireOwnSchema(change.tx, organization, urn)
  const schema = definitionIn(row)
  const held = await countHolders(change.tx, holdersOf(organization, row), wholeKeys(schema))
  if (held > 0)
    throw new DomainError(
      'schema_in_use',
      `${schema.name} cannot be removed: ${counted(held, row.resourceType)} values of it. Have the identity provider clear them first.`,
    )
  await deleteExtensionSchema(change.tx, organization.id, urnKey(row.urn))
  await renewRegistry(change.tx, organization.id)
  await change.record({
    organization: organization.id,
    action: 'schema.removed',
    target: target(schema),
    before: { resourceType: row.resourceType, ...schema },
  })
  change.touch('settings', organization.id)
  return schema
}

/** Who holds values of one of the organization's own schemas. */
export async function schemaUsage(tx: ReadTx, organization: OrganizationRow, urn: string): Promise<SchemaUsage> {
  const row = await requireOwnSchema(tx, organization, urn)
  return usageOf(tx, holdersOf(organization, row), definitionIn(row))
}
