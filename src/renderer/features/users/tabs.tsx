import type { UserDetail } from '../../../shared/console/users.ts'
import { JsonBlock } from '../../ui/CodeBlock.tsx'
import type { TabOf } from '../../ui/Tabs.tsx'
import { HistoryOf } from '../activity/HistoryOf.tsx'
import { RequestsAbout } from '../activity/RequestsAbout.tsx'
import { UserAccess } from './UserAccess.tsx'
import { UserOverview } from './UserOverview.tsx'
import { UserSignIn } from './UserSignIn.tsx'

/** The views of a user in their order. To add one: a component that takes the user, and a line here. */
export const userTabs: readonly [TabOf<UserDetail>, ...TabOf<UserDetail>[]] = [
  { id: 'overview', label: 'Overview', content: (user) => <UserOverview user={user} /> },
  { id: 'access', label: 'Access', content: (user) => <UserAccess userId={user.id} /> },
  { id: 'sign-in', label: 'Sign-in', content: (user) => <UserSignIn user={user} /> },
  { id: 'history', label: 'History', content: (user) => <HistoryOf targetId={user.id} what="user" /> },
  { id: 'requests', label: 'Requests', content: (user) => <RequestsAbout text={user.id} what="user" /> },
  { id: 'json', label: 'SCIM resource', content: (user) => <JsonBlock label="SCIM resource" value={user.resource} /> },
]
