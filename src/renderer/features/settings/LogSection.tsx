import { useQuery } from '../../client/queries.ts'
import { Loaded } from './Loaded.tsx'
import { LogSettings } from './LogSettings.tsx'

export function LogSection() {
  const settings = useQuery('settings.get', {})
  return (
    <Loaded answer={settings} title="Request log">
      {(data) => <LogSettings key={JSON.stringify(data)} settings={data} />}
    </Loaded>
  )
}
