import { useNavigate, useParams } from 'react-router'
import type { Account } from '../../../shared/console/accounts.ts'
import { useNumberedPages } from '../../client/numbered-pages.ts'
import { paths } from '../../paths.ts'
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
import { TextLink } from '../../ui/TextLink.tsx'
import { DateOnly } from '../../ui/Time.tsx'
import { TotalCount } from '../../ui/TotalCount.tsx'
import { AccountDrawer } from './AccountDrawer.tsx'
import styles from './Accounts.module.css'
import { OrganizationBadge } from './StandingBadge.tsx'

type AccessFilter = 'all' | 'some' | 'none'

const filters: readonly Option<AccessFilter>[] = [
  { value: 'all', label: 'All' },
  { value: 'some', label: 'With access' },
  { value: 'none', label: 'Without access' },
]

/** U4, U5: everyone on the instance, whichever organizations let them in. */
export function Accounts() {
  const { accountId } = useParams()
  const navigate = useNavigate()
  const search = useSearchText('q')
  const [accessParam, setAccess] = useSearchParam('access')
  const setParams = useSetParams()
  const addressWith = useAddressWith()
  const access = filters.find((each) => each.value === accessParam)?.value ?? 'all'
  const rows = useNumberedPages('accounts.list', {
    search: search.settled || undefined,
    access: access === 'all' ? undefined : access,
  })
  useDocumentTitle('Accounts')
  const addressOf = (account: Account): string => `${paths.account(account.id)}${addressWith({})}`

  return (
    <Page
      title="Accounts"
      intro="Everyone on this instance, and which organizations let them in. An account stays when its access ends, and has the same ID when it is given again."
    >
      <DataTable
        label="Accounts"
        columns={columnsFor(addressOf)}
        rows={rows}
        onOpen={(account) => void navigate(addressOf(account))}
        isOpen={(account) => account.id === accountId}
        toolbar={
          <>
            <div className="toolbar-search">
              <SearchBox label="Search accounts" placeholder="Search name, email or ID" value={search.text} onChange={search.setText} />
            </div>
            <Segments
              label="Access"
              hideLabel
              value={access}
              onChange={(next) => setAccess(next === 'all' ? null : next)}
              options={filters}
            />
            <div className="toolbar-end">
              <TotalCount total={rows.total} noun="account" />
            </div>
          </>
        }
        empty={
          search.settled !== '' || access !== 'all' ? (
            <EmptyState
              icon="search"
              title="No account matches"
              action={<Button onPress={() => setParams({ q: null, access: null })}>Clear search and filter</Button>}
            >
              {access === 'none' && search.settled === ''
                ? 'Every account has access to an organization.'
                : 'The search or the filter hides every account of this instance.'}
            </EmptyState>
          ) : (
            <EmptyState icon="users" title="No accounts yet">
              An account begins when an identity provider provisions a person into an organization, or an administrator adds one under
              Members.
            </EmptyState>
          )
        }
      />
      {accountId !== undefined && (
        <AccountDrawer key={accountId} accountId={accountId} onClose={() => void navigate(`${paths.accounts}${addressWith({})}`)} />
      )}
    </Page>
  )
}

const nameOf = ({ access }: Account): string | undefined => access.find(({ displayName }) => displayName !== null)?.displayName ?? undefined

function columnsFor(addressOf: (account: Account) => string): Column<Account>[] {
  return [
    {
      id: 'userName',
      header: 'User name',
      width: 'minmax(180px, 2fr)',
      title: (account) => account.userName,
      cell: (account) => (
        <TextLink to={addressOf(account)} strong>
          {account.userName}
        </TextLink>
      ),
    },
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(110px, 1fr)',
      hideBelow: 640,
      title: nameOf,
      cell: (account) => nameOf(account) ?? <None text="–" />,
    },
    {
      id: 'access',
      header: 'Access',
      width: 'minmax(180px, 1.7fr)',
      title: ({ access }) => access.map(({ organizationName }) => organizationName).join(', '),
      cell: ({ access }) =>
        access.length === 0 ? (
          <None />
        ) : (
          <span className={styles.places}>
            {access.map((each) => (
              <OrganizationBadge key={each.organizationId} access={each} />
            ))}
          </span>
        ),
    },
    { id: 'created', header: 'Created', width: '104px', hideBelow: 700, cell: (account) => <DateOnly at={account.createdAt} /> },
  ]
}
