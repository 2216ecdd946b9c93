import { useNavigate, useParams } from 'react-router'
import type { Workspace } from '../../../shared/console/workspaces.ts'
import { invoke } from '../../client/client.ts'
import { useCommand, useQuery } from '../../client/queries.ts'
import { toastWithUndo } from '../../client/undo.ts'
import { paths } from '../../paths.ts'
import { confirm } from '../../stores/confirm.ts'
import { toast } from '../../stores/toasts.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Page, useDocumentTitle } from '../../ui/Page.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { DetailsCard } from '../organizations/NameAndDescription.tsx'
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
  const update = useCommand('workspaces.update')
  const of = { organizationId, workspaceId: workspace.id }
  const before = { name: workspace.name, description: workspace.description }
  return (
    <DetailsCard
      before={before}
      isPending={update.isPending}
      error={update.error}
      onSave={(typed) =>
        update.mutate(
          { ...of, ...typed },
          { onSuccess: () => toastWithUndo('Workspace saved', undefined, () => invoke('workspaces.update', { ...of, ...before })) },
        )
      }
    />
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
