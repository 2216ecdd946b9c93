import { useState } from 'react'
import { useCommand } from '../../client/queries.ts'
import { toast } from '../../stores/toasts.ts'
import { FormDialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { useOrganization } from '../organizations/scope.tsx'

/** Permits nothing at first: what it permits is chosen in the details that open then. */
export function CreateRoleDialog({ onClose, onCreated }: { onClose: () => void; onCreated: (roleId: string) => void }) {
  const { id: organizationId } = useOrganization()
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const create = useCommand('access.createRole')
  const submit = (): void =>
    create.mutate(
      { organizationId, name: name.trim(), description: description.trim() },
      {
        onSuccess: (role) => {
          toast(`Role ${role.name} created`, 'It permits nothing yet.')
          onClose()
          onCreated(role.id)
        },
      },
    )
  return (
    <FormDialog
      title="Create role"
      intro="What the role permits is chosen next."
      submitLabel="Create role"
      isPending={create.isPending}
      error={create.error}
      canSubmit={name.trim() !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField label="Name" value={name} onChange={setName} autoFocus maxLength={63} />
      <TextField label="Description" isRequired={false} value={description} onChange={setDescription} rows={2} maxLength={1000} />
    </FormDialog>
  )
}
