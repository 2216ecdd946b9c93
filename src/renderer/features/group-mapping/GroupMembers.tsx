import { Fragment, useState } from 'react'
import type { Group, GroupMember } from '../../../shared/console/catalog.ts'
import type { InputOf } from '../../../shared/console/contract.ts'
import { usePages } from '../../client/pages.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Segments } from '../../ui/Choice.tsx'
import type { Option } from '../../ui/Choice.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { TotalCount } from '../../ui/TotalCount.tsx'
import { useOrganization } from '../organizations/scope.tsx'

type View = NonNullable<InputOf<'catalog.members'>['view']>

const views: readonly Option<View>[] = [
  { value: 'direct', label: 'Direct' },
  { value: 'nested', label: 'By nesting only' },
  { value: 'effective', label: 'Everyone' },
]

/** G10: the direct members as the IdP has them, of which one may be a group; and who is in by nesting, with the way. */
export function GroupMembers({ group }: { group: Group }) {
  const { id, slug } = useOrganization()
  const [view, setView] = useState<View>('direct')
  const rows = usePages('catalog.members', { organizationId: id, groupId: group.id, view })
  return (
    <DataTable
      label={`Members of ${group.displayName}`}
      columns={columnsFor(slug, view)}
      rows={rows}
      toolbar={
        <>
          <Segments label="Members shown" hideLabel value={view} onChange={setView} options={views} />
          <div className="toolbar-end">
            <TotalCount total={rows.total} noun="member" />
          </div>
        </>
      }
      empty={
        <EmptyState icon="users" title={view === 'nested' ? 'Nobody by nesting only' : 'No members'}>
          {view === 'nested'
            ? 'No group that is a member of this one brings in anybody who is not in it directly.'
            : group.source === 'scim'
              ? 'The identity provider has pushed the group without members so far.'
              : 'Nobody is pushed into a group entered by hand. People join its teams when they sign in with this group in their token.'}
        </EmptyState>
      }
    />
  )
}

function columnsFor(slug: string, view: View): Column<GroupMember>[] {
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
    view === 'direct'
      ? { id: 'kind', header: 'Kind', width: '84px', cell: (member) => (member.kind === 'user' ? 'User' : 'Group') }
      : {
          id: 'via',
          header: 'By',
          width: 'minmax(0, 1fr)',
          title: ({ via }) => via.map(({ displayName }) => displayName).join(' › ') || undefined,
          cell: ({ via }) => <Way via={via} slug={slug} />,
        },
    { id: 'state', header: 'State', width: '84px', cell: (member) => (member.active ? 'Active' : <Badge tone="warning">Inactive</Badge>) },
  ]
}

/** "Platform › On call": the nested groups on the way to the person. */
function Way({ via, slug }: { via: GroupMember['via']; slug: string }) {
  if (via.length === 0) return <span className="muted">Directly</span>
  return (
    <span>
      {via.map((group, index) => (
        <Fragment key={group.id}>
          {index > 0 && ' › '}
          <TextLink to={paths.groupMapping(slug, group.id)}>{group.displayName}</TextLink>
        </Fragment>
      ))}
    </span>
  )
}
