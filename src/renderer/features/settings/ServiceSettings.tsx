import { useState } from 'react'
import type { SubmitEvent } from 'react'
import type { Settings } from '../../../shared/console/settings.ts'
import { useCommand } from '../../client/queries.ts'
import { toast } from '../../stores/toasts.ts'
import { Button } from '../../ui/Button.tsx'
import { Switch } from '../../ui/Choice.tsx'
import { NumberInput, TextField } from '../../ui/Field.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import styles from './Settings.module.css'

/** E3, L1: how clients reach the service, and what its log keeps. */
export function ServiceSettings({ settings }: { settings: Settings }) {
  const [publicUrl, setPublicUrl] = useState(settings.publicUrl ?? '')
  const [days, setDays] = useState(settings.logRetentionDays)
  const [megabytes, setMegabytes] = useState(settings.logRetentionMegabytes)
  const [logBodies, setLogBodies] = useState(settings.logBodies)
  const update = useCommand('settings.update')
  const url = publicUrl.trim()
  const urlError = url === '' || isHttpUrl(url) ? undefined : 'Enter a whole address, such as https://scim.example.com.'
  const isChanged =
    url !== (settings.publicUrl ?? '') ||
    days !== settings.logRetentionDays ||
    megabytes !== settings.logRetentionMegabytes ||
    logBodies !== settings.logBodies
  const canSave = isChanged && urlError === undefined && Number.isInteger(days) && Number.isInteger(megabytes)

  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!canSave || update.isPending) return
    update.mutate(
      { publicUrl: url === '' ? null : url, logRetentionDays: days, logRetentionMegabytes: megabytes, logBodies },
      { onSuccess: () => toast('Settings saved') },
    )
  }
  return (
    <Card title="Provisioning">
      <form onSubmit={submit} className={styles.form} noValidate>
        <TextField
          label="Public URL"
          isRequired={false}
          value={publicUrl}
          onChange={setPublicUrl}
          error={urlError}
          placeholder="https://scim.example.com"
          description="How identity providers reach this service through a tunnel or a reverse proxy. It stands in the endpoint addresses and in every answer. Leave it empty when they reach it directly."
          inputMode="url"
        />
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
            Save settings
          </Button>
        </div>
      </form>
    </Card>
  )
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
