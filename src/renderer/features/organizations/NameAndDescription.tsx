import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { NAME_RULE } from '../../../shared/console/values.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import type { ErrorLike } from '../../ui/Notice.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import { nameError } from './OrganizationForm.tsx'

interface Named {
  name: string
  description: string
}

const NOTHING: Named = { name: '', description: '' }

/** D6: the name and description of a team or a workspace, as they are typed. */
export function useNameAndDescription(before = NOTHING) {
  const [name, setName] = useState(before.name)
  const [description, setDescription] = useState(before.description)
  const typed: Named = { name: name.trim(), description: description.trim() }
  return {
    typed,
    isValid: NAME_RULE.test(typed.name),
    isChanged: typed.name !== before.name || typed.description !== before.description,
    fields: { name, setName, description, setDescription },
  }
}

type Fields = ReturnType<typeof useNameAndDescription>['fields']

/** `isNew`: the rule is said before anything is wrong, and one begins to type at once. */
export function NameAndDescription({ fields, isNew = false }: { fields: Fields; isNew?: boolean }) {
  const { name, setName, description, setDescription } = fields
  return (
    <>
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        error={nameError(name.trim())}
        description={isNew ? '2 to 39 letters, digits, hyphens or underscores.' : undefined}
        autoFocus={isNew}
        maxLength={60}
      />
      <TextField label="Description" isRequired={false} value={description} onChange={setDescription} rows={2} maxLength={1000} />
    </>
  )
}

/** The card in which they are changed. */
export function DetailsCard({
  before,
  isPending,
  error,
  onSave,
}: {
  before: Named
  isPending: boolean
  error: ErrorLike | null
  onSave: (typed: Named) => void
}) {
  const { typed, isValid, isChanged, fields } = useNameAndDescription(before)
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (isChanged && isValid && !isPending) onSave(typed)
  }
  return (
    <Card title="Details">
      <form onSubmit={submit} className="stack" noValidate>
        <NameAndDescription fields={fields} />
        {error && <ErrorNotice error={error} />}
        <div>
          <Button type="submit" variant="primary" isPending={isPending} isDisabled={!isChanged || !isValid}>
            Save changes
          </Button>
        </div>
      </form>
    </Card>
  )
}
