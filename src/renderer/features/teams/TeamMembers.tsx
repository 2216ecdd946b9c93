import { useNavigate } from 'react-router'
import type { Team, TeamMember } from '../../../shared/console/teams.ts'
import { usePages } from '../../client/pages.ts'
import { invoke } from '../../client/client.ts'
import { useCommand, useQuery } from '../../client/queries.ts'
import { toastWithUndo } from '../../client/undo.ts'
import { paths } from '../../paths.ts'
import { toastError } from '../../stores/toasts.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button, IconButton } from '../../ui/Button.tsx'
import type { Column } from '../../ui/DataTable.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PickerPopover } from '../../ui/Picker.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { TotalCount } from '../../ui/TotalCount.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { Origins } from './Origins.tsx'
import styles from './TeamMembers.module.css'
import { StoppedOptions } from './StoppedOptions.tsx'
import { UserOptions } from './UserOptions.tsx'

/** Who is in the team and why; by hand only while no group manages it, or for whom the rollout was stopped. */
export function TeamMembers({ team }: { team: Team }) {
  const { id, slug } = useOrganization()
  const navigate = useNavigate()
  const rows = usePages('teams.members', { organizationId: id, teamId: team.id })
  const remove = useRemoval(team)
  const refusal = whyNot(team)
  return (
    <DataTable
      label={`Members of ${team.name}`}
      columns={columnsFor(slug, refusal, remove)}
      rows={rows}
      onOpen={(member) => void navigate(paths.user(slug, member.userId))}
      toolbar={
        <>
          <h2 className={styles.title}>Members</h2>
          <TotalCount total={rows.total} noun="member" />
          <span className="grow" />
          <AddMember team={team} refusal={refusal} present={rows.loaded.map((member) => member.userId)} />
        </>
      }
      empty={
        <EmptyState icon="users" title="No members">
          {team.group !== null
            ? 'The group that manages this team has no members yet. They appear here as the identity provider pushes them.'
            : team.orphaned !== null
              ? 'Those who were here went with the group. Orphan review has their names, and brings them back.'
              : 'Add the first member above, or let a group of the identity provider fill the team.'}
        </EmptyState>
      }
    />
  )
}

/** D1, D5: why members are not added and removed by hand, when they are not. */
function whyNot({ group, orphaned }: Team): string | undefined {
  if (group !== null) return `Managed in the IdP through ${group.displayName}. Add and remove people there, or unlink the group.`
  return orphaned === null ? undefined : 'The team has lost its group. Decide in Orphan review who manages it from now on.'
}

/** A group that manages the team leaves only the people to add whom the rollout has given back to manual control. */
function AddMember({ team, refusal, present }: { team: Team; refusal: string | undefined; present: readonly string[] }) {
  const { id } = useOrganization()
  const add = useCommand('teams.addMember')
  const isRefused = refusal !== undefined
  const rollout = useQuery('rollout.counts', { organizationId: id }, { enabled: isRefused })
  if (isRefused && !rollout.data?.stopped)
    return (
      <Button icon="plus" disabledReason={refusal}>
        Add member
      </Button>
    )
  const Options = isRefused ? StoppedOptions : UserOptions
  return (
    <PickerPopover label={`Add a member to ${team.name}`} value="Add member" variant="action" icon="plus">
      {(close) => (
        <Options
          except={present}
          onPick={(user) => {
            close()
            add.mutate(
              { organizationId: id, teamId: team.id, userId: user.id },
              {
                onSuccess: () =>
                  toastWithUndo(`${user.displayName ?? user.userName} added to ${team.name}`, undefined, () =>
                    invoke('teams.removeMember', { organizationId: id, teamId: team.id, userId: user.id }),
                  ),
                onError: (error) => toastError(error.message, error.hint),
              },
            )
          }}
        />
      )}
    </PickerPopover>
  )
}

/** Not asked about first: one press takes it back. */
function useRemoval(team: Team): (member: TeamMember) => void {
  const { id } = useOrganization()
  const remove = useCommand('teams.removeMember')
  return (member) => {
    const input = { organizationId: id, teamId: team.id, userId: member.userId }
    remove.mutate(input, {
      onSuccess: () =>
        toastWithUndo(`${member.displayName ?? member.userName} removed from ${team.name}`, undefined, () =>
          invoke('teams.addMember', input),
        ),
      onError: (error) => toastError(error.message, error.hint),
    })
  }
}

function columnsFor(slug: string, refusal: string | undefined, remove: (member: TeamMember) => void): Column<TeamMember>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(140px, 1.2fr)',
      title: (member) => member.displayName ?? member.userName,
      cell: (member) => (
        <TextLink to={paths.user(slug, member.userId)} strong>
          {member.displayName ?? member.userName}
        </TextLink>
      ),
    },
    {
      id: 'userName',
      header: 'User name',
      width: 'minmax(140px, 1.4fr)',
      title: (member) => member.userName,
      cell: (member) => <span className="mono muted">{member.userName}</span>,
    },
    { id: 'state', header: 'State', width: '84px', cell: (member) => (member.active ? 'Active' : <Badge tone="warning">Inactive</Badge>) },
    { id: 'origins', header: 'Here because of', width: 'minmax(150px, 1fr)', cell: (member) => <Origins origins={member.origins} /> },
    {
      id: 'actions',
      header: 'Actions',
      hideHeader: true,
      width: '36px',
      cell: (member) => (
        <IconButton
          icon="trash"
          label={`Remove ${member.displayName ?? member.userName}`}
          // I7: what the identity provider says does not count for this person.
          disabledReason={member.managedByHand ? undefined : refusal}
          onPress={() => remove(member)}
        />
      ),
    },
  ]
}
