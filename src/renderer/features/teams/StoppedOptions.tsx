import { useState } from 'react'
import type { User } from '../../../shared/console/users.ts'
import { useQuery } from '../../client/queries.ts'
import { useDebounced } from '../../ui/debounced.ts'
import { PickerList } from '../../ui/Picker.tsx'
import { useOrganization } from '../organizations/scope.tsx'

const SHOWN = 50

/** I7: the people who were stopped in the rollout: they can be added to a team by hand even while a group manages it. */
export function StoppedOptions({ except, onPick }: { except: readonly string[]; onPick: (user: User) => void }) {
  const { id: organizationId } = useOrganization()
  const [text, setText] = useState('')
  const search = useDebounced(text.trim())
  const answer = useQuery(
    'rollout.list',
    { organizationId, standing: 'stopped', search: search || undefined, limit: SHOWN },
    { keepPrevious: true },
  )
  const people = answer.data?.items.filter(({ id }) => !except.includes(id)) ?? null
  return (
    <PickerList
      label="People managed by hand"
      placeholder="Search people managed by hand"
      text={text}
      onText={setText}
      items={people?.map(({ id, displayName, userName }) => ({ id, label: displayName ?? userName, description: userName })) ?? null}
      onPick={(id) => {
        const person = people?.find((each) => each.id === id)
        if (person) onPick(person)
      }}
      empty={
        answer.error
          ? answer.error.message
          : search === ''
            ? 'Everyone who is managed by hand is in the team.'
            : 'Nobody who is managed by hand matches.'
      }
      more={answer.data ? answer.data.total - answer.data.items.length : 0}
    />
  )
}
