import { useState } from 'react'
import { useNavigate } from 'react-router'
import { NAME_RULE } from '../../../shared/console/values.ts'
import { useCommand } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { toast } from '../../stores/toasts.ts'
import { FormDialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { nameError } from '../organizations/OrganizationForm.tsx'
import { useOrganization } from '../organizations/scope.tsx'

export function CreateWorkspaceDialog({ onClose }: { onClose: () => void }) {
  const organization = useOrganization()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const create = useCommand('workspaces.create')
  const trimmed = name.trim()
  const submit = (): void =>
    create.mutate(
      { organizationId: organization.id, name: trimmed, description: description.trim() },
      {
        onSuccess: (workspace) => {
          toast(`Workspace ${workspace.name} created`)
          onClose()
          void navigate(paths.workspace(organization.slug, workspace.id))
        },
      },
    )
  return (
    <FormDialog
      title="Create workspace"
      submitLabel="Create workspace"
      isPending={create.isPending}
      error={create.error}
      canSubmit={NAME_RULE.test(trimmed)}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        error={nameError(trimmed)}
        description="2 to 39 letters, digits, hyphens or underscores."
        autoFocus
        maxLength={60}
      />
      <TextField label="Description" isRequired={false} value={description} onChange={setDescription} rows={2} maxLength={1000} />
    </FormDialog>
  )
}
