import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Integration } from '../../../shared/console/integrations.ts'
import { useQuery } from '../../client/queries.ts'
import { wholeList } from '../../client/whole-list.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
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
import { useOrganization } from '../organizations/scope.tsx'
import { CreateIntegrationDialog } from './CreateIntegrationDialog.tsx'
import { IntegrationState } from './IntegrationState.tsx'
import { presetNames } from './presets.ts'

/** I1, J14: every endpoint of the organization that a client may push to. */
export function Integrations() {
  const organization = useOrganization()
  const navigate = useNavigate()
  const search = useSearchText('q')
  const [isCreating, setCreating] = useState(false)
  const answer = useQuery('integrations.list', { organizationId: organization.id })
  const wanted = search.text.trim().toLowerCase()
  const shown = answer.data?.integrations.filter((each) => wordsOf(each).includes(wanted))
  const rows = wholeList(answer, shown)
  useDocumentTitle('Integrations', organization.name)

  return (
    <Page
      title="Integrations"
      intro={`Clients that push users and groups to ${organization.name}. Each has an endpoint, a token and a service account of its own.`}
      actions={
        <Button icon="plus" variant="primary" onPress={() => setCreating(true)}>
          Create integration
        </Button>
      }
    >
      <DataTable
        label="Integrations"
        columns={columnsFor(organization.slug)}
        rows={rows}
        onOpen={(integration) => void navigate(paths.integration(organization.slug, integration.id))}
        toolbar={
          <>
            <div className="toolbar-search">
              <SearchBox label="Search integrations" placeholder="Search name or client" value={search.text} onChange={search.setText} />
            </div>
            <span className="grow" />
            <TotalCount total={rows.total} noun="integration" />
          </>
        }
        empty={
          <EmptyState
            icon="search"
            title="No integration matches"
            action={<Button onPress={() => search.setText('')}>Clear search</Button>}
          >
            {organization.name} has integrations, but the search hides all of them.
          </EmptyState>
        }
      />
      {isCreating && <CreateIntegrationDialog onClose={() => setCreating(false)} />}
    </Page>
  )
}

function wordsOf({ name, description, preset }: Integration): string {
  return `${name} ${description} ${presetNames[preset]}`.toLowerCase()
}

function columnsFor(slug: string): Column<Integration>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(170px, 1.6fr)',
      title: ({ name }) => name,
      cell: ({ id, name, builtIn }) => (
        <span className="beside">
          <span className="cut">
            <TextLink to={paths.integration(slug, id)} strong>
              {name}
            </TextLink>
          </span>
          {builtIn && <Badge title="The organization's group mapping endpoint: every organization has it">Built-in</Badge>}
        </span>
      ),
    },
    { id: 'state', header: 'State', width: '112px', cell: (integration) => <IntegrationState integration={integration} /> },
    {
      id: 'preset',
      header: 'Client',
      width: 'minmax(130px, 1fr)',
      title: ({ preset }) => presetNames[preset],
      cell: ({ preset }) => presetNames[preset],
    },
    {
      id: 'account',
      header: 'Service account',
      width: 'minmax(120px, 1.1fr)',
      hideBelow: 860,
      title: ({ serviceAccount }) => serviceAccount.name,
      cell: ({ serviceAccount }) => <span className="mono">{serviceAccount.name}</span>,
    },
    {
      id: 'token',
      header: 'Token',
      width: '84px',
      hideBelow: 720,
      cell: ({ token }) => (token.state === 'none' ? <None /> : <code>…{token.tail}</code>),
    },
    {
      id: 'last',
      header: 'Last request',
      width: '108px',
      cell: ({ lastRequestAt }) => (lastRequestAt === null ? <None text="Never" /> : <Time at={lastRequestAt} />),
    },
  ]
}
