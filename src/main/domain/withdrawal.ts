import type { OrganizationRow } from '../store/organizations.ts'
import { leaveAllWorkspaces, participationsOf, type Subject } from '../store/participants.ts'
import type { Change } from './change.ts'
import { workspaceTarget } from './workspaces.ts'

/** The roles of one that goes away go with it, in the same transaction; `because` is the action that took it. */
export async function leaveWorkspaces(
  change: Change,
  organization: OrganizationRow,
  subject: Subject & { readonly name: string },
  because: string,
): Promise<void> {
  const roles = await participationsOf(change.tx, organization.id, subject)
  if (roles.length === 0) return
  await leaveAllWorkspaces(change.tx, organization.id, subject)
  for (const { workspaceId, workspaceName, role } of roles)
    await change.record({
      organization: organization.id,
      action: 'workspace.role-revoked',
      target: workspaceTarget({ id: workspaceId, name: workspaceName }),
      before: { subject, role },
      after: { because },
    })
  change.touch('access', organization.id)
}
