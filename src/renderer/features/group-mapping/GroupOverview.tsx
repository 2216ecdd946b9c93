import type { Group } from '../../../shared/console/catalog.ts'
import { CopyableId } from '../../ui/CopyField.tsx'
import { Section } from '../../ui/Drawer.tsx'
import { Facts, None } from '../../ui/Facts.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { ExactTime } from '../../ui/Time.tsx'
import { LinkedTeamsList } from './LinkedTeams.tsx'

export function GroupOverview({ group }: { group: Group }) {
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
