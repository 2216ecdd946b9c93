import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useCommand } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { toast } from '../../stores/toasts.ts'
import { FormDialog } from '../../ui/Dialog.tsx'
import { PickerField } from '../../ui/Picker.tsx'
import { NameAndDescription, useNameAndDescription } from '../organizations/NameAndDescription.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { GroupOptions } from './GroupOptions.tsx'
import type { PickedGroup } from './GroupOptions.tsx'

export function CreateTeamDialog({ onClose }: { onClose: () => void }) {
  const organization = useOrganization()
  const navigate = useNavigate()
  const { typed, isValid, fields } = useNameAndDescription()
  const [group, setGroup] = useState<PickedGroup | null>(null)
  const create = useCommand('teams.create')

  const submit = (): void =>
    create.mutate(
      { organizationId: organization.id, ...typed, groupId: group?.id },
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
      canSubmit={isValid}
      onSubmit={submit}
      onClose={onClose}
    >
      <NameAndDescription fields={fields} isNew />
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
