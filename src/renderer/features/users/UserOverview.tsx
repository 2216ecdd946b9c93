import type { ReactNode } from 'react'
import type { UserDetail } from '../../../shared/console/users.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/Badge.tsx'
import { CopyableId } from '../../ui/CopyField.tsx'
import { Section } from '../../ui/Drawer.tsx'
import { Facts, None } from '../../ui/Facts.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { ExactTime } from '../../ui/Time.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { Origins } from '../teams/Origins.tsx'

export function UserOverview({ user }: { user: UserDetail }) {
  const { slug } = useOrganization()
  return (
    <div className="stack">
      <Facts
        items={[
          ['User name', <CopyableId key="userName" value={user.userName} what="user name" />],
          ['Email', user.email === null ? <None key="email" /> : <CopyableId key="email" value={user.email} what="email" />],
          [
            'External ID',
            user.externalId === null ? <None key="external" /> : <CopyableId key="external" value={user.externalId} what="external ID" />,
          ],
          ['ID', <CopyableId key="id" value={user.id} what="ID" />],
          [
            'Account',
            <TextLink key="account" to={paths.account(user.id)}>
              Access in every organization
            </TextLink>,
          ],
          ['Created', <ExactTime key="created" at={user.createdAt} />],
          ['Last change', <ExactTime key="updated" at={user.updatedAt} />],
        ]}
      />
      <Section title="Groups">
        <Lines
          empty="In no group of the identity provider."
          rows={user.groups.map((group) => ({
            key: group.id,
            link: <TextLink to={paths.groupMapping(slug, group.id)}>{group.displayName}</TextLink>,
            aside: (
              <Badge title={group.type === 'indirect' ? 'Through a group that is itself a member' : undefined}>
                {group.type === 'direct' ? 'Direct' : 'Indirect'}
              </Badge>
            ),
          }))}
        />
      </Section>
      <Section title="Teams">
        <Lines
          empty={user.active ? 'In no team.' : 'Inactive people count in no team. They return to theirs when they are active again.'}
          rows={user.teams.map((team) => ({
            key: team.id,
            link: <TextLink to={paths.team(slug, team.id)}>{team.name}</TextLink>,
            aside: <Origins origins={team.origins} />,
          }))}
        />
      </Section>
      {user.elsewhere.length > 0 && (
        <Section title="Other organizations">
          <Lines
            empty=""
            rows={user.elsewhere.map((each) => ({
              key: each.organizationName,
              link: each.organizationName,
              aside: <span className="mono muted">{each.userName}</span>,
            }))}
          />
        </Section>
      )}
    </div>
  )
}

function Lines({ rows, empty }: { rows: readonly { key: string; link: ReactNode; aside: ReactNode }[]; empty: string }) {
  if (rows.length === 0) return <p className="muted">{empty}</p>
  return (
    <ul className="lines">
      {rows.map((row) => (
        <li key={row.key}>
          <span>{row.link}</span>
          {row.aside}
        </li>
      ))}
    </ul>
  )
}
