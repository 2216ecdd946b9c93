import { useState } from 'react'
import type { SubmitEvent } from 'react'
import type { Role } from '../../../shared/console/access.ts'
import { useCommand } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { confirm } from '../../stores/confirm.ts'
import { toast } from '../../stores/toasts.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Drawer } from '../../ui/Drawer.tsx'
import { TextField } from '../../ui/Field.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { permissionWords } from '../service-accounts/permissions.ts'
import { PermissionMatrix } from './PermissionMatrix.tsx'

export function RoleDrawer({ role, onClose }: { role: Role | undefined; onClose: () => void }) {
  return (
    <Drawer
      eyebrow="Role"
      title={role?.name ?? 'Role not found'}
      badges={role && (role.managed ? <Badge>Managed</Badge> : <Badge tone="accent">Custom</Badge>)}
      actions={role && <DeleteRole role={role} onDeleted={onClose} />}
      onClose={onClose}
    >
      {role ? <RoleForm key={role.id} role={role} /> : <ErrorNotice error={{ message: 'There is no such role any more.' }} />}
    </Drawer>
  )
}

const standing: Readonly<Record<Role['editable'], string | null>> = {
  whole: null,
  permissions: 'Every organization has this role. Its permissions can be narrowed; name and description are fixed.',
  nothing: 'Every organization has this role, and nothing of it can be edited. Create a role for other permissions.',
}

function RoleForm({ role }: { role: Role }) {
  const { id: organizationId, slug } = useOrganization()
  const [name, setName] = useState(role.name)
  const [description, setDescription] = useState(role.description)
  const [permissions, setPermissions] = useState(role.permissions)
  const update = useCommand('access.updateRole')
  const isWhole = role.editable === 'whole'
  const isChanged =
    permissionWords({ permissions }) !== permissionWords(role) ||
    (isWhole && (name.trim() !== role.name || description.trim() !== role.description))
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!isChanged || name.trim() === '' || update.isPending) return
    update.mutate(
      { organizationId, roleId: role.id, permissions, ...(isWhole && { name: name.trim(), description: description.trim() }) },
      { onSuccess: () => toast(`Role ${name.trim()} saved`, 'It is enforced from the next request on.') },
    )
  }
  const note = standing[role.editable]
  return (
    <form onSubmit={submit} className="stack" noValidate>
      {note && <Notice>{note}</Notice>}
      {isWhole ? (
        <>
          <TextField label="Name" value={name} onChange={setName} maxLength={63} />
          <TextField label="Description" isRequired={false} value={description} onChange={setDescription} rows={2} maxLength={1000} />
        </>
      ) : (
        <p className="muted">{role.description}</p>
      )}
      <PermissionMatrix permissions={permissions} widest={role.widest} isReadOnly={role.editable === 'nothing'} onChange={setPermissions} />
      <p className="muted">
        {role.bindingCount === 0 ? 'Bound to nobody. ' : `${role.bindingCount === 1 ? 'One binding' : `${role.bindingCount} bindings`}. `}
        <TextLink to={paths.roles(slug, { tab: 'bindings', of: role.id })}>Show its bindings</TextLink>
      </p>
      {update.error && <ErrorNotice error={update.error} />}
      {role.editable !== 'nothing' && (
        <div>
          <Button type="submit" variant="primary" isPending={update.isPending} isDisabled={!isChanged || name.trim() === ''}>
            Save role
          </Button>
        </div>
      )}
    </form>
  )
}

function DeleteRole({ role, onDeleted }: { role: Role; onDeleted: () => void }) {
  const { id: organizationId } = useOrganization()
  const remove = useCommand('access.removeRole')
  const ask = (): void =>
    confirm({
      title: `Delete the role ${role.name}?`,
      body: (
        <p>
          {role.bindingCount === 0
            ? 'It is bound to nobody.'
            : `${role.bindingCount === 1 ? 'Its one binding goes' : `Its ${role.bindingCount} bindings go`} with it: what only this role permits is refused from then on.`}
        </p>
      ),
      confirmLabel: 'Delete role',
      tone: 'danger',
      act: async () => {
        await remove.mutateAsync({ organizationId, roleId: role.id, withBindings: role.bindingCount > 0 })
        toast(`Role ${role.name} deleted`)
        onDeleted()
      },
    })
  return (
    <Button
      size="small"
      icon="trash"
      onPress={ask}
      disabledReason={role.managed ? 'Every organization has this role; it cannot be deleted.' : undefined}
    >
      Delete role
    </Button>
  )
}
