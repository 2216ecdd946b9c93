import type { Team } from '../../../shared/console/teams.ts'
import { Badge } from '../../ui/Badge.tsx'

/** Who manages the membership of a team. */
export function TeamBadge({ team }: { team: Team }) {
  if (team.group !== null) return <Badge tone="accent">Managed in IdP</Badge>
  return team.orphaned === null ? <Badge>Manual</Badge> : <Badge tone="warning">Orphaned</Badge>
}
