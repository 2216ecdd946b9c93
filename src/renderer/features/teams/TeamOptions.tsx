import { useState } from 'react'
import type { Team } from '../../../shared/console/teams.ts'
import { useQuery } from '../../client/queries.ts'
import { useDebounced } from '../../ui/debounced.ts'
import { PickerList } from '../../ui/Picker.tsx'
import { useOrganization } from '../organizations/scope.tsx'

export interface PickedTeam {
  id: string
  name: string
  /** The group that it follows now, where that is known. */
  group?: { displayName: string } | null
}

const SHOWN = 50

/** The teams to choose from, searched as one types. */
export function TeamOptions({ except, onPick }: { except: readonly string[]; onPick: (team: PickedTeam) => void }) {
  const organization = useOrganization()
  const [text, setText] = useState('')
  const search = useDebounced(text.trim())
  const answer = useQuery(
    'teams.list',
    { organizationId: organization.id, search: search || undefined, limit: SHOWN },
    { keepPrevious: true },
  )
  const teams = answer.data?.items.filter((team) => !except.includes(team.id)) ?? null
  return (
    <PickerList
      label="Teams"
      placeholder="Search teams"
      text={text}
      onText={setText}
      items={teams?.map((team) => ({ id: team.id, label: team.name, description: standing(team) })) ?? null}
      onPick={(id) => {
        const team = teams?.find((each) => each.id === id)
        if (team) onPick(team)
      }}
      empty={
        answer.error ? answer.error.message : search === '' ? 'There is no other team yet. Create one under Teams.' : 'No team matches.'
      }
      more={answer.data ? answer.data.total - answer.data.items.length : 0}
    />
  )
}

function standing(team: Team): string {
  if (team.group !== null) return `Follows ${team.group.displayName} now`
  return team.orphaned === null ? 'Manual' : `Orphaned, followed ${team.orphaned.groupName}`
}
