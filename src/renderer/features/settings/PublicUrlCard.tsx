import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { useCommand } from '../../client/queries.ts'
import { toast } from '../../stores/toasts.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import styles from './Settings.module.css'

/** E3: how clients behind a tunnel or a proxy reach the service. */
export function PublicUrlCard({ publicUrl }: { publicUrl: string | null }) {
  const [text, setText] = useState(publicUrl ?? '')
  const update = useCommand('settings.update')
  const url = text.trim()
  const error = url === '' || isHttpUrl(url) ? undefined : 'Enter a whole address, such as https://scim.example.com.'
  const canSave = url !== (publicUrl ?? '') && error === undefined

  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!canSave || update.isPending) return
    update.mutate({ publicUrl: url === '' ? null : url }, { onSuccess: () => toast('Public URL saved') })
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
        <div>
          <Button type="submit" variant="primary" isPending={update.isPending} isDisabled={!canSave}>
            Save public URL
          </Button>
        </div>
      </form>
    </Card>
  )
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}
