import type { Route } from '../route.ts'
import { auditRoutes } from './audit.ts'
import { bindingRoutes } from './bindings.ts'
import { idpGroupRoutes } from './idp-groups.ts'
import { memberRoutes } from './members.ts'
import { openApiRoutes } from './openapi.ts'
import { participantRoutes } from './participants.ts'
import { roleRoutes } from './roles.ts'
import { scimEndpointRoutes } from './scim-endpoint.ts'
import { securityIntegrationRoutes } from './security-integrations.ts'
import { serviceAccountRoutes } from './service-accounts.ts'
import { signInRoutes } from './sign-ins.ts'
import { teamMemberRoutes } from './team-members.ts'
import { teamRoutes } from './teams.ts'
import { userRoleRoutes } from './user-roles.ts'
import { userRoutes } from './users.ts'
import { workspaceRoutes } from './workspaces.ts'

/** Everything that the management API answers to. */
export const routes: readonly Route[] = [
  ...openApiRoutes,
  ...idpGroupRoutes,
  ...scimEndpointRoutes,
  ...teamRoutes,
  ...teamMemberRoutes,
  ...userRoutes,
  ...userRoleRoutes,
  ...memberRoutes,
  ...workspaceRoutes,
  ...participantRoutes,
  ...securityIntegrationRoutes,
  ...roleRoutes,
  ...bindingRoutes,
  ...serviceAccountRoutes,
  ...auditRoutes,
  ...signInRoutes,
]
