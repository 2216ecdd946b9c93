import type { Group } from '../../../shared/console/catalog.ts'
import { useQuery } from '../../client/queries.ts'
import { JsonBlock } from '../../ui/CodeBlock.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import type { TabOf } from '../../ui/Tabs.tsx'
import { HistoryOf } from '../activity/HistoryOf.tsx'
import { RequestsAbout } from '../activity/RequestsAbout.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { GroupMembers } from './GroupMembers.tsx'
import { GroupOverview } from './GroupOverview.tsx'

/** The views of a group in their order. To add one: a component that takes the group, and a line here. */
export const groupTabs: readonly [TabOf<Group>, ...TabOf<Group>[]] = [
  { id: 'overview', label: 'Overview', content: (group) => <GroupOverview group={group} /> },
  {
    id: 'members',
    label: (group) => `Members (${group.memberCount.toLocaleString('en')})`,
    content: (group) => <GroupMembers group={group} />,
  },
  { id: 'history', label: 'History', content: (group) => <HistoryOf targetId={group.id} what="group" /> },
  { id: 'requests', label: 'Requests', content: (group) => <RequestsAbout text={group.id} what="group" /> },
  { id: 'json', label: 'SCIM resource', content: (group) => <RawResource groupId={group.id} /> },
]

function RawResource({ groupId }: { groupId: string }) {
  const organization = useOrganization()
  const answer = useQuery('catalog.raw', { organizationId: organization.id, groupId })
  if (answer.error) return <ErrorNotice error={answer.error} />
  return answer.data ? <JsonBlock label="SCIM resource" value={answer.data.resource} /> : <SkeletonLines count={6} />
}
