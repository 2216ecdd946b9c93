import { useState } from 'react'
import type { OrphanedTeam, PurgedMember } from '../../../shared/console/orphans.ts'
import { usePages } from '../../client/pages.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Drawer.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { Origins } from '../teams/Origins.tsx'
import styles from './PurgedMembers.module.css'

/** Who was removed with the group, and why each had been in the team. */
export function PurgedMembers({ orphan }: { orphan: OrphanedTeam }) {
  const { id } = useOrganization()
  const [isOpen, setOpen] = useState(false)
  const { firstPurged, purged, teamId } = orphan
  const all = usePages('orphans.members', { organizationId: id, teamId }, { enabled: isOpen })
  const shown = isOpen && all.total !== null ? all.loaded : firstPurged
  const left = (all.total ?? 0) - all.loaded.length
  return (
    <Section title="Removed members">
      <MemberList members={shown} />
      <div className={styles.more}>
        {isOpen && left > 0 && (
          <Button size="small" variant="quiet" onPress={() => all.show(0, all.loaded.length)}>
            Show more: {left.toLocaleString('en')} left
          </Button>
        )}
        {purged.people > firstPurged.length && (
          <Button size="small" variant="quiet" onPress={() => setOpen(!isOpen)} aria-expanded={isOpen}>
            {isOpen ? 'Show fewer' : `Show all ${purged.people.toLocaleString('en')}`}
          </Button>
        )}
      </div>
    </Section>
  )
}

function MemberList({ members }: { members: readonly PurgedMember[] }) {
  const { slug } = useOrganization()
  return (
    <ul className={styles.members}>
      {byPerson(members).map(({ member, origins }) => (
        <li key={member.userId} className={styles.member}>
          <span className={styles.name} title={member.userName}>
            {member.present ? (
              <TextLink to={paths.user(slug, member.userId)}>{member.displayName ?? member.userName}</TextLink>
            ) : (
              (member.displayName ?? member.userName)
            )}
          </span>
          <span className={styles.userName} title={member.userName}>
            {member.userName}
          </span>
          {member.present ? (
            <Origins origins={origins} />
          ) : (
            <Badge title="The person no longer has access to this organization">No longer here</Badge>
          )}
        </li>
      ))}
    </ul>
  )
}

/** A person who was in the team for two reasons comes twice, one after the other. */
function byPerson(members: readonly PurgedMember[]): { member: PurgedMember; origins: PurgedMember['origin'][] }[] {
  const people: { member: PurgedMember; origins: PurgedMember['origin'][] }[] = []
  for (const member of members) {
    const last = people.at(-1)
    if (last?.member.userId === member.userId) last.origins.push(member.origin)
    else people.push({ member, origins: [member.origin] })
  }
  return people
}
