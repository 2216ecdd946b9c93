import { useQuery } from '../../../client/queries.ts'
import { Loaded } from '../Loaded.tsx'
import { BackupList } from './BackupList.tsx'
import { ScheduleCard } from './ScheduleCard.tsx'

/** X4, J20: backups that are made by themselves and by hand, and the way back to one. */
export function BackupsSection() {
  const settings = useQuery('settings.get', {})
  const backups = useQuery('backups.list', {})
  return (
    <>
      <Loaded answer={backups} title="Backups">
        {(data) => <BackupList list={data} />}
      </Loaded>
      <Loaded answer={settings} title="Schedule">
        {(data) => <ScheduleCard key={JSON.stringify(data)} settings={data} folder={backups.data?.folder ?? null} />}
      </Loaded>
    </>
  )
}
