import { requireOrganization } from '../../domain/organizations.ts'
import { describeOwnSchema, describeSchemas } from '../../domain/schemas/describe.ts'
import { changeSchema, declareSchema, removeSchema, schemaUsage } from '../../domain/schemas/extension-schemas.ts'
import { registryOf } from '../../domain/schemas/registry.ts'
import { extensionSchemas } from '../../store/extension-schemas.ts'
import type { HandlersOf } from '../context.ts'

export const schemaHandlers: HandlersOf<'schemas'> = {
  'schemas.list': ({ domain }, { organizationId }) =>
    domain.read(async (tx) => {
      const { id } = await requireOrganization(tx, organizationId)
      return { schemas: describeSchemas(await registryOf(tx, id), await extensionSchemas(tx, id)) }
    }),
  'schemas.usage': ({ domain }, { organizationId, urn }) =>
    domain.read(async (tx) => schemaUsage(tx, await requireOrganization(tx, organizationId), urn)),
  'schemas.add': ({ domain, actor }, { organizationId, resourceType, schema }) =>
    domain.change({ actor }, async (change) =>
      describeOwnSchema(await declareSchema(change, await requireOrganization(change.tx, organizationId), schema, resourceType)),
    ),
  'schemas.update': ({ domain, actor }, { organizationId, schema }) =>
    domain.change({ actor }, async (change) =>
      describeOwnSchema(await changeSchema(change, await requireOrganization(change.tx, organizationId), schema)),
    ),
  'schemas.remove': ({ domain, actor }, { organizationId, urn }) =>
    domain.change({ actor }, async (change) => {
      const { id, name } = await removeSchema(change, await requireOrganization(change.tx, organizationId), urn)
      return { urn: id, name }
    }),
}
