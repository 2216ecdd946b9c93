import type { LinkImpact } from '../../../shared/console/teams.ts'
import { InvocationError, invoke } from '../../client/client.ts'
import { queryClient, queryOptions, useCommand } from '../../client/queries.ts'
import { toastWithUndo } from '../../client/undo.ts'
import { confirm } from '../../stores/confirm.ts'
import { toast, toastError } from '../../stores/toasts.ts'
import { useOrganization } from '../organizations/scope.tsx'
import type { PickedGroup } from './GroupOptions.tsx'
import type { PickedTeam } from './TeamOptions.tsx'

/** D1 to D3: linking a team to a group and unlinking it, each saying first what it will do. */
export function useLinking() {
  const organization = useOrganization()
  const linkTeam = useCommand('teams.link')
  const unlinkTeam = useCommand('teams.unlink')

  async function link(team: PickedTeam, group: PickedGroup): Promise<void> {
    const input = { organizationId: organization.id, teamId: team.id, groupId: group.id }
    try {
      const impact = await queryClient.query({ ...queryOptions('teams.linkImpact', input), staleTime: 0 })
      confirm({
        title: `Let ${group.displayName} manage ${team.name}?`,
        body: <LinkConsequences impact={impact} follows={team.group?.displayName} />,
        confirmLabel: 'Link group',
        tone: 'primary',
        act: async () => {
          await linkTeam.mutateAsync(input)
          toast(`${team.name} follows ${group.displayName}`)
        },
      })
    } catch (error) {
      if (!(error instanceof InvocationError)) throw error
      toastError(error.message, error.hint)
    }
  }

  function unlink(team: PickedTeam, groupName: string): void {
    confirm({
      title: `Stop ${groupName} from managing ${team.name}?`,
      body: (
        <ul className="bullets">
          <li>Current members stay, as manual ones.</li>
          <li>Changes to the group at the identity provider no longer reach the team.</li>
          <li>Members can be added and removed by hand again, and the team can be deleted.</li>
        </ul>
      ),
      confirmLabel: 'Unlink group',
      tone: 'danger',
      act: async () => {
        await unlinkTeam.mutateAsync({ organizationId: organization.id, teamId: team.id })
        toastWithUndo(`${team.name} is managed by hand`, 'Its members were kept.', () =>
          invoke('teams.undoUnlink', { organizationId: organization.id, teamId: team.id }),
        )
      },
    })
  }

  return { link, unlink }
}

function LinkConsequences({
  impact: { membersNow, membersAfter, keptManual },
  follows,
}: {
  impact: LinkImpact
  follows: string | undefined
}) {
  return (
    <ul className="bullets">
      {follows !== undefined && <li>It stops following {follows}.</li>}
      <li>
        The team has {people(membersNow)} now and {membersAfter === membersNow ? 'as many' : people(membersAfter)} afterwards.
      </li>
      {keptManual > 0 && (
        <li>{keptManual === 1 ? 'One of them stays because it was' : `${keptManual} of them stay because they were`} added by hand.</li>
      )}
      <li>The identity provider decides who is in it from then on. Adding and removing members by hand is switched off.</li>
      <li>The team cannot be deleted until the group is cleared. Name and description stay editable.</li>
    </ul>
  )
}

function people(count: number): string {
  if (count === 0) return 'no members'
  return count === 1 ? '1 member' : `${count.toLocaleString('en')} members`
}
