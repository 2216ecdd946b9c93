import { z } from 'zod'
import { describeGroup } from '../../domain/catalog.ts'
import { enterGroup, refuseScimManaged, removeGroup, requireGroup } from '../../domain/groups.ts'
import { claimIdentifier } from '../../domain/names.ts'
import { registryOf } from '../../domain/schemas/registry.ts'
import { catalogPage, type CatalogQuery, countCatalog } from '../../store/groups.ts'
import { searchSql } from '../../store/search.ts'
import { get, post, remove } from '../route.ts'
import { Count, Id, iso, listOf, Paging, shape, Time } from '../shapes.ts'

const IdpGroup = shape(
  'IdpGroup',
  z.object({
    id: Id,
    displayName: z.string().describe('Exactly the string in the identity provider’s groups claim.'),
    source: z.enum(['scim', 'manual']).describe('Who manages the row: the identity provider, or an administrator.'),
    externalId: z.string().nullable(),
    label: z.string().nullable(),
    memberCount: Count,
    teams: z.array(z.object({ id: Id, name: z.string() })).describe('The teams that are delegated to it.'),
    createdAt: Time,
    updatedAt: Time,
  }),
)

function idpGroup(group: Awaited<ReturnType<typeof describeGroup>>): z.input<typeof IdpGroup> {
  const { id, displayName, source, externalId, label, memberCount, teams, createdAt, updatedAt } = group
  return { id, displayName, source, externalId, label, memberCount, teams, createdAt: iso(createdAt), updatedAt: iso(updatedAt) }
}

export const idpGroupRoutes = [
  get('/api/orgs/{orgId}/idp-groups', {
    id: 'listIdpGroups',
    summary: 'The organization’s catalog of identity provider groups, by name.',
    needs: { permission: 'GROUPS:READ' },
    query: z.object({ ...Paging, search: z.string().max(200).optional(), source: z.enum(['scim', 'manual']).optional() }),
    answer: listOf('idpGroups', IdpGroup),
    async run(tx, { organization, query: { max, offset, search, source } }) {
      const query: CatalogQuery = {
        organization: organization.id,
        search: search?.trim() ? searchSql('group_search', 'name_key', organization.id, search) : undefined,
        source,
        linked: undefined,
        sort: 'name',
        descending: false,
      }
      const idpGroups = []
      for (const row of await catalogPage(tx, query, undefined, max, offset)) idpGroups.push(idpGroup(await describeGroup(tx, row)))
      return { idpGroups, totalSize: await countCatalog(tx, query) }
    },
  }),
  post('/api/orgs/{orgId}/idp-groups', {
    id: 'createIdpGroup',
    summary: 'Enters a group by hand, for an identity provider that pushes none.',
    about: 'A later push of the same name takes the row over in place. Names are unique over the whole instance.',
    needs: { permission: 'GROUPS:CREATE' },
    body: z.object({ displayName: z.string().max(1024), label: z.string().max(200).nullish() }),
    answer: IdpGroup,
    status: 201,
    refuses: [409],
    async run(change, { organization, body }) {
      const identifier = claimIdentifier(body.displayName, 'other')
      const registry = await registryOf(change.tx, organization.id)
      const group = await enterGroup(change, organization, registry, identifier, body.label?.trim() || null)
      return idpGroup(await describeGroup(change.tx, group))
    },
  }),
  get('/api/orgs/{orgId}/idp-groups/{groupId}', {
    id: 'getIdpGroup',
    summary: 'One group of the catalog.',
    needs: { permission: 'GROUPS:READ' },
    answer: IdpGroup,
    run: async (tx, { organization, params }) => idpGroup(await describeGroup(tx, await requireGroup(tx, organization, params.groupId))),
  }),
  remove('/api/orgs/{orgId}/idp-groups/{groupId}', {
    id: 'deleteIdpGroup',
    summary: 'Deletes a group that was entered by hand.',
    about: 'Every team delegated to it loses its delegated members and waits in orphan review. A group that SCIM manages is 409.',
    needs: { permission: 'GROUPS:DELETE' },
    refuses: [409],
    async run(change, { organization, params }) {
      const group = await requireGroup(change.tx, organization, params.groupId)
      refuseScimManaged(group, 'deleted')
      await removeGroup(change, organization, await registryOf(change.tx, organization.id), group, 'manual-delete')
    },
  }),
]
