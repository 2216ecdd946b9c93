import type { AccountAccess, AccountStanding } from '../../../shared/console/accounts.ts'
import { Badge } from '../../ui/Badge.tsx'
import type { BadgeTone } from '../../ui/Badge.tsx'

interface Words {
  word: string
  tone: BadgeTone
  /** What it means for the person. */
  meaning: string
}

export const standings: Readonly<Record<AccountStanding, Words>> = {
  active: { word: 'Active', tone: 'success', meaning: 'Groups and teams of the organization count for this person.' },
  held: { word: 'Held', tone: 'warning', meaning: 'What the identity provider gives counts once the rollout is started for this person.' },
  stopped: { word: 'Managed by hand', tone: 'neutral', meaning: 'What the identity provider gives does not count for this person.' },
  deactivated: {
    word: 'Deactivated',
    tone: 'warning',
    meaning: 'Deactivated at the identity provider, and out of every team until reactivated.',
  },
  removed: {
    word: 'Removed',
    tone: 'danger',
    meaning: 'Access was taken away. Provisioned again, it is the same account with the same ID.',
  },
}

export function StandingBadge({ standing }: { standing: AccountStanding }) {
  const { word, tone, meaning } = standings[standing]
  return (
    <Badge tone={tone} title={meaning}>
      {word}
    </Badge>
  )
}

/** "Acme", or "Globex: removed". */
export function OrganizationBadge({ access: { organizationName, standing } }: { access: AccountAccess }) {
  const { word, tone, meaning } = standings[standing]
  return (
    <Badge tone={standing === 'active' ? 'neutral' : tone} title={meaning}>
      {standing === 'active' ? organizationName : `${organizationName}: ${word.toLowerCase()}`}
    </Badge>
  )
}
