import { useState } from 'react'
import type { SubmitEvent } from 'react'
import { useNavigate, useParams } from 'react-router'
import { NAME_RULE } from '../../../shared/console/values.ts'
import type { Workspace } from '../../../shared/console/workspaces.ts'
import { useCommand, useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { confirm } from '../../stores/confirm.ts'
import { toast } from '../../stores/toasts.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card, Page, useDocumentTitle } from '../../ui/Page.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { nameError } from '../organizations/OrganizationForm.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { Participants } from './Participants.tsx'

export function WorkspacePage() {
  const organization = useOrganization()
  const { workspaceId = '' } = useParams()
  const answer = useQuery('workspaces.get', { organizationId: organization.id, workspaceId })
  const workspace = answer.data
  useDocumentTitle(workspace?.name ?? 'Workspace', organization.name)
  return (
    <Page title={workspace?.name ?? 'Workspace'} actions={workspace && <DeleteWorkspace workspace={workspace} />}>
      {answer.error && <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />}
      {!workspace && !answer.error && <SkeletonLines count={6} />}
      {workspace && (
        <>
          <Participants workspace={workspace} />
          <Details key={workspace.id} workspace={workspace} />
        </>
      )}
    </Page>
  )
}

function Details({ workspace }: { workspace: Workspace }) {
  const { id: organizationId } = useOrganization()
  const [name, setName] = useState(workspace.name)
  const [description, setDescription] = useState(workspace.description)
  const update = useCommand('workspaces.update')
  const trimmed = name.trim()
  const isChanged = trimmed !== workspace.name || description.trim() !== workspace.description
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!isChanged || !NAME_RULE.test(trimmed) || update.isPending) return
    update.mutate(
      { organizationId, workspaceId: workspace.id, name: trimmed, description: description.trim() },
      { onSuccess: () => toast('Workspace saved') },
    )
  }
  return (
    <Card title="Details">
      <form onSubmit={submit} className="stack" noValidate>
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

function DeleteWorkspace({ workspace }: { workspace: Workspace }) {
  const organization = useOrganization()
  const navigate = useNavigate()
  const remove = useCommand('workspaces.remove')
  const { participantCount } = workspace
  const ask = (): void =>
    confirm({
      title: `Delete the workspace ${workspace.name}?`,
      body: (
        <p>
          {participantCount === 0
            ? 'Nobody has a role in it.'
            : `${participantCount === 1 ? 'One participant loses its role' : `${participantCount.toLocaleString('en')} participants lose their roles`} in it.`}{' '}
          The workspace is gone for good. Teams, groups and people stay.
        </p>
      ),
      confirmLabel: 'Delete workspace',
      tone: 'danger',
      act: async () => {
        await remove.mutateAsync({ organizationId: organization.id, workspaceId: workspace.id })
        toast(`Workspace ${workspace.name} deleted`)
        void navigate(paths.workspaces(organization.slug), { replace: true })
      },
    })
  return (
    <Button icon="trash" onPress={ask}>
      Delete workspace
    </Button>
  )
}
