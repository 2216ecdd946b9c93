import { useState } from 'react'
import { useNavigate } from 'react-router'
import { NAME_RULE } from '../../../shared/console/values.ts'
import { useCommand } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { toast } from '../../stores/toasts.ts'
import { FormDialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { PickerField } from '../../ui/Picker.tsx'
import { nameError } from '../organizations/OrganizationForm.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { GroupOptions } from './GroupOptions.tsx'
import type { PickedGroup } from './GroupOptions.tsx'

export function CreateTeamDialog({ onClose }: { onClose: () => void }) {
  const organization = useOrganization()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [group, setGroup] = useState<PickedGroup | null>(null)
  const create = useCommand('teams.create')
  const trimmed = name.trim()

  const submit = (): void =>
    create.mutate(
      { organizationId: organization.id, name: trimmed, description: description.trim(), groupId: group?.id },
      {
        onSuccess: (team) => {
          toast(`Team ${team.name} created`)
          onClose()
          void navigate(paths.team(organization.slug, team.id))
        },
      },
    )

  return (
    <FormDialog
      title="Create team"
      submitLabel="Create team"
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
      <PickerField
        label="IdP group (optional)"
        value={group?.displayName ?? null}
        placeholder="None: members are added by hand"
        onClear={() => setGroup(null)}
        clearLabel="Clear group"
        description={group ? 'The identity provider decides who is in the team. Members cannot be added or removed here.' : undefined}
      >
        {(close) => (
          <GroupOptions
            onPick={(picked) => {
              setGroup(picked)
              close()
            }}
          />
        )}
      </PickerField>
    </FormDialog>
  )
}
