import { useQuery } from '../../client/queries.ts'
import { AddressesCard } from './AddressesCard.tsx'
import { Loaded } from './Loaded.tsx'
import { PublicUrlCard } from './PublicUrlCard.tsx'
import { ServiceStatus } from './ServiceStatus.tsx'
import { StartAtLoginCard } from './StartAtLoginCard.tsx'

/** Where the service listens, under which address it is reached, and whether it starts by itself. */
export function ServiceSection() {
  const status = useQuery('settings.status', {})
  const settings = useQuery('settings.get', {})
  const addresses = useQuery('service.addresses', {})
  return (
    <>
      <Loaded answer={status} title="Service">
        {(data) => <ServiceStatus status={data} />}
      </Loaded>
      <Loaded answer={settings} title="Public URL">
        {(data) => <PublicUrlCard key={data.publicUrl} publicUrl={data.publicUrl} />}
      </Loaded>
      <Loaded answer={addresses} title="Addresses">
        {(data) => <AddressesCard key={JSON.stringify(data.next)} addresses={data} mode={status.data?.mode ?? 'headless'} />}
      </Loaded>
      <StartAtLoginCard />
    </>
  )
}
