import { useState } from 'react'
import type { SubmitEvent } from 'react'
import type { EmptyPatch, Integration, IntegrationPreset, PatchAnswer } from '../../../shared/console/integrations.ts'
import { useCommand } from '../../client/queries.ts'
import { toast } from '../../stores/toasts.ts'
import { Button } from '../../ui/Button.tsx'
import type { Option } from '../../ui/Choice.tsx'
import { TextField } from '../../ui/Field.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import styles from './Integrations.module.css'
import { presetOptions } from './presets.ts'

const answers: readonly Option<PatchAnswer>[] = [
  {
    value: 'default',
    label: 'Users 200, groups 204',
    description: 'A user as it is afterwards; nothing for a group, unless it is asked for.',
  },
  { value: 'resource', label: 'Always 200', description: 'The resource as it is afterwards.' },
  { value: 'no-content', label: 'Always 204', description: 'No body.' },
]
const empties: readonly Option<EmptyPatch>[] = [
  { value: 'reject', label: 'Refuse with 400', description: 'As RFC 7644 has it.' },
  { value: 'ignore', label: 'Take as nothing to do', description: 'Microsoft Entra ID sends such requests.' },
]

/** R2: what it is for, and how it answers where clients differ. */
export function IntegrationSettings({ integration }: { integration: Integration }) {
  const { id: organizationId } = useOrganization()
  const [description, setDescription] = useState(integration.description)
  const [preset, setPreset] = useState<IntegrationPreset>(integration.preset)
  const [patchAnswer, setPatchAnswer] = useState<PatchAnswer>(integration.patchAnswer)
  const [emptyPatch, setEmptyPatch] = useState<EmptyPatch>(integration.emptyPatch)
  const update = useCommand('integrations.update')
  const wanted = { description: description.trim(), preset, patchAnswer, emptyPatch }
  const isChanged =
    wanted.description !== integration.description ||
    preset !== integration.preset ||
    patchAnswer !== integration.patchAnswer ||
    emptyPatch !== integration.emptyPatch

  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!isChanged || update.isPending) return
    update.mutate({ organizationId, integrationId: integration.id, ...wanted }, { onSuccess: () => toast('Integration saved') })
  }
  return (
    <form onSubmit={submit} className={styles.form} noValidate>
      <TextField label="Description" isRequired={false} value={description} onChange={setDescription} rows={2} maxLength={1000} />
      <Select label="Client" value={preset} onChange={setPreset} options={presetOptions} />
      <Select label="A PATCH is answered with" value={patchAnswer} onChange={setPatchAnswer} options={answers} />
      <Select label="A PATCH without operations" value={emptyPatch} onChange={setEmptyPatch} options={empties} />
      {update.error && <ErrorNotice error={update.error} />}
      <div>
        <Button type="submit" variant="primary" isPending={update.isPending} isDisabled={!isChanged}>
          Save changes
        </Button>
      </div>
    </form>
  )
}
