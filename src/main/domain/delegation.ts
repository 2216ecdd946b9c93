import type { RemovalImpact } from '../../shared/console/catalog.ts'
import type { LinkImpact } from '../../shared/console/teams.ts'
import type { GroupSeq } from '../../shared/ids.ts'
import { nameKey } from '../protocol/fold.ts'
import type { ReadTx } from '../store/database/port.ts'
import { lastAuditOf } from '../store/audit.ts'
import { groupById, type GroupRow } from '../store/groups.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import { insertPurge, type PurgeCause, recordProvisioned, recordSignIns } from '../store/purges.ts'
import {
  countFed,
  countOrigins,
  countStored,
  countTeamMembers,
  deleteTeamOrigin,
  keepAsManual,
  restorePurged,
  setTeamLink,
  takeBackManual,
  type TeamRow,
  teamsOfGroup,
} from '../store/teams.ts'
import type { Change } from './change.ts'
import { DomainError } from './error.ts'
import { requireTeam, teamTarget } from './teams.ts'
import { membershipRule } from './membership-rule.ts'

const named = (group: { id: string; displayName: string }) => ({ id: group.id, displayName: group.displayName })

function touchTeams(change: Change, organization: OrganizationRow): void {
  for (const topic of ['teams', 'catalog', 'orphans', 'users', 'organizations'] as const) change.touch(topic, organization.id)
}

/** D1, D2: delegates the team to the group. For an orphaned team it is a way out of Orphan review (D5). */
export async function linkTeam(change: Change, organization: OrganizationRow, team: TeamRow, group: GroupRow): Promise<TeamRow> {
  if (team.groupSeq === group.seq) return team
  if (organization.oneTeamPerGroup === 1) {
    const [holder] = await teamsOfGroup(change.tx, group.seq)
    if (holder !== undefined)
      throw new DomainError(
        'group_serves_a_team',
        `The group ${group.displayName} serves the team ${holder.name}, and a group may serve one team only.`,
      )
  }
  // Who came in by a claim for the group before does not belong to this one.
  await deleteTeamOrigin(change.tx, team.id, 'sign-in')
  await setTeamLink(change.tx, team.id, group.seq, null, change.at)
  await change.record({
    organization: organization.id,
    action: team.purgeId === null ? 'team.linked' : 'team.relinked',
    target: teamTarget(team),
    before: { group: team.groupId === null ? null : { id: team.groupId, displayName: team.groupName } },
    after: { group: named(group) },
  })
  touchTeams(change, organization)
  return requireTeam(change.tx, organization, team.id)
}

/** D3: back to manual management; who is in it now stays, by hand. */
export async function unlinkTeam(change: Change, organization: OrganizationRow, team: TeamRow): Promise<TeamRow> {
  if (team.groupSeq === null) throw new DomainError('not_delegated', `${team.name} is not delegated to a group.`)
  const kept = await keepAsManual(change.tx, membershipRule(organization, team), change.at)
  await setTeamLink(change.tx, team.id, null, null, change.at)
  await change.record({
    organization: organization.id,
    action: 'team.unlinked',
    target: teamTarget(team),
    before: { group: { id: team.groupId, displayName: team.groupName } },
    after: { group: null, membersKeptAsManual: kept },
  })
  touchTeams(change, organization)
  return requireTeam(change.tx, organization, team.id)
}

const LINK_CHANGES = ['team.linked', 'team.relinked', 'team.unlinked', 'team.orphaned', 'team.returned-to-manual']

/** Takes back the last unlinking: the group manages the team again, and who was kept by hand because of it is so no more. */
export async function undoUnlink(change: Change, organization: OrganizationRow, team: TeamRow): Promise<TeamRow> {
  const last = await lastAuditOf(change.tx, team.id, LINK_CHANGES)
  if (last?.action !== 'team.unlinked' || last.before === null)
    throw new DomainError('not_found', `There is no unlinking of ${team.name} to take back: its group has changed since.`)
  const { group } = JSON.parse(last.before) as { group: { id: string; displayName: string } }
  const row = await groupById(change.tx, organization.id, group.id)
  if (row === undefined) throw new DomainError('not_found', `The group ${group.displayName} is not in the catalog any more.`)
  const linked = await linkTeam(change, organization, team, row)
  await takeBackManual(change.tx, team.id, row.seq, last.at)
  return requireTeam(change.tx, organization, linked.id)
}

