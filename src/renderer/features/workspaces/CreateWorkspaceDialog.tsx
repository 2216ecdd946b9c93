import { useNavigate } from 'react-router'
import { useCommand } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { toast } from '../../stores/toasts.ts'
import { FormDialog } from '../../ui/Dialog.tsx'
import { NameAndDescription, useNameAndDescription } from '../organizations/NameAndDescription.tsx'
import { useOrganization } from '../organizations/scope.tsx'

export function CreateWorkspaceDialog({ onClose }: { onClose: () => void }) {
  const organization = useOrganization()
  const navigate = useNavigate()
  const { typed, isValid, fields } = useNameAndDescription()
  const create = useCommand('workspaces.create')
  const submit = (): void =>
    create.mutate(
      { organizationId: organization.id, ...typed },
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
      canSubmit={isValid}
      onSubmit={submit}
      onClose={onClose}
    >
      <NameAndDescription fields={fields} isNew />
    </FormDialog>
  )
}
