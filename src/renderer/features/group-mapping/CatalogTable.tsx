import { useNavigate, useSearchParams } from 'react-router'
import type { Group } from '../../../shared/console/catalog.ts'
import type { InputOf } from '../../../shared/console/contract.ts'
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
import { useAddressWith, useSearchText, useSetParams } from '../../ui/search-param.ts'
import { Select } from '../../ui/Select.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import { TotalCount } from '../../ui/TotalCount.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { GroupActions } from './GroupActions.tsx'
import { LinkedTeamsCell } from './LinkedTeams.tsx'
import { SourceBadge } from './SourceBadge.tsx'
import styles from './CatalogTable.module.css'

type SourceFilter = 'all' | 'scim' | 'manual'
type LinkFilter = 'any' | 'linked' | 'unlinked'
type NameFilter = 'any' | 'ids' | 'words'

const sources: readonly Option<SourceFilter>[] = [
  { value: 'all', label: 'All' },
  { value: 'scim', label: 'SCIM' },
  { value: 'manual', label: 'Manual' },
]
const links: readonly Option<LinkFilter>[] = [
  { value: 'any', label: 'Linked or not' },
  { value: 'linked', label: 'Linked to a team' },
  { value: 'unlinked', label: 'Not linked' },
]
const names: readonly Option<NameFilter>[] = [
  { value: 'any', label: 'Any name' },
  { value: 'ids', label: 'Object IDs' },
  { value: 'words', label: 'No object IDs' },
]
type Sort = NonNullable<InputOf<'catalog.list'>['sort']>

/** Column ids that the service sorts by, under its own names. */
const sortable: Readonly<Record<string, Sort>> = { name: 'name', source: 'source', members: 'members', updated: 'updated' }

/** The organization's catalog of groups. */
export function CatalogTable({ openGroupId, onAdd }: { openGroupId: string | null; onAdd: () => void }) {
  const organization = useOrganization()
  const navigate = useNavigate()
  const filter = useCatalogFilter()
  const rows = useNumberedPages('catalog.list', {
    organizationId: organization.id,
    search: filter.search.settled || undefined,
    source: filter.source === 'all' ? undefined : filter.source,
    linked: filter.link === 'any' ? undefined : filter.link === 'linked',
    guidLike: filter.names === 'any' ? undefined : filter.names === 'ids',
    sort: filter.sort,
    descending: filter.descending,
  })
  const addressWith = useAddressWith()
  const addressOf = (group: Group): string => addressWith({ group: group.id })

  return (
    <DataTable
      label="Group catalog"
      columns={columnsFor(addressOf)}
      rows={rows}
      onOpen={(group) => void navigate(addressOf(group))}
      isOpen={(group) => group.id === openGroupId}
      sorting={{ column: filter.sort, descending: filter.descending, onSort: filter.setSort }}
      toolbar={
        <>
          <h2 className={styles.title}>Group catalog</h2>
          <TotalCount total={rows.total} noun="group" />
          <span className="grow" />
          <div className={styles.search}>
            <SearchBox
              label="Search groups"
              placeholder="Search name, external ID, label"
              value={filter.search.text}
              onChange={filter.search.setText}
            />
          </div>
          <Segments label="Source" hideLabel value={filter.source} onChange={filter.setSource} options={sources} />
          <Select label="Linked teams" hideLabel value={filter.link} onChange={filter.setLink} options={links} />
          <Select label="Names" hideLabel value={filter.names} onChange={filter.setNames} options={names} />
        </>
      }
      empty={filter.isActive ? <NothingMatches onClear={filter.clear} /> : <NothingYet onAdd={onAdd} />}
    />
  )
}

function columnsFor(address: (group: Group) => string): Column<Group>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(180px, 2.4fr)',
      sortable: true,
      title: (group) => group.displayName,
      cell: (group) => (
        <span className="beside">
          <span className="cut">
            <TextLink to={address(group)} strong>
              {group.displayName}
            </TextLink>
          </span>
          {group.guidLike && (
            <Badge tone="warning" title="The name looks like an object ID. Entra ID sends those unless it is told to send names.">
              Object ID
            </Badge>
          )}
        </span>
      ),
    },
    { id: 'source', header: 'Source', width: '76px', sortable: true, cell: (group) => <SourceBadge source={group.source} /> },
    {
      id: 'externalId',
      header: 'External ID',
      width: 'minmax(96px, 1.1fr)',
      hideBelow: 920,
      title: (group) => group.externalId ?? undefined,
      cell: (group) => (group.externalId === null ? <None text="–" /> : <span className="mono muted">{group.externalId}</span>),
    },
    {
      id: 'members',
      header: 'Members',
      width: '84px',
      align: 'end',
      sortable: true,
      cell: (group) => group.memberCount.toLocaleString('en'),
    },
    { id: 'teams', header: 'Linked teams', width: 'minmax(150px, 1.5fr)', cell: (group) => <LinkedTeamsCell group={group} /> },
    {
      id: 'updated',
      header: 'Last change',
      width: '104px',
      sortable: true,
      hideBelow: 700,
      cell: (group) => <Time at={group.updatedAt} />,
    },
    {
      id: 'actions',
      header: 'Actions',
      hideHeader: true,
      width: '60px',
      cell: (group) => group.source === 'manual' && <GroupActions group={group} />,
    },
  ]
}

/** Search, filters and order, kept in the address. */
function useCatalogFilter() {
  const search = useSearchText('q')
  const [params] = useSearchParams()
  const setParams = useSetParams()
  const [sort = 'name', direction] = (params.get('sort') ?? 'name').split('-')
  return {
    search,
    source: sources.find((each) => each.value === params.get('source'))?.value ?? 'all',
    setSource: (source: SourceFilter) => setParams({ source: source === 'all' ? null : source }),
    link: links.find((each) => each.value === params.get('linked'))?.value ?? 'any',
    setLink: (linked: LinkFilter) => setParams({ linked: linked === 'any' ? null : linked }),
    names: names.find((each) => each.value === params.get('names'))?.value ?? 'any',
    setNames: (value: NameFilter) => setParams({ names: value === 'any' ? null : value }),
    sort: sortable[sort] ?? 'name',
    descending: direction === 'desc',
    setSort: (column: string, descending: boolean) => setParams({ sort: `${column}${descending ? '-desc' : ''}` }),
    isActive: search.settled !== '' || params.has('source') || params.has('linked') || params.has('names'),
    clear: () => setParams({ q: null, source: null, linked: null, names: null }),
  }
}

function NothingYet({ onAdd }: { onAdd: () => void }) {
  const { slug } = useOrganization()
  return (
    <EmptyState
      icon="groups"
      title="No groups yet"
      action={
        <Button icon="plus" onPress={onAdd}>
          Add group manually
        </Button>
      }
    >
      Groups appear here as soon as the identity provider pushes them, before anyone signs in. Follow the steps under Connection, or enter
      the first one by hand. What has arrived so far is in <TextLink to={paths.requests(slug)}>Activity</TextLink>.
    </EmptyState>
  )
}

function NothingMatches({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState icon="search" title="No group matches" action={<Button onPress={onClear}>Clear search and filters</Button>}>
      There are groups in the catalog, but the search or a filter hides all of them.
    </EmptyState>
  )
}
