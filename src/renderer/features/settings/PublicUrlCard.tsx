import { useState } from 'react'
import type { SubmitEvent } from 'react'
import type { Reach } from '../../../shared/console/service.ts'
import { useCommand } from '../../client/queries.ts'
import { toast } from '../../stores/toasts.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { formatDuration } from '../../ui/format.ts'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import { whenDone } from './when-done.ts'
import styles from './Settings.module.css'

/** E3: how clients behind a tunnel or a proxy reach the service, and whether they do. */
export function PublicUrlCard({ publicUrl }: { publicUrl: string | null }) {
  const [text, setText] = useState(publicUrl ?? '')
  const update = useCommand('settings.update')
  const test = useCommand('service.testFromOutside')
  const url = text.trim()
  const error = url === '' || isHttpUrl(url) ? undefined : 'Enter a whole address, such as https://scim.example.com.'
  const isChanged = url !== (publicUrl ?? '')
  const canSave = isChanged && error === undefined

  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!canSave || update.isPending) return
    void whenDone(update.mutateAsync({ publicUrl: url === '' ? null : url }), () => toast('Public URL saved'))
  }
  return (
    <Card title="Public URL">
      <form onSubmit={submit} className={styles.form} noValidate>
        <TextField
          label="Public URL"
          isRequired={false}
          value={text}
          onChange={setText}
          error={error}
          placeholder="https://scim.example.com"
          description="How identity providers reach this service through a tunnel or a reverse proxy. It stands in the endpoint addresses and in every answer. Leave it empty when they reach it directly."
          inputMode="url"
        />
        {update.error && <ErrorNotice error={update.error} />}
        {test.error && <ErrorNotice error={test.error} />}
        <div>
          <div role="status" className={styles.outcome}>
            {test.data && !isChanged && <Outcome reach={test.data} />}
          </div>
          <div className={styles.buttons}>
            <Button type="submit" variant="primary" isPending={update.isPending} isDisabled={!canSave}>
              Save public URL
            </Button>
            <Button onPress={() => test.mutate({})} isPending={test.isPending} disabledReason={untestable(publicUrl, isChanged)}>
              Test from outside
            </Button>
          </div>
        </div>
      </form>
    </Card>
  )
}

function untestable(publicUrl: string | null, isChanged: boolean): string | undefined {
  if (isChanged) return 'Save the public URL first: what is saved is called.'
  return publicUrl === null ? 'There is no public URL to call.' : undefined
}

const TONES = { ok: 'success', warning: 'warning', error: 'danger' } as const

function Outcome({ reach: { verdict, summary, advice, durationMs } }: { reach: Reach }) {
  return (
    <Notice tone={TONES[verdict]} title={`${summary} (${formatDuration(durationMs)})`}>
      {advice}
    </Notice>
  )
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
