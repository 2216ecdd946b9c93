import { createBrowserRouter, matchRoutes, Navigate } from 'react-router'
import { RolesAndBindings } from './features/access/RolesAndBindings.tsx'
import { Accounts } from './features/accounts/Accounts.tsx'
import { Activity } from './features/activity/Activity.tsx'
import { Attributes } from './features/attributes/Attributes.tsx'
import { ClaimsTester } from './features/claims-tester/ClaimsTester.tsx'
import { GroupMapping } from './features/group-mapping/GroupMapping.tsx'
import { IntegrationPage } from './features/integrations/IntegrationPage.tsx'
import { Integrations } from './features/integrations/Integrations.tsx'
import { Members } from './features/members/Members.tsx'
import { Organizations } from './features/organizations/Organizations.tsx'
import { OrphanReview } from './features/orphans/OrphanReview.tsx'
import { Overview } from './features/overview/Overview.tsx'
import { Problems } from './features/problems/Problems.tsx'
import { ServiceAccounts } from './features/service-accounts/ServiceAccounts.tsx'
import { Rollout } from './features/rollout/Rollout.tsx'
import { sections } from './features/settings/sections.tsx'
import { Settings } from './features/settings/Settings.tsx'
import { NotFound } from './features/shell/NotFound.tsx'
import { ScreenFailed } from './features/shell/ScreenFailed.tsx'
import { Shell } from './features/shell/Shell.tsx'
import { Start } from './features/shell/Start.tsx'
import { TeamPage } from './features/teams/TeamPage.tsx'
import { Teams } from './features/teams/Teams.tsx'
import { Users } from './features/users/Users.tsx'
import { WorkspacePage } from './features/workspaces/WorkspacePage.tsx'
import { Workspaces } from './features/workspaces/Workspaces.tsx'

/** The screens by address; `paths` builds the addresses. */
export const router = createBrowserRouter([
  {
    errorElement: <ScreenFailed />,
    children: [
      { path: '/', element: <Start /> },
      {
        element: <Shell />,
        children: [
          {
            path: '/settings',
            element: <Settings />,
            children: [
              { index: true, element: <Navigate to="service" replace /> },
              ...sections.map(({ path, element }) => ({ path, element })),
            ],
          },
          { path: '/accounts/:accountId?', element: <Accounts /> },
          { path: '/organizations', element: <Organizations /> },
          {
            path: '/organizations/:slug',
            children: [
              { index: true, element: <Navigate to="overview" replace /> },
              { path: 'overview', element: <Overview /> },
              { path: 'group-mapping', element: <GroupMapping /> },
              { path: 'teams', element: <Teams /> },
              { path: 'teams/:teamId', element: <TeamPage /> },
              { path: 'users/:userId?', element: <Users /> },
              { path: 'workspaces', element: <Workspaces /> },
              { path: 'workspaces/:workspaceId', element: <WorkspacePage /> },
              { path: 'roles', element: <RolesAndBindings /> },
              { path: 'members', element: <Members /> },
              { path: 'attributes', element: <Attributes /> },
              { path: 'integrations', element: <Integrations /> },
              { path: 'integrations/:integrationId', element: <IntegrationPage /> },
              { path: 'service-accounts', element: <ServiceAccounts /> },
              { path: 'activity', element: <Activity /> },
              { path: 'problems', element: <Problems /> },
              { path: 'orphans', element: <OrphanReview /> },
              { path: 'claims-tester', element: <ClaimsTester /> },
              { path: 'rollout', element: <Rollout /> },
              { path: '*', element: <NotFound /> },
            ],
          },
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
])

/** Whether an address leads to a screen, and not to "Not found". */
export function hasRoute(address: string): boolean {
  const route = matchRoutes(router.routes, address)?.at(-1)?.route
  return route !== undefined && route.path !== '*'
}
