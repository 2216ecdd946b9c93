import { assertNever } from '../../../shared/assert.ts'
import type { MemberOrigin } from '../../../shared/console/teams.ts'
import { Badge } from '../../ui/Badge.tsx'
import type { BadgeTone } from '../../ui/Badge.tsx'
import styles from './Origins.module.css'

/** Why a person is in a team; each reason alone would keep the person there. */
export function Origins({ origins }: { origins: readonly MemberOrigin[] }) {
  return (
    <span className={styles.origins}>
      {origins.map((origin) => {
        const { label, tone, title } = describeOrigin(origin)
        return (
          <Badge key={origin} tone={tone} title={title}>
            {label}
          </Badge>
        )
      })}
    </span>
  )
}

export function describeOrigin(origin: MemberOrigin): { label: string; tone: BadgeTone; title: string } {
  switch (origin) {
    case 'manual':
      return { label: 'Manual', tone: 'neutral', title: 'Added here by hand' }
    case 'provisioning':
      return { label: 'Provisioning', tone: 'accent', title: 'Member of the group that the identity provider pushes' }
    case 'sign-in':
      return { label: 'Sign-in', tone: 'accent', title: 'The groups claim of the last sign-in named the group' }
    default:
      return assertNever(origin)
  }
}
