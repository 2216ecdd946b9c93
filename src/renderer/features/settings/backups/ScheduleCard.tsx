import { useState } from 'react'
import type { SubmitEvent } from 'react'
import type { Settings } from '../../../../shared/console/settings.ts'
import { useCommand } from '../../../client/queries.ts'
import { toast } from '../../../stores/toasts.ts'
import { Button } from '../../../ui/Button.tsx'
import { Switch } from '../../../ui/Choice.tsx'
import { NumberInput, TextField } from '../../../ui/Field.tsx'
import { ErrorNotice } from '../../../ui/Notice.tsx'
import { Card } from '../../../ui/Page.tsx'
import { whenDone } from '../when-done.ts'
import styles from '../Settings.module.css'

const USUAL_HOURS = 24

/** X4: how often a backup is made by itself, how many are kept, and where. */
export function ScheduleCard({ settings, folder }: { settings: Settings; folder: string | null }) {
  const [isOn, setOn] = useState(settings.backupEveryHours !== null)
  const [hours, setHours] = useState(settings.backupEveryHours ?? USUAL_HOURS)
  const [keep, setKeep] = useState(settings.backupKeep)
  const [place, setPlace] = useState(settings.backupFolder ?? '')
  const update = useCommand('settings.update')
  const wanted = { backupEveryHours: isOn ? hours : null, backupKeep: keep, backupFolder: place.trim() === '' ? null : place.trim() }
  const isChanged =
    wanted.backupEveryHours !== settings.backupEveryHours || keep !== settings.backupKeep || wanted.backupFolder !== settings.backupFolder
  const canSave = isChanged && Number.isInteger(hours) && Number.isInteger(keep)

  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!canSave || update.isPending) return
    void whenDone(update.mutateAsync(wanted), () => toast('Backup schedule saved'))
  }
  return (
    <Card title="Schedule">
      <form onSubmit={submit} className={styles.form} noValidate>
        <Switch
          label="Back up by itself"
          description="While the service runs and without holding it up. Each backup is read again as a whole before it is kept."
          isSelected={isOn}
          onChange={setOn}
        />
        {isOn && (
          <div className={styles.pair}>
            <NumberInput label="Every" unit="hours" value={hours} onChange={setHours} minValue={1} maxValue={8760} />
            <NumberInput label="Keep the last" unit="scheduled ones" value={keep} onChange={setKeep} minValue={1} maxValue={365} />
          </div>
        )}
        <TextField
          label="Backup folder"
          isRequired={false}
          value={place}
          onChange={setPlace}
          placeholder={folder ?? ''}
          description="Best on another disk. Empty: in the data folder. Backups hold people’s data, and are for their owner only."
          mono
        />
        {update.error && <ErrorNotice error={update.error} />}
        <div>
          <Button type="submit" variant="primary" isPending={update.isPending} isDisabled={!canSave}>
            Save schedule
          </Button>
        </div>
      </form>
    </Card>
  )
}
