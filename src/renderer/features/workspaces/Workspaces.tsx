import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Workspace } from '../../../shared/console/workspaces.ts'
import { usePages } from '../../client/pages.ts'
import { paths } from '../../paths.ts'
import { useActions } from '../../stores/actions.ts'
import { Button } from '../../ui/Button.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SearchBox } from '../../ui/Field.tsx'
import { Page, useDocumentTitle } from '../../ui/Page.tsx'
import { useSearchText } from '../../ui/search-param.ts'
import { TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import { TotalCount } from '../../ui/TotalCount.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { CreateWorkspaceDialog } from './CreateWorkspaceDialog.tsx'

export function Workspaces() {
  const organization = useOrganization()
  const navigate = useNavigate()
  const search = useSearchText('q')
  const [isCreating, setCreating] = useState(false)
  const rows = usePages('workspaces.list', { organizationId: organization.id, search: search.settled || undefined })
  useDocumentTitle('Workspaces', organization.name)
  useActions([{ id: 'create-workspace', label: 'Create workspace', section: 'This screen', keys: 'n', run: () => setCreating(true) }])

  const create = (
    <Button icon="plus" variant="primary" onPress={() => setCreating(true)}>
      Create workspace
    </Button>
  )
  return (
    <Page
      title="Workspaces"
      intro="Teams, groups and people are given a role in each workspace. Where several reach the same person, one of them holds."
      actions={create}
    >
      <DataTable
        label="Workspaces"
        columns={columnsFor(organization.slug)}
        rows={rows}
        onOpen={(workspace) => void navigate(paths.workspace(organization.slug, workspace.id))}
        toolbar={
          <>
            <div className="toolbar-search">
              <SearchBox label="Search workspaces" placeholder="Search name or description" value={search.text} onChange={search.setText} />
            </div>
            <span className="grow" />
            <TotalCount total={rows.total} noun="workspace" />
          </>
        }
        empty={
          search.settled === '' ? (
            <EmptyState icon="workspace" title="No workspaces yet" action={create}>
              Create the first workspace, then give teams, groups or people a role in it.
            </EmptyState>
          ) : (
            <EmptyState
              icon="search"
              title="No workspace matches"
              action={<Button onPress={() => search.setText('')}>Clear search</Button>}
            >
              {organization.name} has workspaces, but the search hides all of them.
            </EmptyState>
          )
        }
      />
      {isCreating && <CreateWorkspaceDialog onClose={() => setCreating(false)} />}
    </Page>
  )
}

function columnsFor(slug: string): Column<Workspace>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(150px, 1.5fr)',
      title: ({ name }) => name,
      cell: ({ id, name }) => (
        <TextLink to={paths.workspace(slug, id)} strong>
          {name}
        </TextLink>
      ),
    },
    {
      id: 'description',
      header: 'Description',
      width: 'minmax(120px, 2fr)',
      title: ({ description }) => description,
      cell: ({ description }) => <span className="muted">{description || '–'}</span>,
    },
    {
      id: 'participants',
      header: 'Participants',
      width: '104px',
      align: 'end',
      cell: ({ participantCount }) => participantCount.toLocaleString('en'),
    },
    { id: 'updated', header: 'Last change', width: '104px', cell: ({ updatedAt }) => <Time at={updatedAt} /> },
  ]
}
