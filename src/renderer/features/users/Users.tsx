import { useNavigate, useParams } from 'react-router'
import type { InputOf } from '../../../shared/console/contract.ts'
import type { User } from '../../../shared/console/users.ts'
import { useNumberedPages } from '../../client/numbered-pages.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Segments } from '../../ui/Choice.tsx'
import type { Option } from '../../ui/Choice.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { None } from '../../ui/Facts.tsx'
import { SearchBox } from '../../ui/Field.tsx'
import { Page, useDocumentTitle } from '../../ui/Page.tsx'
import { useAddressWith, useSearchParam, useSearchText, useSetParams } from '../../ui/search-param.ts'
import { Select } from '../../ui/Select.tsx'
import { ButtonLink, TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import { TotalCount } from '../../ui/TotalCount.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { UserDrawer } from './UserDrawer.tsx'

type ActiveFilter = 'all' | 'active' | 'inactive'

const filters: readonly Option<ActiveFilter>[] = [
  { value: 'all', label: 'All' },
  { value: 'active', label: 'Active' },
  { value: 'inactive', label: 'Inactive' },
]

type Origin = 'any' | NonNullable<InputOf<'users.list'>['origin']>

const origins: readonly Option<Origin>[] = [
  { value: 'any', label: 'Any origin' },
  { value: 'scim', label: 'Provisioned' },
  { value: 'manual', label: 'Added by hand' },
  { value: 'sign-in', label: 'By sign-in' },
]

/** Everyone whom the IdP has provisioned into this organization. */
export function Users() {
  const organization = useOrganization()
  const { userId } = useParams()
  const navigate = useNavigate()
  const search = useSearchText('q')
  const filter = useSearchText('filter')
  const [stateParam, setState] = useSearchParam('state')
  const [originParam, setOrigin] = useSearchParam('origin')
  const setParams = useSetParams()
  const addressWith = useAddressWith()
  const state = filters.find((each) => each.value === stateParam)?.value ?? 'all'
  const origin = origins.find((each) => each.value === originParam)?.value ?? 'any'
  const rows = useNumberedPages('users.list', {
    organizationId: organization.id,
    search: search.settled || undefined,
    filter: filter.settled || undefined,
    active: state === 'all' ? undefined : state === 'active',
    origin: origin === 'any' ? undefined : origin,
  })
  useDocumentTitle('Users', organization.name)
  const addressOf = (user: User): string => `${paths.user(organization.slug, user.id)}${addressWith({})}`

  return (
    <Page title="Users" intro="The people whom the identity provider has provisioned. They are created, changed and deactivated there.">
      <DataTable
        label="Users"
        columns={columnsFor(addressOf)}
        rows={rows}
        onOpen={(user) => void navigate(addressOf(user))}
        isOpen={(user) => user.id === userId}
        toolbar={
          <>
            <div className="toolbar-search">
              <SearchBox label="Search users" placeholder="Search name, user name, email" value={search.text} onChange={search.setText} />
            </div>
            <Segments label="State" hideLabel value={state} onChange={(next) => setState(next === 'all' ? null : next)} options={filters} />
            <Select
              label="Origin"
              hideLabel
              value={origin}
              onChange={(next) => setOrigin(next === 'any' ? null : next)}
              options={origins}
            />
            <div className="toolbar-search">
              <SearchBox label="SCIM filter" placeholder='SCIM filter: title eq "Engineer"' value={filter.text} onChange={filter.setText} />
            </div>
            <div className="toolbar-end">
              <TotalCount total={rows.total} noun="user" />
            </div>
          </>
        }
        empty={
          search.settled !== '' || filter.settled !== '' || state !== 'all' || origin !== 'any' ? (
            <EmptyState
              icon="search"
              title="No user matches"
              action={
                <Button onPress={() => setParams({ q: null, filter: null, state: null, origin: null })}>Clear search and filters</Button>
              }
            >
              {organization.name} has users, but the search or the filter hides all of them.
            </EmptyState>
          ) : (
            <EmptyState
              icon="users"
              title="No users yet"
              action={<ButtonLink to={paths.groupMapping(organization.slug)}>Connect the identity provider</ButtonLink>}
            >
              Users appear here when the identity provider provisions them. None has been pushed so far.
            </EmptyState>
          )
        }
      />
      {userId !== undefined && (
        <UserDrawer
          key={userId}
          userId={userId}
          onClose={() => void navigate(`${paths.users(organization.slug)}${addressWith({ tab: null })}`)}
        />
      )}
    </Page>
  )
}

function columnsFor(addressOf: (user: User) => string): Column<User>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(130px, 1.2fr)',
      title: (user) => user.displayName ?? user.userName,
      cell: (user) => (
        <TextLink to={addressOf(user)} strong>
          {user.displayName ?? user.userName}
        </TextLink>
      ),
    },
    {
      id: 'userName',
      header: 'User name',
      width: 'minmax(140px, 1.4fr)',
      title: (user) => user.userName,
      cell: (user) => <span className="mono">{user.userName}</span>,
    },
    {
      id: 'email',
      header: 'Email',
      width: 'minmax(120px, 1.3fr)',
      hideBelow: 760,
      title: (user) => user.email ?? undefined,
      cell: (user) => (user.email === null ? <None text="–" /> : <span className="muted">{user.email}</span>),
    },
    {
      id: 'externalId',
      header: 'External ID',
      width: 'minmax(96px, 1fr)',
      hideBelow: 940,
      title: (user) => user.externalId ?? undefined,
      cell: (user) => (user.externalId === null ? <None text="–" /> : <span className="mono muted">{user.externalId}</span>),
    },
    {
      id: 'state',
      header: 'State',
      width: '80px',
      cell: (user) => (user.active ? <Badge tone="success">Active</Badge> : <Badge tone="warning">Inactive</Badge>),
    },
    { id: 'updated', header: 'Last change', width: '104px', cell: (user) => <Time at={user.updatedAt} /> },
  ]
}
