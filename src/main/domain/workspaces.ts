import type { Workspace } from '../../shared/console/workspaces.ts'
import { nameKey } from '../protocol/fold.ts'
import type { ReadTx } from '../store/database/port.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import { participantsPage } from '../store/participants.ts'
import {
  deleteWorkspace,
  insertWorkspace,
  updateWorkspace,
  workspaceById,
  workspaceByNameKey,
  type WorkspaceRow,
} from '../store/workspaces.ts'
import type { Change } from './change.ts'
import { DomainError } from './error.ts'
import { ruledName } from './names.ts'

/** Participants named in one audit event at the most; the count is always exact. */
const NAMED_IN_AUDIT = 1000

export const workspaceTarget = (workspace: { id: string; name: string }) => ({
  type: 'workspace',
  id: workspace.id,
  name: workspace.name,
})

export async function requireWorkspace(tx: ReadTx, organization: OrganizationRow, id: string): Promise<WorkspaceRow> {
  const workspace = await workspaceById(tx, organization.id, id)
  if (workspace === undefined)
    throw new DomainError('not_found', 'There is no such workspace in this organization; it may have been removed.')
  return workspace
}

async function refuseTakenName(tx: ReadTx, organization: OrganizationRow, name: string, except: string | undefined): Promise<void> {
  const holder = await workspaceByNameKey(tx, organization.id, nameKey(name))
  if (holder !== undefined && holder.id !== except)
    throw new DomainError('name_taken', `${organization.name} has a workspace named ${holder.name} already.`, { field: 'name' })
}

/** D6. */
export async function createWorkspace(
  change: Change,
  organization: OrganizationRow,
  name: string,
  description: string,
): Promise<WorkspaceRow> {
  ruledName(name)
  await refuseTakenName(change.tx, organization, name, undefined)
  const id = change.id()
  await insertWorkspace(change.tx, { id, organization: organization.id, name, nameKey: nameKey(name), description, at: change.at })
  await change.record({
    organization: organization.id,
    action: 'workspace.created',
    target: workspaceTarget({ id, name }),
    after: { name, description },
  })
  change.touch('access', organization.id)
  return requireWorkspace(change.tx, organization, id)
}

export async function editWorkspace(
  change: Change,
  organization: OrganizationRow,
  workspace: WorkspaceRow,
  wanted: { name?: string | undefined; description?: string | undefined },
): Promise<WorkspaceRow> {
  const name = wanted.name ?? workspace.name
  const description = wanted.description ?? workspace.description
  if (name === workspace.name && description === workspace.description) return workspace
  ruledName(name)
  await refuseTakenName(change.tx, organization, name, workspace.id)
  await updateWorkspace(change.tx, workspace.id, { name, nameKey: nameKey(name), description, at: change.at })
  await change.record({
    organization: organization.id,
    action: 'workspace.updated',
    target: workspaceTarget({ id: workspace.id, name }),
    before: { name: workspace.name, description: workspace.description },
    after: { name, description },
  })
  change.touch('access', organization.id)
  return requireWorkspace(change.tx, organization, workspace.id)
}

/** Every role in it goes with it. */
export async function removeWorkspace(change: Change, organization: OrganizationRow, workspace: WorkspaceRow): Promise<void> {
  const participants = await participantsPage(change.tx, workspace.id, undefined, NAMED_IN_AUDIT)
  await deleteWorkspace(change.tx, workspace.id)
  await change.record({
    organization: organization.id,
    action: 'workspace.deleted',
    target: workspaceTarget(workspace),
    before: {
      name: workspace.name,
      description: workspace.description,
      participantCount: workspace.participantCount,
      participants: participants.map(({ kind, id, name, role }) => ({ kind, id, name, role })),
    },
  })
  change.touch('access', organization.id)
}

export function describeWorkspace(row: WorkspaceRow): Workspace {
  const { id, name, description, participantCount, createdAt, updatedAt } = row
  return { id, name, description, participantCount, createdAt, updatedAt }
}
