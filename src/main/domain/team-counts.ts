import type { GroupSeq } from '../../shared/ids.ts'
import type { ReadTx } from '../store/database/port.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import { countPurged, hasPurgedOfItsOwn } from '../store/purges.ts'
import { countFed, countStored, countTeamMembers, type TeamRow } from '../store/teams.ts'
import { membershipRule } from './membership-rule.ts'

/** How many people are in teams, and how many were purged from them; what teams of one group share is counted once. */
export interface TeamCounts {
  members(team: TeamRow): Promise<number>
  purged(purge: string, team: string): Promise<{ people: number; present: number }>
}

/** A group may feed a hundred teams of ten thousand people each: those to which nothing was added count alike. Valid within `tx`. */
export function teamCounts(tx: ReadTx, organization: OrganizationRow): TeamCounts {
  const fed = new Map<GroupSeq, number>()
  const purged = new Map<string, { people: number; present: number }>()
  return {
    async members(team) {
      const rule = membershipRule(organization, team)
      const stored = await countStored(tx, team.id)
      if (rule.group === null || stored.manual + (rule.signIn ? stored.signIn : 0) > 0) return countTeamMembers(tx, rule)
      const known = fed.get(rule.group) ?? (await countFed(tx, rule.group, 'active'))
      fed.set(rule.group, known)
      return known
    },
    async purged(purge, team) {
      const ofItsOwn = await hasPurgedOfItsOwn(tx, purge, team)
      const known = ofItsOwn ? undefined : purged.get(purge)
      if (known !== undefined) return known
      const { people, present } = await countPurged(tx, purge, team, organization.id)
      if (!ofItsOwn) purged.set(purge, { people, present })
      return { people, present }
    },
  }
}
