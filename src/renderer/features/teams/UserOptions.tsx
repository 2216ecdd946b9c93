import { useState } from 'react'
import type { User } from '../../../shared/console/users.ts'
import { useQuery } from '../../client/queries.ts'
import { useDebounced } from '../../ui/debounced.ts'
import { PickerList } from '../../ui/Picker.tsx'
import { useOrganization } from '../organizations/scope.tsx'

const SHOWN = 50

/** The users of the organization to choose from, searched as one types. */
export function UserOptions({ except, onPick }: { except: readonly string[]; onPick: (user: User) => void }) {
  const organization = useOrganization()
  const [text, setText] = useState('')
  const search = useDebounced(text.trim())
  const answer = useQuery(
    'users.list',
    { organizationId: organization.id, search: search || undefined, limit: SHOWN },
    { keepPrevious: true },
  )
  const users = answer.data?.items.filter((user) => !except.includes(user.id)) ?? null
  return (
    <PickerList
      label="Users"
      placeholder="Search users"
      text={text}
      onText={setText}
      items={users?.map((user) => ({ id: user.id, label: user.displayName ?? user.userName, description: describe(user) })) ?? null}
      onPick={(id) => {
        const user = users?.find((each) => each.id === id)
        if (user) onPick(user)
      }}
      empty={answer.error ? answer.error.message : search === '' ? 'There is nobody else to add.' : 'No user matches.'}
      more={answer.data ? answer.data.total - answer.data.items.length : 0}
    />
  )
}

function describe(user: User): string {
  return user.active ? user.userName : `${user.userName} (inactive)`
}
