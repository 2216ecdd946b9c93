import { useState } from 'react'
import type { TokenLifetime } from '../../../shared/console/tokens.ts'
import { useCommand, useQuery } from '../../client/queries.ts'
import { FormDialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Select } from '../../ui/Select.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { LifetimeSelect } from '../tokens/LifetimeSelect.tsx'
import { ShownOnce } from '../tokens/ShownOnce.tsx'
import { permissionWords } from './permissions.ts'

/** I5: an account for a script, bound to a role, and its first token, once. */
export function CreateServiceAccountDialog({ onClose }: { onClose: () => void }) {
  const organization = useOrganization()
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [roleId, setRole] = useState<string | null>(null)
  const [lifetimeDays, setLifetime] = useState<TokenLifetime>(null)
  const [token, setToken] = useState<string | null>(null)
  const roles = useQuery('access.roles', { organizationId: organization.id }).data?.roles ?? []
  const create = useCommand('access.createServiceAccount')
  // The least that a new script may need is offered first.
  const role = roles.find(({ id }) => id === roleId) ?? roles.find(({ name: each }) => each === 'Viewer')

  if (token !== null) return <ShownOnce token={token} onClose={onClose} />
  return (
    <FormDialog
      title="Create service account"
      intro={`For a script that calls the management API in ${organization.name}.`}
      submitLabel="Create service account"
      isPending={create.isPending}
      error={create.error}
      canSubmit={name.trim() !== '' && role !== undefined}
      onSubmit={() =>
        role &&
        create.mutate(
          { organizationId: organization.id, name: name.trim(), description: description.trim(), roleId: role.id, lifetimeDays },
          { onSuccess: (created) => setToken(created.token) },
        )
      }
      onClose={onClose}
    >
      <TextField label="Name" value={name} onChange={setName} placeholder="terraform" autoFocus maxLength={63} />
      <TextField label="Description" isRequired={false} value={description} onChange={setDescription} rows={2} maxLength={1000} />
      {role && (
        <Select
          label="Role"
          value={role.id}
          onChange={setRole}
          options={roles.map((each) => ({ value: each.id, label: each.name }))}
          description={permissionWords(role)}
        />
      )}
      <LifetimeSelect label="Token expires" value={lifetimeDays} onChange={setLifetime} />
    </FormDialog>
  )
}
