import { useState } from 'react'
import type { SubmitEvent } from 'react'
import type { Team } from '../../../shared/console/teams.ts'
import { NAME_RULE } from '../../../shared/console/values.ts'
import { invoke } from '../../client/client.ts'
import { useCommand } from '../../client/queries.ts'
import { toastWithUndo } from '../../client/undo.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import { nameError } from '../organizations/OrganizationForm.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import styles from './TeamPage.module.css'

/** D1: name and description stay editable, whoever manages the members. */
export function TeamDetails({ team }: { team: Team }) {
  const organization = useOrganization()
  const [name, setName] = useState(team.name)
  const [description, setDescription] = useState(team.description)
  const update = useCommand('teams.update')
  const trimmed = name.trim()
  const isChanged = trimmed !== team.name || description.trim() !== team.description

  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!isChanged || !NAME_RULE.test(trimmed) || update.isPending) return
    update.mutate(
      { organizationId: organization.id, teamId: team.id, name: trimmed, description: description.trim() },
      {
        onSuccess: () =>
          toastWithUndo('Team saved', undefined, () =>
            invoke('teams.update', {
              organizationId: organization.id,
              teamId: team.id,
              name: team.name,
              description: team.description,
            }),
          ),
      },
    )
  }
  return (
    <Card title="Details">
      <form onSubmit={submit} className={styles.form} noValidate>
        <TextField label="Name" value={name} onChange={setName} error={nameError(trimmed)} maxLength={60} />
        <TextField label="Description" isRequired={false} value={description} onChange={setDescription} rows={2} maxLength={1000} />
        {update.error && <ErrorNotice error={update.error} />}
        <div>
          <Button type="submit" variant="primary" isPending={update.isPending} isDisabled={!isChanged || !NAME_RULE.test(trimmed)}>
            Save changes
          </Button>
        </div>
      </form>
    </Card>
  )
}
