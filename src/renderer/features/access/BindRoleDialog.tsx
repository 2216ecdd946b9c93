import { useState } from 'react'
import type { Role } from '../../../shared/console/access.ts'
import { useCommand } from '../../client/queries.ts'
import { toast } from '../../stores/toasts.ts'
import { FormDialog } from '../../ui/Dialog.tsx'
import { Select } from '../../ui/Select.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { permissionWords } from '../service-accounts/permissions.ts'
import type { Subject } from './SubjectPicker.tsx'
import { SubjectPicker } from './SubjectPicker.tsx'

const kinds = ['user', 'group', 'service-account'] as const

/** I5. */
export function BindRoleDialog({ roles, initial, onClose }: { roles: readonly Role[]; initial: string | null; onClose: () => void }) {
  const { id: organizationId } = useOrganization()
  const [subject, setSubject] = useState<Subject<(typeof kinds)[number]> | null>(null)
  const [roleId, setRoleId] = useState(initial ?? roles.find(({ name }) => name === 'Viewer')?.id ?? roles[0]?.id ?? '')
  const bind = useCommand('access.createBinding')
  const role = roles.find(({ id }) => id === roleId)
  const submit = (): void => {
    if (subject === null || role === undefined) return
    bind.mutate(
      { organizationId, roleId: role.id, subject: { kind: subject.kind, id: subject.id } },
      {
        onSuccess: () => {
          toast(`${role.name} bound to ${subject.name}`)
          onClose()
        },
      },
    )
  }
  return (
    <FormDialog
      title="Bind a role"
      submitLabel="Bind role"
      isPending={bind.isPending}
      error={bind.error}
      canSubmit={subject !== null && role !== undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label="Role"
        value={roleId}
        onChange={setRoleId}
        options={roles.map(({ id, name }) => ({ value: id, label: name }))}
        description={role && permissionWords(role)}
      />
      <SubjectPicker kinds={kinds} value={subject} onChange={setSubject} except={[]} />
    </FormDialog>
  )
}
