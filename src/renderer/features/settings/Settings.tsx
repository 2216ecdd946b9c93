import { useContext } from 'react'
import { useQuery } from '../../client/queries.ts'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card, Page, useDocumentTitle } from '../../ui/Page.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { OrganizationContext } from '../organizations/scope.tsx'
import { Appearance } from './Appearance.tsx'
import { OrganizationPolicyCard } from './OrganizationPolicyCard.tsx'
import { SchemasCard } from './schemas/SchemasCard.tsx'
import { ServiceSettings } from './ServiceSettings.tsx'
import { ServiceStatus } from './ServiceStatus.tsx'

export function Settings() {
  const organization = useContext(OrganizationContext)
  const status = useQuery('settings.status', {})
  const settings = useQuery('settings.get', {})
  useDocumentTitle('Settings')
  return (
    <Page title="Settings" intro="The service on this machine, the organization, and how the console looks to you." width="reading">
      {status.error && <ErrorNotice error={status.error} retry={() => void status.refetch()} />}
      {status.data ? <ServiceStatus status={status.data} /> : !status.error && <Loading title="Service" />}
      {settings.error && <ErrorNotice error={settings.error} retry={() => void settings.refetch()} />}
      {settings.data ? (
        <ServiceSettings key={JSON.stringify(settings.data)} settings={settings.data} />
      ) : (
        !settings.error && <Loading title="Provisioning" />
      )}
      {organization && <OrganizationPolicyCard organization={organization} />}
      {organization && <SchemasCard key={organization.id} organization={organization} />}
      <Appearance />
    </Page>
  )
}

function Loading({ title }: { title: string }) {
  return (
    <Card title={title}>
      <SkeletonLines count={4} />
    </Card>
  )
}
