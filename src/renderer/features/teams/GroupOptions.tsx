import { useState } from 'react'
import { useQuery } from '../../client/queries.ts'
import { useDebounced } from '../../ui/debounced.ts'
import { PickerList } from '../../ui/Picker.tsx'
import { useOrganization } from '../organizations/scope.tsx'

export interface PickedGroup {
  id: string
  displayName: string
}

const SHOWN = 50

/** The groups of the catalog to choose from, searched as one types. */
export function GroupOptions({ except, onPick }: { except?: string | undefined; onPick: (group: PickedGroup) => void }) {
  const organization = useOrganization()
  const [text, setText] = useState('')
  const search = useDebounced(text.trim())
  const answer = useQuery(
    'catalog.list',
    { organizationId: organization.id, search: search || undefined, limit: SHOWN },
    { keepPrevious: true },
  )
  const groups = answer.data?.items.filter((group) => group.id !== except) ?? null
  return (
    <PickerList
      label="Groups"
      placeholder="Search groups"
      text={text}
      onText={setText}
      items={
        groups?.map((group) => ({
          id: group.id,
          label: group.displayName,
          description: `${group.source === 'scim' ? 'SCIM' : 'Manual'}, ${group.memberCount.toLocaleString('en')} ${group.memberCount === 1 ? 'member' : 'members'}`,
        })) ?? null
      }
      onPick={(id) => {
        const group = groups?.find((each) => each.id === id)
        if (group) onPick(group)
      }}
      empty={answer.error ? answer.error.message : search === '' ? 'The catalog has no other group yet.' : 'No group matches.'}
      more={answer.data ? answer.data.total - answer.data.items.length : 0}
    />
  )
}
