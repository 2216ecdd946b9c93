import type { OrphanedTeam } from '../../../shared/console/orphans.ts'
import { useCommand } from '../../client/queries.ts'
import { confirm } from '../../stores/confirm.ts'
import { toast } from '../../stores/toasts.ts'
import { useOrganization } from '../organizations/scope.tsx'
import { people } from './people.ts'

/** D5: the ways to settle an orphaned team other than linking a group, each asking first. */
export function useResolutions(orphan: OrphanedTeam) {
  const organization = useOrganization()
  const returnToManual = useCommand('orphans.returnToManual')
  const remove = useCommand('teams.remove')
  const team = { organizationId: organization.id, teamId: orphan.teamId }
  const { present } = orphan.purged
  const gone = orphan.purged.people - present

  const askToRestore = (): void =>
    confirm({
      title: `Return ${orphan.name} to manual with its members?`,
      body: (
        <ul className="bullets">
          <li>{people(present)} who were removed with the group come back, as manual members.</li>
          {gone > 0 && <li>{people(gone)} no longer in this organization cannot come back.</li>}
          <li>From then on members are added and removed by hand. The identity provider has no say in this team.</li>
        </ul>
      ),
      confirmLabel: 'Return team with members',
      tone: 'primary',
      act: async () => {
        await returnToManual.mutateAsync({ ...team, restoreMembers: true })
        toast(`${orphan.name} is managed by hand`, `${people(present)} came back.`)
      },
    })

  const askToReturnEmpty = (): void =>
    confirm({
      title: `Return ${orphan.name} to manual without the removed members?`,
      body: (
        <ul className="bullets">
          <li>
            {orphan.keptMembers === 0
              ? 'The team starts with no members.'
              : `The team goes on with ${people(orphan.keptMembers)} added by hand.`}{' '}
            The list of who was removed is dropped.
          </li>
          <li>From then on members are added and removed by hand.</li>
        </ul>
      ),
      confirmLabel: 'Return team without members',
      tone: 'primary',
      act: async () => {
        await returnToManual.mutateAsync({ ...team, restoreMembers: false })
        toast(`${orphan.name} is managed by hand`)
      },
    })

  const askToDelete = (): void =>
    confirm({
      title: `Delete the team ${orphan.name}?`,
      body: <p>The team, its description and the list of who was removed are gone for good. Users stay.</p>,
      confirmLabel: 'Delete team',
      tone: 'danger',
      act: async () => {
        await remove.mutateAsync(team)
        toast(`Team ${orphan.name} deleted`)
      },
    })

  return { askToRestore, askToReturnEmpty, askToDelete }
}
