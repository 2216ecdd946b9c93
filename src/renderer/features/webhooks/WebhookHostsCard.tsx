import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { useCommand } from '../../client/queries.ts'
import { toast } from '../../stores/toasts.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import styles from '../settings/Settings.module.css'

/** Where webhooks may be sent besides this machine. */
export function WebhookHostsCard({ hosts }: { hosts: readonly string[] }) {
  const [text, setText] = useState(hosts.join('\n'))
  const update = useCommand('settings.update')
  const wanted = text.split(/[\s,]+/).filter((each) => each !== '')
  const canSave = wanted.join() !== hosts.join()
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (canSave && !update.isPending) update.mutate({ webhookHosts: wanted }, { onSuccess: () => toast('Webhook hosts saved') })
  }
  return (
    <Card title="Webhook hosts">
      <form onSubmit={submit} className={styles.form} noValidate>
        <TextField
          label="Hosts"
          isRequired={false}
          mono
          rows={3}
          value={text}
          onChange={setText}
          placeholder={'hooks.example.com\n10.20.0.0/16'}
          description="One a line: a name, *.example.com, an address, or a range. Webhooks go to this machine and to these hosts only. A name that leads to an address inside the network is followed only where that address is listed too."
        />
        {update.error && <ErrorNotice error={update.error} />}
        <div>
          <Button type="submit" variant="primary" isPending={update.isPending} isDisabled={!canSave}>
            Save webhook hosts
          </Button>
        </div>
      </form>
    </Card>
  )
}
