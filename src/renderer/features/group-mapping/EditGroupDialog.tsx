import { useState } from 'react'
import type { Group } from '../../../shared/console/catalog.ts'
import { invoke } from '../../client/client.ts'
import { useCommand } from '../../client/queries.ts'
import { toastWithUndo } from '../../client/undo.ts'
import { FormDialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { useOrganization } from '../organizations/scope.tsx'

/** G3: a row that was entered by hand can be corrected; its links hold. */
export function EditGroupDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const organization = useOrganization()
  const [displayName, setDisplayName] = useState(group.displayName)
  const [label, setLabel] = useState(group.label ?? '')
  const update = useCommand('catalog.update')
  const submit = (): void =>
    update.mutate(
      { organizationId: organization.id, groupId: group.id, displayName, label: label.trim() || null },
      {
        onSuccess: (saved) => {
          toastWithUndo(`Group ${saved.displayName} saved`, undefined, () =>
            invoke('catalog.update', {
              organizationId: organization.id,
              groupId: group.id,
              displayName: group.displayName,
              label: group.label,
            }),
          )
          onClose()
        },
      },
    )
  return (
    <FormDialog
      title="Edit group"
      intro="Linked teams go on following the group under its new identifier."
      submitLabel="Save group"
      isPending={update.isPending}
      error={update.error}
      canSubmit={displayName.trim() !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="Identifier"
        value={displayName}
        onChange={setDisplayName}
        description="Exactly as it stands in the groups claim."
        mono
        autoFocus
        maxLength={1024}
      />
      <TextField label="Label" isRequired={false} value={label} onChange={setLabel} maxLength={200} />
    </FormDialog>
  )
}
