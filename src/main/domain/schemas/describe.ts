import type { Schema, SchemaAttribute } from '../../../shared/console/schemas.ts'
import { ENTERPRISE_SCHEMA } from '../../protocol/schema/registry.ts'
import type { AttributeDefinition, Registry, SchemaDefinition } from '../../protocol/schema/types.ts'
import type { ExtensionSchemaRow } from '../../store/extension-schemas.ts'
import { definitionIn } from './registry.ts'

function attributeOf({ subAttributes, ...rest }: AttributeDefinition): SchemaAttribute {
  return { ...characteristicsOf(rest), ...(subAttributes === undefined ? {} : { subAttributes: subAttributes.map(characteristicsOf) }) }
}

function characteristicsOf({ canonicalValues, referenceTypes, ...rest }: Omit<AttributeDefinition, 'subAttributes'>) {
  return {
    ...rest,
    ...(canonicalValues === undefined ? {} : { canonicalValues: [...canonicalValues] }),
    ...(referenceTypes === undefined ? {} : { referenceTypes: [...referenceTypes] }),
  }
}

/** One of the organization's own schemas as the console shows it. */
export function describeOwnSchema(row: ExtensionSchemaRow): Schema {
  const { id, name, description, attributes } = definitionIn(row)
  const { resourceType, createdAt, updatedAt } = row
  return { urn: id, name, description, resourceType, origin: 'own', attributes: attributes.map(attributeOf), createdAt, updatedAt }
}

/** Every schema of the organization, in the order of `/Schemas`. */
export function describeSchemas(registry: Registry, rows: readonly ExtensionSchemaRow[]): Schema[] {
  const own = new Map(rows.map((row) => [row.urn, describeOwnSchema(row)]))
  return registry.schemas.map((schema) => own.get(schema.id) ?? describeGiven(registry, schema))
}

function describeGiven(registry: Registry, { id, name, description, attributes }: SchemaDefinition): Schema {
  const isGroup = registry.resourceType('Group').schema === id
  return {
    urn: id,
    name,
    description,
    resourceType: isGroup ? 'Group' : 'User',
    origin: id === ENTERPRISE_SCHEMA ? 'enterprise' : 'core',
    attributes: attributes.map(attributeOf),
    createdAt: null,
    updatedAt: null,
  }
}
