import { useState } from 'react'
import { assertNever } from '../../../shared/assert.ts'
import { useQuery } from '../../client/queries.ts'
import { Segments } from '../../ui/Choice.tsx'
import { PickerField, PickerList } from '../../ui/Picker.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { GroupOptions } from '../teams/GroupOptions.tsx'
import { TeamOptions } from '../teams/TeamOptions.tsx'
import { UserOptions } from '../teams/UserOptions.tsx'
import { kindLabel } from './words.ts'
import type { SubjectKind } from './words.ts'

export interface Subject<K extends SubjectKind = SubjectKind> {
  kind: K
  id: string
  name: string
}

/** One of the kinds of things that access is given to, found by searching. `except`: ids that have it already. */
export function SubjectPicker<K extends SubjectKind>({
  kinds,
  value,
  onChange,
  except,
}: {
  kinds: readonly K[]
  value: Subject<K> | null
  onChange: (subject: Subject<K> | null) => void
  except: readonly string[]
}) {
  const [kind, setKind] = useState(kinds[0] as K)
  const label = kindLabel(kind)
  const placeholders = { team: 'Choose a team', group: 'Choose a group', user: 'Choose a person', 'service-account': 'Choose an account' }
  return (
    <>
      <Segments
        label="Given to"
        value={kind}
        onChange={(next) => {
          setKind(next)
          onChange(null)
        }}
        options={kinds.map((each) => ({ value: each, label: kindLabel(each) }))}
      />
      <PickerField label={label} value={value?.name ?? null} placeholder={placeholders[kind]}>
        {(close) => (
          <Options
            kind={kind}
            except={except}
            onPick={(id, name) => {
              onChange({ kind, id, name })
              close()
            }}
          />
        )}
      </PickerField>
    </>
  )
}

interface OptionsProps {
  except: readonly string[]
  onPick: (id: string, name: string) => void
}

function Options({ kind, except, onPick }: OptionsProps & { kind: SubjectKind }) {
  switch (kind) {
    case 'team':
      return <TeamOptions except={except} onPick={({ id, name }) => onPick(id, name)} />
    case 'group':
      return <GroupOptions onPick={({ id, displayName }) => onPick(id, displayName)} />
    case 'user':
      return <UserOptions except={except} onPick={({ id, displayName, userName }) => onPick(id, displayName ?? userName)} />
    case 'service-account':
      return <ServiceAccountOptions except={except} onPick={onPick} />
    default:
      return assertNever(kind)
  }
}

function ServiceAccountOptions({ except, onPick }: OptionsProps) {
  const { id: organizationId } = useOrganization()
  const [text, setText] = useState('')
  const answer = useQuery('access.serviceAccounts', { organizationId })
  const wanted = text.trim().toLowerCase()
  const found = answer.data?.serviceAccounts.filter(({ id, name }) => !except.includes(id) && name.toLowerCase().includes(wanted))
  return (
    <PickerList
      label="Service accounts"
      placeholder="Search service accounts"
      text={text}
      onText={setText}
      items={found?.map(({ id, name, description }) => ({ id, label: name, description })) ?? null}
      onPick={(id) => {
        const account = found?.find((each) => each.id === id)
        if (account) onPick(account.id, account.name)
      }}
      empty={answer.error ? answer.error.message : wanted === '' ? 'There is no other service account.' : 'No service account matches.'}
      more={0}
    />
  )
}
