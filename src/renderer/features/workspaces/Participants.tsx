import { useState } from 'react'
import type { Participant, Workspace } from '../../../shared/console/workspaces.ts'
import { invoke } from '../../client/client.ts'
import { usePages } from '../../client/pages.ts'
import { useCommand } from '../../client/queries.ts'
import { toastWithUndo } from '../../client/undo.ts'
import { toastError } from '../../stores/toasts.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import { TotalCount } from '../../ui/TotalCount.tsx'
import { kindLabel, subjectAddress } from '../access/words.ts'
import { useOrganization } from '../organizations/scope.tsx'
import { GrantRoleDialog } from './GrantRoleDialog.tsx'
import { roleLabel, roleOptions } from './roles.ts'

/** The teams, groups and people with a role in the workspace. */
export function Participants({ workspace }: { workspace: Workspace }) {
  const { id: organizationId, slug } = useOrganization()
  const [isGranting, setGranting] = useState(false)
  const rows = usePages('workspaces.participants', { organizationId, workspaceId: workspace.id })
  const changes = useChanges(workspace)
  const grant = (
    <Button icon="plus" onPress={() => setGranting(true)}>
      Give a role
    </Button>
  )
  return (
    <>
      <DataTable
        label={`Participants of ${workspace.name}`}
        columns={columnsFor(slug, changes)}
        rows={rows}
        toolbar={
          <>
            <h2 className="table-title">Participants</h2>
            <TotalCount total={rows.total} noun="participant" />
            <span className="grow" />
            {grant}
          </>
        }
        empty={
          <EmptyState icon="members" title="Nobody has a role here">
            Give a team, a group or a person a role with the button above.
          </EmptyState>
        }
      />
      {isGranting && (
        <GrantRoleDialog workspace={workspace} present={rows.loaded.map(({ subject }) => subject.id)} onClose={() => setGranting(false)} />
      )}
    </>
  )
}

/** Not asked about first: one press takes either back. */
function useChanges(workspace: Workspace) {
  const { id: organizationId } = useOrganization()
  const grant = useCommand('workspaces.grant')
  const revoke = useCommand('workspaces.revoke')
  const place = (participant: Participant) => ({ organizationId, workspaceId: workspace.id, subject: participant.subject })
  const onError = (error: { message: string; hint?: string | undefined }): void => toastError(error.message, error.hint)
  return {
    setRole(participant: Participant, role: Participant['role']): void {
      if (role === participant.role) return
      const input = place(participant)
      const onSuccess = (): void =>
        toastWithUndo(`${participant.name} has the role ${roleLabel(role)}`, `Before: ${roleLabel(participant.role)}`, () =>
          invoke('workspaces.grant', { ...input, role: participant.role }),
        )
      grant.mutate({ ...input, role }, { onSuccess, onError })
    },
    remove(participant: Participant): void {
      const input = place(participant)
      const onSuccess = (): void =>
        toastWithUndo(`${participant.name} has no role in ${workspace.name} now`, undefined, () =>
          invoke('workspaces.grant', { ...input, role: participant.role }),
        )
      revoke.mutate(input, { onSuccess, onError })
    },
  }
}

function columnsFor(slug: string, { setRole, remove }: ReturnType<typeof useChanges>): Column<Participant>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(150px, 1.6fr)',
      title: ({ name }) => name,
      cell: ({ subject, name }) => (
        <TextLink to={subjectAddress(slug, subject)} strong>
          {name}
        </TextLink>
      ),
    },
    { id: 'kind', header: 'Kind', width: '76px', cell: ({ subject }) => kindLabel(subject.kind) },
    {
      id: 'people',
      header: 'People',
      width: '92px',
      align: 'end',
      cell: ({ people, active }) => (active ? people.toLocaleString('en') : <Badge tone="warning">Inactive</Badge>),
    },
    {
      id: 'role',
      header: 'Role',
      width: '140px',
      cell: (participant) => (
        <Select
          label={`Role of ${participant.name}`}
          hideLabel
          value={participant.role}
          onChange={(role) => setRole(participant, role)}
          options={roleOptions}
        />
      ),
    },
    { id: 'since', header: 'Since', width: '104px', hideBelow: 740, cell: ({ since }) => <Time at={since} /> },
    {
      id: 'actions',
      header: 'Actions',
      hideHeader: true,
      width: '36px',
      cell: (participant) => (
        <IconButton icon="trash" label={`Take the role from ${participant.name}`} onPress={() => remove(participant)} />
      ),
    },
  ]
}
