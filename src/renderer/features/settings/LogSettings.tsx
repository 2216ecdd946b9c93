import { useState } from 'react'
import type { SubmitEvent } from 'react'
import type { Settings } from '../../../shared/console/settings.ts'
import { useCommand } from '../../client/queries.ts'
import { toast } from '../../stores/toasts.ts'
import { Button } from '../../ui/Button.tsx'
import { Switch } from '../../ui/Choice.tsx'
import { NumberInput } from '../../ui/Field.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import { whenDone } from './when-done.ts'
import styles from './Settings.module.css'

/** L1: what the provisioning log keeps, and for how long. */
export function LogSettings({ settings }: { settings: Settings }) {
  const [days, setDays] = useState(settings.logRetentionDays)
  const [megabytes, setMegabytes] = useState(settings.logRetentionMegabytes)
  const [logBodies, setLogBodies] = useState(settings.logBodies)
  const update = useCommand('settings.update')
  const isChanged = days !== settings.logRetentionDays || megabytes !== settings.logRetentionMegabytes || logBodies !== settings.logBodies
  const canSave = isChanged && Number.isInteger(days) && Number.isInteger(megabytes)

  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!canSave || update.isPending) return
    void whenDone(update.mutateAsync({ logRetentionDays: days, logRetentionMegabytes: megabytes, logBodies }), () =>
      toast('Retention saved'),
    )
  }
  return (
    <Card title="Request log">
      <form onSubmit={submit} className={styles.form} noValidate>
        <div className={styles.pair}>
          <NumberInput label="Keep requests for" unit="days" value={days} onChange={setDays} minValue={1} maxValue={3650} />
          <NumberInput label="Up to" unit="MB" value={megabytes} onChange={setMegabytes} minValue={1} maxValue={100_000} />
        </div>
        <p className={styles.hint}>The oldest requests leave the log when either is reached.</p>
        <Switch
          label="Keep request and response bodies"
          description="Passwords and tokens are blanked out and long bodies are cut off. Without bodies, the log says what happened but not what was sent."
          isSelected={logBodies}
          onChange={setLogBodies}
        />
        {update.error && <ErrorNotice error={update.error} />}
        <div>
          <Button type="submit" variant="primary" isPending={update.isPending} isDisabled={!canSave}>
            Save retention
          </Button>
        </div>
      </form>
    </Card>
  )
}
