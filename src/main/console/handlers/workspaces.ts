import { describeParticipant, describeParticipations, grantRole, revokeRole } from '../../domain/participants.ts'
import { requireOrganization } from '../../domain/organizations.ts'
import { teamSearch } from '../../domain/teams.ts'
import { createWorkspace, describeWorkspace, editWorkspace, removeWorkspace, requireWorkspace } from '../../domain/workspaces.ts'
import type { Change } from '../../domain/change.ts'
import type { ReadTx } from '../../store/database/port.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import { participantsPage } from '../../store/participants.ts'
import { countWorkspaces, type WorkspaceRow, workspacesPage, type WorkspacesQuery } from '../../store/workspaces.ts'
import type { Context, HandlersOf } from '../context.ts'
import { decodeCursor, encodeCursor, pageOf } from '../cursor.ts'

interface OfWorkspace {
  readonly organizationId: number
  readonly workspaceId: string
}

async function placeOf(tx: ReadTx, input: OfWorkspace): Promise<{ organization: OrganizationRow; workspace: WorkspaceRow }> {
  const organization = await requireOrganization(tx, input.organizationId)
  return { organization, workspace: await requireWorkspace(tx, organization, input.workspaceId) }
}

function changing<T>(
  { domain, actor }: Context,
  input: OfWorkspace,
  work: (change: Change, organization: OrganizationRow, workspace: WorkspaceRow) => Promise<T>,
): Promise<T> {
  return domain.change({ actor }, async (change) => {
    const { organization, workspace } = await placeOf(change.tx, input)
    return work(change, organization, workspace)
  })
}

export const workspaceHandlers: HandlersOf<'workspaces'> = {
  'workspaces.list': ({ domain }, input) =>
    domain.read(async (tx) => {
      const organization = await requireOrganization(tx, input.organizationId)
      const query: WorkspacesQuery = { organization: organization.id, search: teamSearch(input.search) }
      const [afterKey] = decodeCursor(input.cursor) ?? []
      const rows = await workspacesPage(tx, query, String(afterKey ?? ''), input.limit + 1)
      return pageOf(rows, input.limit, await countWorkspaces(tx, query), (last) => [last.nameKey], describeWorkspace)
    }),
  'workspaces.get': ({ domain }, input) => domain.read(async (tx) => describeWorkspace((await placeOf(tx, input)).workspace)),
  'workspaces.create': ({ domain, actor }, input) =>
    domain.change({ actor }, async (change) => {
      const organization = await requireOrganization(change.tx, input.organizationId)
      return describeWorkspace(await createWorkspace(change, organization, input.name, input.description))
    }),
  'workspaces.update': (context, input) =>
    changing(context, input, async (change, organization, workspace) =>
      describeWorkspace(await editWorkspace(change, organization, workspace, input)),
    ),
  'workspaces.remove': (context, input) =>
    changing(context, input, async (change, organization, workspace) => {
      await removeWorkspace(change, organization, workspace)
      return { name: workspace.name, participants: workspace.participantCount }
    }),
  'workspaces.participants': ({ domain }, input) =>
    domain.read(async (tx) => {
      const { organization, workspace } = await placeOf(tx, input)
      const [place, nameKey] = decodeCursor(input.cursor) ?? []
      const after = place === undefined ? undefined : { place: Number(place), nameKey: String(nameKey) }
      const rows = await participantsPage(tx, workspace.id, after, input.limit + 1)
      const items = []
      for (const row of rows.slice(0, input.limit)) items.push(await describeParticipant(tx, organization, row))
      const last = rows[input.limit - 1]
      const next = rows.length > input.limit && last !== undefined ? encodeCursor([last.place, last.nameKey]) : null
      return { items, total: workspace.participantCount, next }
    }),
  'workspaces.grant': (context, input) =>
    changing(context, input, async (change, organization, workspace) =>
      describeParticipant(change.tx, organization, await grantRole(change, organization, workspace, input.subject, input.role)),
    ),
  'workspaces.revoke': (context, input) =>
    changing(context, input, async (change, organization, workspace) => {
      const { name, role } = await revokeRole(change, organization, workspace, input.subject)
      return { name, role }
    }),
  'workspaces.participations': ({ domain }, input) =>
    domain.read(async (tx) => {
      const organization = await requireOrganization(tx, input.organizationId)
      return { participations: await describeParticipations(tx, organization, input.subject) }
    }),
}
