import { assertNever } from '../../../shared/assert.ts'
import type { RolloutGains, RolloutPerson, RolloutStanding } from '../../../shared/console/rollout.ts'
import type { RolloutState } from '../../../shared/console/users.ts'
import type { BadgeTone } from '../../ui/Badge.tsx'
import { roleLabel } from '../workspaces/roles.ts'

export const nameOf = ({ displayName, userName }: Pick<RolloutPerson, 'displayName' | 'userName'>): string => displayName ?? userName

export function standingLabel(standing: RolloutStanding): string {
  switch (standing) {
    case 'held':
      return 'Held'
    case 'started':
      return 'Started'
    case 'stopped':
      return 'Stopped'
    case 'not-synced':
      return 'Not synced'
    default:
      return assertNever(standing)
  }
}

export function stateWords(state: RolloutState): { label: string; tone: BadgeTone; title: string } {
  switch (state) {
    case 'held':
      return { label: 'Held', tone: 'warning', title: 'What the identity provider gives does not count yet' }
    case 'started':
      return { label: 'Started', tone: 'success', title: 'What the identity provider gives counts' }
    case 'stopped':
      return { label: 'Stopped', tone: 'neutral', title: 'Managed by hand: what the identity provider gives does not count' }
    default:
      return assertNever(state)
  }
}

/** Each thing that starting a person gives: "Team research", "Maintain in lab instead of View", "Role Auditor". */
export function gainsWords({ teams, workspaces, roles }: RolloutGains): string[] {
  return [
    ...teams.map(({ name }) => `Team ${name}`),
    ...workspaces.map(
      ({ name, role, insteadOf }) => `${roleLabel(role)} in ${name}${insteadOf ? ` instead of ${roleLabel(insteadOf)}` : ''}`,
    ),
    ...roles.map(({ name }) => `Role ${name}`),
  ]
}

export const gainsNothing = (person: RolloutPerson): boolean => person.gains !== null && gainsWords(person.gains).length === 0

export const people = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'person' : 'people'}`