/** D5: returns an orphaned team to manual management, with or without those whom the group's removal took out. */
export async function returnToManual(
  change: Change,
  organization: OrganizationRow,
  team: TeamRow,
  restoreMembers: boolean,
): Promise<TeamRow> {
  if (team.purgeId === null) throw new DomainError('not_orphaned', `${team.name} is not orphaned.`)
  const restored = restoreMembers ? await restorePurged(change.tx, team.purgeId, team.id, organization.id, change.at) : 0
  await setTeamLink(change.tx, team.id, null, null, change.at)
  await change.record({
    organization: organization.id,
    action: 'team.returned-to-manual',
    target: teamTarget(team),
    before: { orphaned: true },
    after: { orphaned: false, membersRestored: restored },
  })
  touchTeams(change, organization)
  return requireTeam(change.tx, organization, team.id)
}

/** What linking would do to the team's members. */
export async function linkImpact(tx: ReadTx, organization: OrganizationRow, team: TeamRow, group: GroupRow): Promise<LinkImpact> {
  const now = membershipRule(organization, team)
  const after = { ...membershipRule(organization, { id: team.id, groupSeq: group.seq }), signIn: false }
  return {
    group: named(group),
    membersNow: await countTeamMembers(tx, now),
    membersAfter: await countTeamMembers(tx, after),
    keptManual: (await countOrigins(tx, now)).manual,
  }
}

/** What the group's removal would do to the teams that it feeds. */
export async function removalImpact(tx: ReadTx, organization: OrganizationRow, group: GroupRow): Promise<RemovalImpact> {
  const fed = await countFed(tx, fedBy(organization, group))
  const teams = []
  for (const team of await teamsOfGroup(tx, group.seq)) teams.push(await impactOn(tx, organization, team, fed))
  return { group: { ...named(group), source: group.source }, teams }
}

/** D4: the group, where pushed members count. */
const fedBy = (organization: OrganizationRow, group: GroupRow): GroupSeq | null =>
  organization.membershipSources === 'sign-in' ? null : group.seq

/** `fed`: how many people the group puts into each of its teams. */
async function impactOn(tx: ReadTx, organization: OrganizationRow, team: TeamRow, fed: number): Promise<RemovalImpact['teams'][number]> {
  const rule = membershipRule(organization, team)
  const { manual, signIn } = await countStored(tx, team.id)
  // Who is in by the group and by a claim counts once, for which both are gone through; without claims every team loses the same.
  const purgedMembers = rule.signIn && signIn > 0 ? (await countOrigins(tx, rule)).delegated : fed
  return { id: team.id, name: team.name, purgedMembers, keptMembers: manual }
}

/**
 * G9: takes the group away from every team that it feeds, in the transaction that removes it. Each becomes orphaned with cause, time
 * and the list of who was purged; name, description and manual members stay.
 */
export async function orphanTeams(
  change: Change,
  organization: OrganizationRow,
  group: GroupRow,
  cause: PurgeCause,
): Promise<RemovalImpact> {
  const teams = await teamsOfGroup(change.tx, group.seq)
  const impact: RemovalImpact = { group: { ...named(group), source: group.source }, teams: [] }
  if (teams.length === 0) return impact
  const purge = {
    id: change.id(),
    groupId: group.id,
    groupName: group.displayName,
    groupNameKey: nameKey(group.displayName),
    cause,
    at: change.at,
  }
  await insertPurge(change.tx, { ...purge, organization: organization.id, correlationId: change.correlationId })
  const fed = await countFed(change.tx, fedBy(organization, group))
  if (organization.membershipSources !== 'sign-in') await recordProvisioned(change.tx, purge.id, group.seq)
  for (const [done, team] of teams.entries()) {
    await change.progress(organization.id, `Orphaning the teams of ${group.displayName}`, done, teams.length)
    const lost = await impactOn(change.tx, organization, team, fed)
    impact.teams.push(lost)
    if (organization.membershipSources !== 'scim') await recordSignIns(change.tx, purge.id, team.id)
    await deleteTeamOrigin(change.tx, team.id, 'sign-in')
    await setTeamLink(change.tx, team.id, null, purge.id, change.at)
    await change.record({
      organization: organization.id,
      action: 'team.orphaned',
      target: teamTarget(team),
      before: { group: named(group) },
      after: { cause, purgedMembers: lost.purgedMembers, keptMembers: lost.keptMembers },
    })
  }
  touchTeams(change, organization)
  return impact
}
