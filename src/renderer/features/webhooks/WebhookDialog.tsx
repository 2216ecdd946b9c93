import { useState } from 'react'
import type { OutputOf } from '../../../shared/console/contract.ts'
import type { Webhook } from '../../../shared/console/webhooks.ts'
import { useCommand, useQuery } from '../../client/queries.ts'
import { toast } from '../../stores/toasts.ts'
import { TextField } from '../../ui/Field.tsx'
import { FormDialog } from '../../ui/Dialog.tsx'
import { Select } from '../../ui/Select.tsx'
import { SecretDialog } from './SecretDialog.tsx'

const EVERYWHERE = 'all'

/** A new webhook, or what may be changed of one. A new one's secret is shown once. */
export function WebhookDialog({ webhook, onClose }: { webhook?: Webhook; onClose: () => void }) {
  const organizations = useQuery('organizations.list', {})
  const create = useCommand('webhooks.create')
  const update = useCommand('webhooks.update')
  const [made, setMade] = useState<OutputOf<'webhooks.create'> | null>(null)
  const [url, setUrl] = useState(webhook?.url ?? '')
  const [description, setDescription] = useState(webhook?.description ?? '')
  const [actions, setActions] = useState(webhook?.actions.join(', ') ?? '')
  const [scope, setScope] = useState(EVERYWHERE)
  const command = webhook === undefined ? create : update
  if (made !== null) return <SecretDialog secret={made.secret} onClose={onClose} />

  const submit = (): void => {
    const wanted = { url: url.trim(), description: description.trim(), actions: actions.split(/[\s,]+/).filter((each) => each !== '') }
    if (webhook === undefined)
      create.mutate(
        {
          ...wanted,
          organizationId: scope === EVERYWHERE ? null : (organizations.data?.organizations.find(({ slug }) => slug === scope)?.id ?? null),
        },
        { onSuccess: setMade },
      )
    else
      update.mutate(
        { ...wanted, webhookId: webhook.id },
        {
          onSuccess: () => {
            toast('Webhook saved')
            onClose()
          },
        },
      )
  }
  return (
    <FormDialog
      title={webhook === undefined ? 'Add webhook' : 'Edit webhook'}
      intro="Every change is posted to the address as JSON, signed as Standard Webhooks has it, and tried again for most of a day when it is not taken."
      submitLabel={webhook === undefined ? 'Add webhook' : 'Save webhook'}
      isPending={command.isPending}
      error={command.error}
      canSubmit={url.trim() !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="URL"
        value={url}
        onChange={setUrl}
        mono
        autoFocus
        inputMode="url"
        maxLength={2000}
        placeholder="http://127.0.0.1:8080/muster"
        description="On this machine, or on one of the webhook hosts. A secret in its path is fine: the audit trail names the host only."
      />
      <TextField
        label="Description"
        isRequired={false}
        value={description}
        onChange={setDescription}
        maxLength={200}
        placeholder="Payroll"
      />
      {webhook === undefined && (
        <Select
          label="Organization"
          value={scope}
          onChange={setScope}
          options={[
            { value: EVERYWHERE, label: 'All organizations', description: 'And what belongs to none, such as settings' },
            ...(organizations.data?.organizations ?? []).map(({ slug, name }) => ({ value: slug, label: name })),
          ]}
        />
      )}
      <TextField
        label="Actions"
        isRequired={false}
        mono
        value={actions}
        onChange={setActions}
        placeholder="group.*, team.*"
        description="Which changes are told, separated by commas: group.members-changed, or group.* for all that happens to groups. Empty: every change."
      />
    </FormDialog>
  )
}
