import { useState } from 'react'
import type { PurgedMember } from '../../../shared/console/orphans.ts'
import { paths } from '../../paths.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Drawer.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { Origins } from '../teams/Origins.tsx'
import styles from './PurgedMembers.module.css'

const FIRST = 8

/** Who was removed with the group, and why each had been in the team. */
export function PurgedMembers({ members }: { members: readonly PurgedMember[] }) {
  const { slug } = useOrganization()
  const [isOpen, setOpen] = useState(false)
  const shown = isOpen ? members : members.slice(0, FIRST)
  return (
    <Section title="Removed members">
      <ul className={styles.members}>
        {shown.map((member) => (
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
              <Origins origins={[member.origin]} />
            ) : (
              <Badge title="The person no longer has access to this organization">No longer here</Badge>
            )}
          </li>
        ))}
      </ul>
      {members.length > FIRST && (
        <div className={styles.more}>
          <Button size="small" variant="quiet" onPress={() => setOpen(!isOpen)} aria-expanded={isOpen}>
            {isOpen ? 'Show fewer' : `Show all ${members.length.toLocaleString('en')}`}
          </Button>
        </div>
      )}
    </Section>
  )
}
