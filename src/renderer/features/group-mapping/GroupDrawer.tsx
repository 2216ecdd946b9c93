import { useState } from 'react'
import type { Group } from '../../../shared/console/catalog.ts'
import { useQuery } from '../../client/queries.ts'
import { JsonBlock } from '../../ui/CodeBlock.tsx'
import { CopyableId } from '../../ui/CopyField.tsx'
import { Drawer, Section } from '../../ui/Drawer.tsx'
import { Facts, None } from '../../ui/Facts.tsx'
import { ErrorNotice, Notice } from '../../ui/Notice.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { ExactTime } from '../../ui/Time.tsx'
import { RequestsAbout } from '../activity/RequestsAbout.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { GroupActions } from './GroupActions.tsx'
import { GroupMembers } from './GroupMembers.tsx'
import { LinkedTeamsList } from './LinkedTeams.tsx'
import { SourceBadge } from './SourceBadge.tsx'

type View = 'overview' | 'members' | 'requests' | 'json'

/** One group of the catalog, whole. */
export function GroupDrawer({ groupId, onClose }: { groupId: string; onClose: () => void }) {
  const organization = useOrganization()
  const [view, setView] = useState<View>('overview')
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
      {group && (
        <Tabs
          label="Details of the group"
          selected={view}
          onSelect={setView}
          items={[
            { id: 'overview', label: 'Overview', content: <Overview group={group} /> },
            { id: 'members', label: `Members (${group.memberCount.toLocaleString('en')})`, content: <GroupMembers group={group} /> },
            { id: 'requests', label: 'Requests', content: <RequestsAbout text={group.id} what="group" /> },
            { id: 'json', label: 'SCIM resource', content: <RawResource groupId={group.id} /> },
          ]}
        />
      )}
    </Drawer>
  )
}

function Overview({ group }: { group: Group }) {
  return (
    <div className="stack">
      {group.guidLike && (
        <Notice tone="warning" title="The name looks like an object ID">
          Entra ID sends object IDs in the groups claim unless told otherwise. In the application’s Token configuration add a groups claim
          with a name as its source, or keep IDs and use them everywhere. Names and IDs do not both arrive at the same time.
        </Notice>
      )}
      <Facts
        items={[
          ['Claim value', <CopyableId key="claim" value={group.displayName} what="claim value" />],
          [
            'External ID',
            group.externalId === null ? <None key="external" /> : <CopyableId key="external" value={group.externalId} what="external ID" />,
          ],
          ['ID', <CopyableId key="id" value={group.id} what="ID" />],
          group.label === null ? null : ['Label', group.label],
          [
            'Managed by',
            group.source === 'scim' ? 'The identity provider, over SCIM. Rename or delete it there.' : 'Administrators, by hand.',
          ],
          ['Created', <ExactTime key="created" at={group.createdAt} />],
          ['Last change', <ExactTime key="updated" at={group.updatedAt} />],
        ]}
      />
      <Section title="Linked teams">
        <LinkedTeamsList group={group} />
      </Section>
    </div>
  )
}

function RawResource({ groupId }: { groupId: string }) {
  const organization = useOrganization()
  const answer = useQuery('catalog.raw', { organizationId: organization.id, groupId })
  if (answer.error) return <ErrorNotice error={answer.error} />
  return answer.data ? <JsonBlock label="SCIM resource" value={answer.data.resource} /> : <SkeletonLines count={6} />
}
