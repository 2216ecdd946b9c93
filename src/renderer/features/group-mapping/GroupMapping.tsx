import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useQuery } from '../../client/queries.ts'
import { useActions } from '../../stores/actions.ts'
import { paths } from '../../paths.ts'
import { toast } from '../../stores/toasts.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Page, useDocumentTitle } from '../../ui/Page.tsx'
import { useSearchParam } from '../../ui/search-param.ts'
import { ButtonLink } from '../../ui/TextLink.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { AddGroupDialog } from './AddGroupDialog.tsx'
import { CatalogTable } from './CatalogTable.tsx'
import { ConnectionCard } from './ConnectionCard.tsx'
import { GroupDrawer } from './GroupDrawer.tsx'
import { OrphanBanner } from './OrphanBanner.tsx'

/** The endpoint that the IdP pushes to, and the groups that it has pushed. */
export function GroupMapping() {
  const organization = useOrganization()
  const [groupId, setGroupId] = useSearchParam('group')
  const [isAdding, setAdding] = useState(false)
  const endpoint = useQuery('tokens.endpoint', { organizationId: organization.id })
  useDocumentTitle('Group mapping', organization.name)
  useActions([{ id: 'add-group', label: 'Add group manually', section: 'This screen', keys: 'n', run: () => setAdding(true) }])

  return (
    <Page
      title="Group mapping"
      intro={`The groups of ${organization.name}'s identity provider, and the teams that follow them.`}
      actions={
        <>
          <RefreshButton />
          <Button icon="plus" variant="primary" onPress={() => setAdding(true)}>
            Add group manually
          </Button>
        </>
      }
    >
      <OrphanBanner />
      {endpoint.error && <ErrorNotice error={endpoint.error} retry={() => void endpoint.refetch()} />}
      {endpoint.data?.enabled === false && (
        <Notice
          tone="warning"
          title="The endpoint is disabled"
          action={<ButtonLink to={paths.integration(organization.slug, endpoint.data.integrationId)}>Open integration</ButtonLink>}
        >
          Requests with its token are answered with 403 and logged, until it is enabled again.
        </Notice>
      )}
      <ConnectionCard endpoint={endpoint.data} />
      <CatalogTable openGroupId={groupId} onAdd={() => setAdding(true)} />
      {groupId !== null && <GroupDrawer key={groupId} groupId={groupId} onClose={() => setGroupId(null)} />}
      {isAdding && <AddGroupDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}

function RefreshButton() {
  const client = useQueryClient()
  const [isPending, setPending] = useState(false)
  const refresh = async (): Promise<void> => {
    setPending(true)
    await client.invalidateQueries()
    setPending(false)
    toast('Everything on screen is up to date')
  }
  useActions([{ id: 'refresh', label: 'Refresh', section: 'This screen', keys: 'r', run: () => void refresh() }])
  return (
    <Button icon="refresh" isPending={isPending} onPress={() => void refresh()}>
      Refresh
    </Button>
  )
}
