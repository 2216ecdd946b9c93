import { WORKSPACE_ROLES } from '../../../shared/console/workspaces.ts'
import type { WorkspaceRole } from '../../../shared/console/workspaces.ts'
import type { Option } from '../../ui/Choice.tsx'

/** "Maintain" for `maintain`. */
export function roleLabel(role: WorkspaceRole): string {
  return `${role.charAt(0).toUpperCase()}${role.slice(1)}`
}

/** The roles of a workspace, from the most to the least. */
export const roleOptions: readonly Option<WorkspaceRole>[] = WORKSPACE_ROLES.map((role) => ({ value: role, label: roleLabel(role) }))
