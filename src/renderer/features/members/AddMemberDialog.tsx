import { useState } from 'react'
import type { OrganizationRole } from '../../../shared/console/members.ts'
import { useCommand } from '../../client/queries.ts'
import { toast } from '../../stores/toasts.ts'
import { FormDialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { useOrganization } from '../organizations/scope.tsx'

const roles: readonly { value: OrganizationRole; label: string }[] = [
  { value: 'owner', label: 'Owner' },
  { value: 'member', label: 'Member' },
]

export function AddMemberDialog({ onClose }: { onClose: () => void }) {
  const organization = useOrganization()
  const [userName, setUserName] = useState('')
  const [displayName, setDisplayName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<OrganizationRole>('member')
  const add = useCommand('members.add')
  const submit = (): void =>
    add.mutate(
      {
        organizationId: organization.id,
        userName: userName.trim(),
        displayName: displayName.trim() || undefined,
        email: email.trim() || undefined,
        role,
      },
      {
        onSuccess: (member) => {
          toast(`${member.displayName ?? member.userName} added to ${organization.name}`)
          onClose()
        },
      },
    )
  return (
    <FormDialog
      title="Add member"
      intro="When the identity provider pushes the same user name later, it takes this person over with all that was given here."
      submitLabel="Add member"
      isPending={add.isPending}
      error={add.error}
      canSubmit={userName.trim() !== ''}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField label="User name" value={userName} onChange={setUserName} mono autoFocus maxLength={1024} />
      <TextField label="Display name" isRequired={false} value={displayName} onChange={setDisplayName} maxLength={1024} />
      <TextField label="Email" isRequired={false} value={email} onChange={setEmail} inputMode="email" maxLength={1024} />
      <Select label="Role" value={role} onChange={setRole} options={roles} description="An owner may do everything in the organization." />
    </FormDialog>
  )
}
