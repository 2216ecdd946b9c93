import { useState } from 'react'
import type { Workspace, WorkspaceRole } from '../../../shared/console/workspaces.ts'
import { useCommand } from '../../client/queries.ts'
import { toast } from '../../stores/toasts.ts'
import { FormDialog } from '../../ui/Dialog.tsx'
import { Select } from '../../ui/Select.tsx'
import type { Subject } from '../access/SubjectPicker.tsx'
import { SubjectPicker } from '../access/SubjectPicker.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { roleLabel, roleOptions } from './roles.ts'

const kinds = ['team', 'group', 'user'] as const

export function GrantRoleDialog({
  workspace,
  present,
  onClose,
}: {
  workspace: Workspace
  /** Ids of those that have a role here. */
  present: readonly string[]
  onClose: () => void
}) {
  const { id: organizationId } = useOrganization()
  const [subject, setSubject] = useState<Subject<(typeof kinds)[number]> | null>(null)
  const [role, setRole] = useState<WorkspaceRole>('launch')
  const grant = useCommand('workspaces.grant')
  const submit = (): void => {
    if (subject === null) return
    grant.mutate(
      { organizationId, workspaceId: workspace.id, subject: { kind: subject.kind, id: subject.id }, role },
      {
        onSuccess: () => {
          toast(`${subject.name} has the role ${roleLabel(role)} in ${workspace.name}`)
          onClose()
        },
      },
    )
  }
  return (
    <FormDialog
      title="Give a role"
      intro={`In ${workspace.name}. A team or group gives it to everyone in it.`}
      submitLabel="Give role"
      isPending={grant.isPending}
      error={grant.error}
      canSubmit={subject !== null}
      onSubmit={submit}
      onClose={onClose}
    >
      <SubjectPicker kinds={kinds} value={subject} onChange={setSubject} except={present} />
      <Select label="Role" value={role} onChange={setRole} options={roleOptions} description="From owner, the most, to view, the least." />
    </FormDialog>
  )
}
