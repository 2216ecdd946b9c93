import type { Group, RemovalImpact } from '../../../shared/console/catalog.ts'
import { InvocationError, invoke } from '../../client/client.ts'
import { queryClient, queryOptions, useCommand } from '../../client/queries.ts'
import { toastWithUndo } from '../../client/undo.ts'
import { confirm } from '../../stores/confirm.ts'
import { toast, toastError } from '../../stores/toasts.ts'
import { useOrganization } from '../organizations/scope.tsx'

/** J9: asks what deleting the group would do, shows it, and deletes it when that is wanted. */
export function useGroupRemoval(): (group: Group, onRemoved?: () => void) => Promise<void> {
  const organization = useOrganization()
  const remove = useCommand('catalog.remove')
  return async (group, onRemoved) => {
    const input = { organizationId: organization.id, groupId: group.id }
    try {
      const impact = await queryClient.query({ ...queryOptions('catalog.removalImpact', input), staleTime: 0 })
      confirm({
        title: `Delete the group ${group.displayName}?`,
        body: <Impact impact={impact} />,
        confirmLabel: 'Delete group',
        tone: 'danger',
        act: async () => {
          const done = await remove.mutateAsync(input)
          onRemoved?.()
          const title = `Group ${group.displayName} deleted`
          // Teams that lost their members are decided on in Orphan review, one by one.
          if (done.teams.length > 0) toast(title, 'Its teams wait in Orphan review.')
          else
            toastWithUndo(title, undefined, () =>
              invoke('catalog.add', {
                organizationId: organization.id,
                displayName: group.displayName,
                label: group.label ?? undefined,
              }),
            )
        },
      })
    } catch (error) {
      if (!(error instanceof InvocationError)) throw error
      toastError(error.message, error.hint)
    }
  }
}

function Impact({ impact: { teams } }: { impact: RemovalImpact }) {
  if (teams.length === 0) return <p>No team is linked to it, so nobody loses anything. The row leaves the catalog.</p>
  return (
    <>
      <p>{teams.length === 1 ? 'One team follows this group' : `${teams.length} teams follow this group`}. At once, and together:</p>
      <ul className="bullets">
        {teams.map((team) => (
          <li key={team.id}>
            <b>{team.name}</b> loses {people(team.purgedMembers)}
            {team.keptMembers > 0 && `, keeps ${people(team.keptMembers)} added by hand`}, and waits in Orphan review.
          </li>
        ))}
      </ul>
      <p>Names, descriptions and everything else about the {teams.length === 1 ? 'team is' : 'teams are'} kept.</p>
    </>
  )
}

function people(count: number): string {
  return count === 1 ? '1 member' : `${count.toLocaleString('en')} members`
}
