import { useState } from 'react'
import type { ServiceAccount } from '../../../shared/console/access.ts'
import { useQuery } from '../../client/queries.ts'
import { wholeList } from '../../client/whole-list.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { None } from '../../ui/Facts.tsx'
import { SearchBox } from '../../ui/Field.tsx'
import { Page, useDocumentTitle } from '../../ui/Page.tsx'
import { useAddressWith, useSearchParam, useSearchText } from '../../ui/search-param.ts'
import { TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import { TotalCount } from '../../ui/TotalCount.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { CreateServiceAccountDialog } from './CreateServiceAccountDialog.tsx'
import { ServiceAccountDrawer } from './ServiceAccountDrawer.tsx'

/** I3, I5: who the tokens of integrations and of the management API act as. */
export function ServiceAccounts() {
  const organization = useOrganization()
  const search = useSearchText('q')
  const addressWith = useAddressWith()
  const [openId, setOpenId] = useSearchParam('account')
  const [isCreating, setCreating] = useState(false)
  const answer = useQuery('access.serviceAccounts', { organizationId: organization.id })
  const wanted = search.text.trim().toLowerCase()
  const shown = answer.data?.serviceAccounts.filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(wanted))
  const rows = wholeList(answer, shown)
  useDocumentTitle('Service accounts', organization.name)

  const create = (
    <Button icon="plus" variant="primary" onPress={() => setCreating(true)}>
      Create service account
    </Button>
  )
  return (
    <Page
      title="Service accounts"
      intro="Scripts call the management API with the token of a service account. Its roles are what they may do; each integration has one as well."
      actions={create}
    >
      <DataTable
        label="Service accounts"
        columns={columnsFor((account) => addressWith({ account: account.id }))}
        rows={rows}
        onOpen={(account) => setOpenId(account.id)}
        isOpen={(account) => account.id === openId}
        toolbar={
          <>
            <div className="toolbar-search">
              <SearchBox
                label="Search service accounts"
                placeholder="Search name or description"
                value={search.text}
                onChange={search.setText}
              />
            </div>
            <span className="grow" />
            <TotalCount total={rows.total} noun="service account" />
          </>
        }
        empty={
          wanted === '' ? (
            <EmptyState icon="key" title="No service accounts" action={create}>
              Create one for each script that calls the management API.
            </EmptyState>
          ) : (
            <EmptyState
              icon="search"
              title="No service account matches"
              action={<Button onPress={() => search.setText('')}>Clear search</Button>}
            >
              {organization.name} has service accounts, but the search hides all of them.
            </EmptyState>
          )
        }
      />
      {openId !== null && answer.data && (
        <ServiceAccountDrawer
          key={openId}
          account={answer.data.serviceAccounts.find(({ id }) => id === openId)}
          onClose={() => setOpenId(null)}
        />
      )}
      {isCreating && <CreateServiceAccountDialog onClose={() => setCreating(false)} />}
    </Page>
  )
}

function columnsFor(addressOf: (account: ServiceAccount) => string): Column<ServiceAccount>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(200px, 2fr)',
      title: ({ name }) => name,
      cell: (account) => (
        <span className="beside">
          <span className="cut">
            <TextLink to={addressOf(account)} strong>
              {account.name}
            </TextLink>
          </span>
          {account.integration && <Badge title={`Made and removed with the integration ${account.integration.name}`}>Integration</Badge>}
        </span>
      ),
    },
    {
      id: 'roles',
      header: 'Roles',
      width: 'minmax(124px, 1fr)',
      title: ({ roles }) => roles.map(({ name }) => name).join(', '),
      cell: ({ roles }) => (roles.length === 0 ? <Badge tone="warning">None</Badge> : roles.map(({ name }) => name).join(', ')),
    },
    {
      id: 'description',
      header: 'Description',
      width: 'minmax(120px, 1.6fr)',
      hideBelow: 860,
      title: ({ description }) => description,
      cell: ({ description }) => <span className="muted">{description || '–'}</span>,
    },
    {
      id: 'tokens',
      header: 'API tokens',
      width: '92px',
      align: 'end',
      cell: ({ tokens, integration }) => (integration === null ? tokens.length.toLocaleString('en') : <None text="–" />),
    },
    { id: 'created', header: 'Created', width: '104px', cell: ({ createdAt }) => <Time at={createdAt} /> },
  ]
}
