import { useQuery } from '../../client/queries.ts'
import { Loaded } from './Loaded.tsx'
import { PublicUrlCard } from './PublicUrlCard.tsx'
import { ServiceStatus } from './ServiceStatus.tsx'

/** Where the service listens, and under which address it is reached. */
export function ServiceSection() {
  const status = useQuery('settings.status', {})
  const settings = useQuery('settings.get', {})
  return (
    <>
      <Loaded answer={status} title="Service">
        {(data) => <ServiceStatus status={data} />}
      </Loaded>
      <Loaded answer={settings} title="Public URL">
        {(data) => <PublicUrlCard key={data.publicUrl} publicUrl={data.publicUrl} />}
      </Loaded>
    </>
  )
}
