import type { OrphanedTeam } from '../../shared/console/orphans.ts'
import type { ReadTx } from '../store/database/port.ts'
import { groupByNameKey } from '../store/groups.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import { purgeById, purgedMembers } from '../store/purges.ts'
import { countOrigins, orphanedTeams } from '../store/teams.ts'
import { membershipRule } from './teams.ts'

/** D5: every orphaned team with cause, time and purged members, and the group of the same name where one has come back. */
export async function listOrphans(tx: ReadTx, organization: OrganizationRow): Promise<OrphanedTeam[]> {
  const orphans: OrphanedTeam[] = []
  for (const team of await orphanedTeams(tx, organization.id)) {
    const purge = team.purgeId === null ? undefined : await purgeById(tx, team.purgeId)
    if (purge === undefined) continue
    const members = await purgedMembers(tx, purge.id, team.id, organization.id)
    const returned = await groupByNameKey(tx, purge.groupNameKey)
    orphans.push({
      teamId: team.id,
      name: team.name,
      groupName: purge.groupName,
      cause: purge.cause,
      at: purge.at,
      keptMembers: (await countOrigins(tx, membershipRule(organization, team))).manual,
      purgedMembers: members.map((member) => ({ ...member, present: member.present === 1 })),
      returnedGroup: returned?.organizationId === organization.id ? { id: returned.id, displayName: returned.displayName } : null,
    })
  }
  return orphans
}
