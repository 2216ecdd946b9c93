import { useQuery } from '../../client/queries.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Drawer } from '../../ui/Drawer.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { useSearchParam } from '../../ui/search-param.ts'
import { TabsOf } from '../../ui/Tabs.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { userTabs } from './tabs.tsx'

export function UserDrawer({ userId, onClose }: { userId: string; onClose: () => void }) {
  const organization = useOrganization()
  const answer = useQuery('users.get', { organizationId: organization.id, userId })
  const user = answer.data
  const [tab, setTab] = useSearchParam('tab')
  return (
    <Drawer
      eyebrow="User"
      title={user ? (user.displayName ?? user.userName) : answer.error ? 'User not found' : 'Loading…'}
      badges={user && (user.active ? <Badge tone="success">Active</Badge> : <Badge tone="warning">Inactive</Badge>)}
      onClose={onClose}
    >
      {answer.error && <ErrorNotice error={answer.error} />}
      {!user && !answer.error && <SkeletonLines count={6} />}
      {user && <TabsOf label="Details of the user" subject={user} tabs={userTabs} selected={tab} onSelect={setTab} />}
    </Drawer>
  )
}
