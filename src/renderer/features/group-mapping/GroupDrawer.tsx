import { useQuery } from '../../client/queries.ts'
import { Drawer } from '../../ui/Drawer.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { TabsOf } from '../../ui/Tabs.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { GroupActions } from './GroupActions.tsx'
import { SourceBadge } from './SourceBadge.tsx'
import { groupTabs } from './tabs.tsx'

/** One group of the catalog, whole. */
export function GroupDrawer({ groupId, onClose }: { groupId: string; onClose: () => void }) {
  const organization = useOrganization()
  const answer = useQuery('catalog.get', { organizationId: organization.id, groupId })
  const group = answer.data
  return (
    <Drawer
      eyebrow="Group"
      title={group?.displayName ?? (answer.error ? 'Group not found' : 'Loading…')}
      badges={group && <SourceBadge source={group.source} />}
      actions={group?.source === 'manual' && <GroupActions group={group} onRemoved={onClose} />}
      onClose={onClose}
    >
      {answer.error && <ErrorNotice error={answer.error} />}
      {!group && !answer.error && <SkeletonLines count={6} />}
      {group && <TabsOf label="Details of the group" subject={group} tabs={groupTabs} />}
    </Drawer>
  )
}
