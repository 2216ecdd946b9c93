import { assertNever } from '../../shared/assert.ts'
import type { OrphanDecision, OrphanedTeam, PurgedMember } from '../../shared/console/orphans.ts'
import type { ReadTx } from '../store/database/port.ts'
import { groupByNameKey } from '../store/groups.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import { purgeById, type PurgedMemberRow, purgedMembers } from '../store/purges.ts'
import { countStored, orphanedTeams, type TeamRow } from '../store/teams.ts'
import type { Change } from './change.ts'
import { linkTeam, returnToManual } from './delegation.ts'
import { DomainError } from './error.ts'
import { teamCounts } from './team-counts.ts'
import { removeTeam, requireTeam } from './teams.ts'

/** How many of the purged members a list of orphaned teams names; there may be thousands in each. */
const FIRST = 8

/** D5: every orphaned team with cause, time and purged members, and the group of the same name where one has come back. */
export async function listOrphans(tx: ReadTx, organization: OrganizationRow): Promise<OrphanedTeam[]> {
  const orphans: OrphanedTeam[] = []
  const counts = teamCounts(tx, organization)
  for (const team of await orphanedTeams(tx, organization.id)) {
    const purge = team.purgeId === null ? undefined : await purgeById(tx, team.purgeId)
    if (purge === undefined) continue
    const returned = await groupByNameKey(tx, purge.groupNameKey)
    orphans.push({
      teamId: team.id,
      name: team.name,
      groupName: purge.groupName,
      cause: purge.cause,
      at: purge.at,
      keptMembers: (await countStored(tx, team.id)).manual,
      purged: await counts.purged(purge.id, team.id),
      firstPurged: (await purgedMembers(tx, purge.id, team.id, organization.id, { after: undefined, limit: FIRST })).map(describePurged),
      returnedGroup: returned?.organizationId === organization.id ? { id: returned.id, displayName: returned.displayName } : null,
    })
  }
  return orphans
}

export const describePurged = (row: PurgedMemberRow): PurgedMember => ({ ...row, present: row.present === 1 })

/**
 * D5: decides about several orphaned teams in one unit of work. All of them or none: a list that was chosen together is one decision, and
 * half of it done would have to be found out team by team. Throws not_orphaned, not_found or group_serves_a_team, naming the team.
 */
export async function decideOrphans(
  change: Change,
  organization: OrganizationRow,
  teamIds: readonly string[],
  decision: OrphanDecision,
): Promise<{ id: string; name: string }[]> {
  const decided: { id: string; name: string }[] = []
  for (const id of new Set(teamIds)) {
    const team = await requireTeam(change.tx, organization, id)
    if (team.purgeId === null) throw new DomainError('not_orphaned', `${team.name} is not orphaned any more; nothing was changed.`)
    await decide(change, organization, team, decision)
    decided.push({ id: team.id, name: team.name })
  }
  return decided
}

async function decide(change: Change, organization: OrganizationRow, team: TeamRow, decision: OrphanDecision): Promise<void> {
  switch (decision) {
    case 'return-with-members':
    case 'return-without-members':
      await returnToManual(change, organization, team, decision === 'return-with-members')
      return
    case 'relink':
      await relink(change, organization, team)
      return
    case 'delete':
      await removeTeam(change, organization, team)
      return
    default:
      assertNever(decision)
  }
}

async function relink(change: Change, organization: OrganizationRow, team: TeamRow): Promise<void> {
  const purge = team.purgeId === null ? undefined : await purgeById(change.tx, team.purgeId)
  const group = purge && (await groupByNameKey(change.tx, purge.groupNameKey))
  if (purge === undefined || group === undefined || group.organizationId !== organization.id)
    throw new DomainError('not_found', `No group named ${purge?.groupName ?? ''} is back for ${team.name}; nothing was changed.`)
  await linkTeam(change, organization, team, group)
}
