import type { Team } from '../../../shared/console/teams.ts'
import { invoke } from '../../client/client.ts'
import { useCommand } from '../../client/queries.ts'
import { toastWithUndo } from '../../client/undo.ts'
import { DetailsCard } from '../organizations/NameAndDescription.tsx'
import { useOrganization } from '../organizations/scope.tsx'

/** D1: name and description stay editable, whoever manages the members. */
export function TeamDetails({ team }: { team: Team }) {
  const { id: organizationId } = useOrganization()
  const update = useCommand('teams.update')
  const of = { organizationId, teamId: team.id }
  const before = { name: team.name, description: team.description }
  return (
    <DetailsCard
      before={before}
      isPending={update.isPending}
      error={update.error}
      onSave={(typed) =>
        update.mutate(
          { ...of, ...typed },
          { onSuccess: () => toastWithUndo('Team saved', undefined, () => invoke('teams.update', { ...of, ...before })) },
        )
      }
    />
  )
}
