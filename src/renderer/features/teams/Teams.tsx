import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Team } from '../../../shared/console/teams.ts'
import { usePages } from '../../client/pages.ts'
import { paths } from '../../paths.ts'
import { useActions } from '../../stores/actions.ts'
import { Button } from '../../ui/Button.tsx'
import { Segments } from '../../ui/Choice.tsx'
import type { Option } from '../../ui/Choice.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { None } from '../../ui/Facts.tsx'
import { SearchBox } from '../../ui/Field.tsx'
import { Page, useDocumentTitle } from '../../ui/Page.tsx'
import { useSearchParam, useSearchText, useSetParams } from '../../ui/search-param.ts'
import { TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import { TotalCount } from '../../ui/TotalCount.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { CreateTeamDialog } from './CreateTeamDialog.tsx'
import { TeamBadge } from './TeamBadge.tsx'

type StateFilter = 'all' | 'delegated' | 'manual' | 'orphaned'

const states: readonly Option<StateFilter>[] = [
  { value: 'all', label: 'All' },
  { value: 'delegated', label: 'Managed in IdP' },
  { value: 'manual', label: 'Manual' },
  { value: 'orphaned', label: 'Orphaned' },
]

export function Teams() {
  const organization = useOrganization()
  const navigate = useNavigate()
  const search = useSearchText('q')
  const [stateParam, setState] = useSearchParam('state')
  const setParams = useSetParams()
  const [isCreating, setCreating] = useState(false)
  const state = states.find((each) => each.value === stateParam)?.value ?? 'all'
  const rows = usePages('teams.list', {
    organizationId: organization.id,
    search: search.settled || undefined,
    state: state === 'all' ? undefined : state,
  })
  useDocumentTitle('Teams', organization.name)
  useActions([{ id: 'create-team', label: 'Create team', section: 'This screen', keys: 'n', run: () => setCreating(true) }])

  const create = (
    <Button icon="plus" variant="primary" onPress={() => setCreating(true)}>
      Create team
    </Button>
  )
  return (
    <Page
      title="Teams"
      intro="Teams are what access is given to. A team is managed by hand, or follows a group of the identity provider."
      actions={create}
    >
      <DataTable
        label="Teams"
        columns={columnsFor(organization.slug)}
        rows={rows}
        onOpen={(team) => void navigate(paths.team(organization.slug, team.id))}
        toolbar={
          <>
            <div className="toolbar-search">
              <SearchBox label="Search teams" placeholder="Search name or description" value={search.text} onChange={search.setText} />
            </div>
            <Segments label="State" hideLabel value={state} onChange={(next) => setState(next === 'all' ? null : next)} options={states} />
            <span className="grow" />
            <TotalCount total={rows.total} noun="team" />
          </>
        }
        empty={
          search.settled !== '' || state !== 'all' ? (
            <EmptyState
              icon="search"
              title="No team matches"
              action={<Button onPress={() => setParams({ q: null, state: null })}>Clear search and filters</Button>}
            >
              {organization.name} has teams, but the search or the filter hides all of them.
            </EmptyState>
          ) : (
            <EmptyState icon="teams" title="No teams yet" action={create}>
              Create the first team, then link it to a group of the identity provider or add its members by hand.
            </EmptyState>
          )
        }
      />
      {isCreating && <CreateTeamDialog onClose={() => setCreating(false)} />}
    </Page>
  )
}

function columnsFor(slug: string): Column<Team>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(150px, 1.5fr)',
      title: (team) => team.name,
      cell: (team) => (
        <TextLink to={paths.team(slug, team.id)} strong>
          {team.name}
        </TextLink>
      ),
    },
    { id: 'state', header: 'Membership', width: '124px', cell: (team) => <TeamBadge team={team} /> },
    {
      id: 'group',
      header: 'IdP group',
      width: 'minmax(120px, 1.4fr)',
      title: (team) => team.group?.displayName,
      cell: (team) =>
        team.group === null ? (
          <None text={team.orphaned === null ? '–' : `was ${team.orphaned.groupName}`} />
        ) : (
          <TextLink to={paths.groupMapping(slug, team.group.id)}>{team.group.displayName}</TextLink>
        ),
    },
    {
      id: 'description',
      header: 'Description',
      width: 'minmax(120px, 2fr)',
      hideBelow: 860,
      title: (team) => team.description,
      cell: (team) => <span className="muted">{team.description || '–'}</span>,
    },
    { id: 'members', header: 'Members', width: '84px', align: 'end', cell: (team) => team.memberCount.toLocaleString('en') },
    { id: 'updated', header: 'Last change', width: '104px', cell: (team) => <Time at={team.updatedAt} /> },
  ]
}
