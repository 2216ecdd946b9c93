import type { Group, GroupMember } from '../../../shared/console/catalog.ts'
import { usePages } from '../../client/pages.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/Badge.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useOrganization } from '../organizations/scope.tsx'

/** G10: the direct members as the IdP has them; a member may be a group. */
export function GroupMembers({ group }: { group: Group }) {
  const { id, slug } = useOrganization()
  const rows = usePages('catalog.members', { organizationId: id, groupId: group.id })
  return (
    <DataTable
      label={`Members of ${group.displayName}`}
      columns={columnsFor(slug)}
      rows={rows}
      empty={
        <EmptyState icon="users" title="No members">
          {group.source === 'scim'
            ? 'The identity provider has pushed the group without members so far.'
            : 'Nobody is pushed into a group entered by hand. People join its teams when they sign in with this group in their token.'}
        </EmptyState>
      }
    />
  )
}

function columnsFor(slug: string): Column<GroupMember>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(0, 1fr)',
      title: (member) => member.name,
      cell: (member) => (
        <TextLink to={member.kind === 'user' ? paths.user(slug, member.id) : paths.groupMapping(slug, member.id)} strong>
          {member.name}
        </TextLink>
      ),
    },
    { id: 'kind', header: 'Kind', width: '84px', cell: (member) => (member.kind === 'user' ? 'User' : 'Group') },
    { id: 'state', header: 'State', width: '84px', cell: (member) => (member.active ? 'Active' : <Badge tone="warning">Inactive</Badge>) },
  ]
}
