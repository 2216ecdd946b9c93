import { z } from 'zod'
import { teamSearch } from '../../domain/teams.ts'
import { createWorkspace, describeWorkspace, editWorkspace, removeWorkspace, requireWorkspace } from '../../domain/workspaces.ts'
import { countWorkspaces, type WorkspaceRow, workspacesPage, type WorkspacesQuery } from '../../store/workspaces.ts'
import { get, post, put, remove } from '../route.ts'
import { Count, Id, iso, listOf, Paging, shape, Time } from '../shapes.ts'

const Workspace = shape(
  'Workspace',
  z.object({ id: Id, name: z.string(), description: z.string(), participantCount: Count, createdAt: Time, updatedAt: Time }),
)

function workspace(row: WorkspaceRow): z.input<typeof Workspace> {
  const { id, name, description, participantCount, createdAt, updatedAt } = describeWorkspace(row)
  return { id, name, description, participantCount, createdAt: iso(createdAt), updatedAt: iso(updatedAt) }
}

export const workspaceRoutes = [
  get('/api/orgs/{orgId}/workspaces', {
    id: 'listWorkspaces',
    summary: 'The organization’s workspaces, by name.',
    needs: { permission: 'WORKSPACES:READ' },
    query: z.object({ ...Paging, search: z.string().max(200).optional() }),
    answer: listOf('workspaces', Workspace),
    async run(tx, { organization, query: { max, offset, search } }) {
      const query: WorkspacesQuery = { organization: organization.id, search: teamSearch(search) }
      const rows = await workspacesPage(tx, query, '', max, offset)
      return { workspaces: rows.map(workspace), totalSize: await countWorkspaces(tx, query) }
    },
  }),
  post('/api/orgs/{orgId}/workspaces', {
    id: 'createWorkspace',
    summary: 'Creates a workspace.',
    needs: { permission: 'WORKSPACES:CREATE' },
    body: z.object({ name: z.string(), description: z.string().max(1000).default('') }),
    answer: Workspace,
    status: 201,
    refuses: [409],
    run: async (change, { organization, body }) => workspace(await createWorkspace(change, organization, body.name, body.description)),
  }),
  get('/api/orgs/{orgId}/workspaces/{workspaceId}', {
    id: 'getWorkspace',
    summary: 'One workspace.',
    needs: { permission: 'WORKSPACES:READ' },
    answer: Workspace,
    run: async (tx, { organization, params }) => workspace(await requireWorkspace(tx, organization, params.workspaceId)),
  }),
  put('/api/orgs/{orgId}/workspaces/{workspaceId}', {
    id: 'updateWorkspace',
    summary: 'Changes what is given of a workspace and leaves the rest.',
    needs: { permission: 'WORKSPACES:UPDATE' },
    body: z.object({ name: z.string().optional(), description: z.string().max(1000).optional() }),
    answer: Workspace,
    refuses: [409],
    run: async (change, { organization, params, body }) =>
      workspace(
        await editWorkspace(change, organization, await requireWorkspace(change.tx, organization, params.workspaceId), {
          name: body.name,
          description: body.description,
        }),
      ),
  }),
  remove('/api/orgs/{orgId}/workspaces/{workspaceId}', {
    id: 'deleteWorkspace',
    summary: 'Deletes a workspace with the roles that were given in it.',
    needs: { permission: 'WORKSPACES:DELETE' },
    run: async (change, { organization, params }) =>
      removeWorkspace(change, organization, await requireWorkspace(change.tx, organization, params.workspaceId)),
  }),
]
