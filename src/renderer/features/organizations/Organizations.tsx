import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Organization } from '../../../shared/console/organizations.ts'
import { useQuery } from '../../client/queries.ts'
import { wholeList } from '../../client/whole-list.ts'
import { paths } from '../../paths.ts'
import { useActions } from '../../stores/actions.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { None } from '../../ui/Facts.tsx'
import { SearchBox } from '../../ui/Field.tsx'
import { Page, useDocumentTitle } from '../../ui/Page.tsx'
import { useSearchText } from '../../ui/search-param.ts'
import { TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import { TotalCount } from '../../ui/TotalCount.tsx'
import { DeleteOrganizationDialog } from './DeleteOrganizationDialog.tsx'
import { NewOrganizationDialog } from './NewOrganizationDialog.tsx'
import { RenameOrganizationDialog } from './RenameOrganizationDialog.tsx'

/** Every organization of the instance: how it does, and where its groups and those of another want one name. */
export function Organizations() {
  const navigate = useNavigate()
  const search = useSearchText('q')
  const [isCreating, setCreating] = useState(false)
  const [renaming, setRenaming] = useState<Organization | null>(null)
  const [removing, setRemoving] = useState<Organization | null>(null)
  const answer = useQuery('organizations.list', {})
  const wanted = search.text.trim().toLowerCase()
  const rows = wholeList(
    answer,
    answer.data?.organizations.filter(({ name, slug }) => `${name}\n${slug}`.toLowerCase().includes(wanted)),
  )
  useDocumentTitle('Organizations')
  useActions([{ id: 'create-organization', label: 'Create organization', section: 'This screen', keys: 'n', run: () => setCreating(true) }])
  return (
    <Page
      title="Organizations"
      intro="Each has an endpoint, tokens, a group catalog and teams of its own. A group’s name belongs to one of them only."
      actions={
        <Button icon="plus" variant="primary" onPress={() => setCreating(true)}>
          Create organization
        </Button>
      }
    >
      <DataTable
        label="Organizations"
        columns={columnsFor(setRenaming, setRemoving)}
        rows={rows}
        onOpen={({ slug }) => void navigate(paths.overview(slug))}
        toolbar={
          <>
            <div className="toolbar-search">
              <SearchBox label="Search organizations" placeholder="Search name or slug" value={search.text} onChange={search.setText} />
            </div>
            <span className="grow" />
            <TotalCount total={rows.total} noun="organization" />
          </>
        }
        empty={
          <EmptyState
            icon="search"
            title="No organization matches"
            action={<Button onPress={() => search.setText('')}>Clear search</Button>}
          >
            No organization of this instance has that in its name.
          </EmptyState>
        }
      />
      {isCreating && <NewOrganizationDialog onClose={() => setCreating(false)} />}
      {removing && <DeleteOrganizationDialog organization={removing} onClose={() => setRemoving(null)} />}
      {renaming && <RenameOrganizationDialog organization={renaming} onClose={() => setRenaming(null)} />}
    </Page>
  )
}

type Act = (organization: Organization) => void

function columnsFor(rename: Act, remove: Act): Column<Organization>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(100px, 1.6fr)',
      title: ({ name }) => name,
      cell: ({ name, slug }) => (
        <TextLink to={paths.overview(slug)} strong>
          {name}
        </TextLink>
      ),
    },
    {
      id: 'slug',
      header: 'Slug',
      width: 'minmax(90px, 1fr)',
      hideBelow: 860,
      title: ({ slug }) => slug,
      cell: ({ slug }) => <code>{slug}</code>,
    },
    { id: 'state', header: 'State', width: '132px', cell: (organization) => <State organization={organization} /> },
    {
      id: 'conflicts',
      header: 'Conflicts',
      width: '92px',
      cell: ({ slug, counts: { nameConflicts } }) =>
        nameConflicts === 0 ? (
          <None text="–" />
        ) : (
          <TextLink to={paths.problems(slug)}>{`${nameConflicts.toLocaleString('en')} to settle`}</TextLink>
        ),
    },
    { id: 'users', header: 'Users', width: '72px', align: 'end', cell: ({ counts }) => counts.users.toLocaleString('en') },
    {
      id: 'groups',
      header: 'Groups',
      width: '72px',
      align: 'end',
      hideBelow: 700,
      cell: ({ counts }) => counts.groups.toLocaleString('en'),
    },
    { id: 'teams', header: 'Teams', width: '70px', align: 'end', hideBelow: 780, cell: ({ counts }) => counts.teams.toLocaleString('en') },
    {
      id: 'activity',
      header: 'Last request',
      width: '108px',
      hideBelow: 780,
      cell: ({ lastRequestAt }) => (lastRequestAt === null ? <None text="Never" /> : <Time at={lastRequestAt} />),
    },
    {
      id: 'actions',
      header: 'Actions',
      hideHeader: true,
      width: '84px',
      align: 'end',
      cell: (organization) => (
        <>
          <IconButton icon="pencil" label={`Rename ${organization.name}`} onPress={() => rename(organization)} />
          <IconButton icon="trash" label={`Delete ${organization.name}`} onPress={() => remove(organization)} />
        </>
      ),
    },
  ]
}

function State({ organization: { counts, lastRequestAt } }: { organization: Organization }) {
  if (counts.orphanedTeams > 0) return <Badge tone="warning">{`${counts.orphanedTeams.toLocaleString('en')} orphaned`}</Badge>
  if (lastRequestAt !== null) return <Badge tone="success">Connected</Badge>
  return counts.groups > 0 ? <Badge>By hand</Badge> : <Badge>Not connected yet</Badge>
}
