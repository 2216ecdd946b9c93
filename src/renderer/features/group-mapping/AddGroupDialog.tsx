import { useState } from 'react'
import { IdpPreset } from '../../../shared/console/catalog.ts'
import { useCommand } from '../../client/queries.ts'
import { usePreferences } from '../../stores/preferences.ts'
import { toast } from '../../stores/toasts.ts'
import { FormDialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PickerField } from '../../ui/Picker.tsx'
import { Select } from '../../ui/Select.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { TeamOptions } from '../teams/TeamOptions.tsx'
import type { PickedTeam } from '../teams/TeamOptions.tsx'
import { presetHelp, presetRemark } from './presets.ts'

const presets = IdpPreset.options.map((preset) => ({
  value: preset,
  label: presetHelp[preset].label,
  description: presetHelp[preset].form,
}))

/** G2, J4: a group that the IdP will not push. */
export function AddGroupDialog({ onClose }: { onClose: () => void }) {
  const organization = useOrganization()
  const isManual = usePreferences((preferences) => preferences.guides[organization.slug] === 'manual')
  const [preset, setPreset] = useState<IdpPreset>(isManual ? 'google' : 'other')
  const [displayName, setDisplayName] = useState('')
  const [label, setLabel] = useState('')
  const [team, setTeam] = useState<PickedTeam | null>(null)
  const add = useCommand('catalog.add')
  const help = presetHelp[preset]
  const remark = presetRemark(preset, displayName)

  const submit = (): void =>
    add.mutate(
      { organizationId: organization.id, displayName, preset, label: label.trim() || undefined, teamId: team?.id },
      {
        onSuccess: (group) => {
          toast(`Group ${group.displayName} added`, team ? `${team.name} follows it from now on.` : undefined)
          onClose()
        },
      },
    )

  return (
    <FormDialog
      title="Add group manually"
      intro="For identity providers that send groups in the token at sign-in but do not push them."
      submitLabel="Add group"
      isPending={add.isPending}
      error={add.error}
      canSubmit={displayName.trim() !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select label="Identity provider" value={preset} onChange={setPreset} options={presets} description={help.help} />
      <TextField
        label="Identifier"
        value={displayName}
        onChange={setDisplayName}
        placeholder={help.example}
        description="The string in the groups claim, letter by letter."
        mono
        autoFocus
        maxLength={1024}
      />
      {remark && <Notice tone="warning">{remark}</Notice>}
      <TextField
        label="Label"
        isRequired={false}
        value={label}
        onChange={setLabel}
        placeholder="A note for other administrators"
        maxLength={200}
      />
      <PickerField
        label="Linked team (optional)"
        value={team?.name ?? null}
        placeholder="No team"
        onClear={() => setTeam(null)}
        clearLabel="Clear team"
        description={team ? 'The team follows this group from now on; its membership can no longer be edited by hand.' : undefined}
      >
        {(close) => (
          <TeamOptions
            except={[]}
            onPick={(picked) => {
              setTeam(picked)
              close()
            }}
          />
        )}
      </PickerField>
    </FormDialog>
  )
}
