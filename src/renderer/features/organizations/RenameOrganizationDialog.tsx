import { useState } from 'react'
import type { Organization } from '../../../shared/console/organizations.ts'
import { NAME_RULE } from '../../../shared/console/values.ts'
import { useCommand } from '../../client/queries.ts'
import { toast } from '../../stores/toasts.ts'
import { FormDialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { nameError } from './OrganizationForm.tsx'

export function RenameOrganizationDialog({ organization, onClose }: { organization: Organization; onClose: () => void }) {
  const [name, setName] = useState(organization.name)
  const rename = useCommand('organizations.rename')
  const typed = name.trim()
  return (
    <FormDialog
      title={`Rename ${organization.name}`}
      intro={`Its endpoints stay as they are, and so does its slug ${organization.slug}: identity providers have them.`}
      submitLabel="Rename organization"
      isPending={rename.isPending}
      error={rename.error}
      canSubmit={NAME_RULE.test(typed) && typed !== organization.name}
      onSubmit={() =>
        rename.mutate(
          { organizationId: organization.id, name: typed },
          {
            onSuccess: () => {
              toast(`Renamed to ${typed}`)
              onClose()
            },
          },
        )
      }
      onClose={onClose}
    >
      <TextField label="Name" value={name} onChange={setName} error={nameError(typed)} autoFocus maxLength={60} />
    </FormDialog>
  )
}
