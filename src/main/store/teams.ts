import type { GroupSeq, OrganizationId, UserSeq } from '../../shared/ids.ts'
import { allOf, given, type Sql, sql } from './conditions.ts'
import type { ReadTx, WriteTx } from './database/port.ts'
import { EFFECTIVE_MEMBERS } from './members.ts'

export interface TeamRow {
  readonly id: string
  readonly organizationId: OrganizationId
  readonly name: string
  readonly description: string
  readonly groupSeq: GroupSeq | null
  readonly groupId: string | null
  readonly groupName: string | null
  readonly purgeId: string | null
  readonly createdAt: number
  readonly updatedAt: number
}

const COLUMNS = `t.id, t.organization_id AS organizationId, t.name, t.description, t.group_seq AS groupSeq, g.id AS groupId,
  g.display_name AS groupName, t.purge_id AS purgeId, t.created_at AS createdAt, t.updated_at AS updatedAt`
const FROM = 'FROM teams t LEFT JOIN groups g ON g.seq = t.group_seq'

export function teamById(tx: ReadTx, organization: OrganizationId, id: string): Promise<TeamRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} ${FROM} WHERE t.id = ? AND t.organization_id = ?`, id, organization)
}

export function teamByNameKey(tx: ReadTx, organization: OrganizationId, nameKey: string): Promise<TeamRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} ${FROM} WHERE t.organization_id = ? AND t.name_key = ?`, organization, nameKey)
}

export function teamsOfGroup(tx: ReadTx, group: GroupSeq): Promise<TeamRow[]> {
  return tx.all(`SELECT ${COLUMNS} ${FROM} WHERE t.group_seq = ? ORDER BY t.name_key`, group)
}

/** The teams whose members the group feeds: those delegated to it, and to a group that it is in, at whatever depth. */
export function teamsFedBy(tx: ReadTx, group: GroupSeq): Promise<{ id: string; name: string }[]> {
  return tx.all(
    `WITH RECURSIVE above (seq) AS (
       SELECT ? UNION SELECT m.group_seq FROM above CROSS JOIN group_members m ON m.kind = 1 AND m.member_seq = above.seq)
     SELECT t.id, t.name FROM above CROSS JOIN teams t ON t.group_seq = above.seq ORDER BY t.name_key, t.id`,
    group,
  )
}

export function orphanedTeams(tx: ReadTx, organization: OrganizationId): Promise<TeamRow[]> {
  return tx.all(
    `SELECT ${COLUMNS} ${FROM} JOIN purges p ON p.id = t.purge_id WHERE t.organization_id = ? AND t.purge_id IS NOT NULL ORDER BY p.at DESC, t.name_key`,
    organization,
  )
}

export interface TeamsQuery {
  readonly organization: OrganizationId
  readonly search: string | undefined
  readonly state: 'manual' | 'delegated' | 'orphaned' | undefined
}

const STATE = {
  manual: 't.group_seq IS NULL AND t.purge_id IS NULL',
  delegated: 't.group_seq IS NOT NULL',
  orphaned: 't.purge_id IS NOT NULL',
}

const teamsWhere = (query: TeamsQuery): Sql =>
  allOf(
    sql('t.organization_id = ?', query.organization),
    given(query.search, (text) => sql('(instr(t.name_key, ?) > 0 OR instr(fold(t.description), ?) > 0)', text, text)),
    given(query.state, (state) => sql(STATE[state])),
  )

export async function countTeams(tx: ReadTx, query: TeamsQuery): Promise<number> {
  const where = teamsWhere(query)
  return (await tx.get<{ n: number }>(`SELECT count(*) AS n FROM teams t WHERE ${where.text}`, ...where.params))?.n ?? 0
}

export function teamsPage(
  tx: ReadTx,
  query: TeamsQuery,
  afterKey: string | undefined,
  limit: number,
  offset = 0,
): Promise<(TeamRow & { nameKey: string })[]> {
  const where = teamsWhere(query)
  return tx.all(
    `SELECT ${COLUMNS}, t.name_key AS nameKey ${FROM} WHERE ${where.text} AND t.name_key > ? ORDER BY t.name_key LIMIT ? OFFSET ?`,
    ...where.params,
    afterKey ?? '',
    limit,
    offset,
  )
}

export async function insertTeam(
  tx: WriteTx,
  team: { id: string; organization: OrganizationId; name: string; nameKey: string; description: string; at: number },
): Promise<void> {
  await tx.run(
    'INSERT INTO teams (id, organization_id, name, name_key, description, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    team.id,
    team.organization,
    team.name,
    team.nameKey,
    team.description,
    team.at,
    team.at,
  )
}

export async function updateTeam(tx: WriteTx, id: string, name: string, nameKey: string, description: string, at: number): Promise<void> {
  await tx.run('UPDATE teams SET name = ?, name_key = ?, description = ?, updated_at = ? WHERE id = ?', name, nameKey, description, at, id)
}

/** Sets what the team stands on: a group, the purge that orphaned it, or neither (manual). */
export async function setTeamLink(tx: WriteTx, id: string, group: GroupSeq | null, purge: string | null, at: number): Promise<void> {
  await tx.run('UPDATE teams SET group_seq = ?, purge_id = ?, updated_at = ? WHERE id = ?', group, purge, at, id)
}

export async function deleteTeam(tx: WriteTx, id: string): Promise<void> {
  await tx.run('DELETE FROM team_members WHERE team_id = ?', id)
  await tx.run('DELETE FROM teams WHERE id = ?', id)
}

export type StoredOrigin = 'manual' | 'sign-in'

export async function insertTeamMember(tx: WriteTx, team: string, user: UserSeq, origin: StoredOrigin, at: number): Promise<boolean> {
  const changed = await tx.run(
    'INSERT INTO team_members (team_id, user_seq, origin, added_at) VALUES (?, ?, ?, ?) ON CONFLICT (team_id, user_seq, origin) DO NOTHING',
    team,
    user,
    origin,
    at,
  )
  return changed > 0
}

export async function deleteTeamMember(tx: WriteTx, team: string, user: UserSeq, origin: StoredOrigin): Promise<boolean> {
  return (await tx.run('DELETE FROM team_members WHERE team_id = ? AND user_seq = ? AND origin = ?', team, user, origin)) > 0
}

export function deleteTeamOrigin(tx: WriteTx, team: string, origin: StoredOrigin): Promise<number> {
  return tx.run('DELETE FROM team_members WHERE team_id = ? AND origin = ?', team, origin)
}

/** Takes the person out of every team that holds her by a row of its own. Gives those teams. */
export async function leaveAllTeams(tx: WriteTx, user: UserSeq): Promise<{ id: string; name: string }[]> {
  const teams = await tx.all<{ id: string; name: string }>(
    'SELECT DISTINCT t.id, t.name FROM team_members m JOIN teams t ON t.id = m.team_id WHERE m.user_seq = ? ORDER BY t.name_key',
    user,
  )
  await tx.run('DELETE FROM team_members WHERE user_seq = ?', user)
  return teams
}

/** Which origins count for a team now. `group` is null when none feeds it. */
export interface MembershipRule {
  readonly team: string
  readonly group: GroupSeq | null
  readonly signIn: boolean
}

export interface TeamMemberRow {
  readonly seq: UserSeq
  readonly userId: string
  readonly userName: string
  readonly userNameKey: string
  readonly displayName: string | null
  readonly active: 0 | 1
  readonly manual: 0 | 1
  readonly provisioning: 0 | 1
  readonly signIn: 0 | 1
  readonly stopped: 0 | 1
}

/**
 * Everyone with an origin that counts, one row each. 'provisioning' is derived from the linked group, so it cannot disagree with
 * the group: a push takes effect on every team in the push's own transaction because there is nothing to bring up to date.
 */
const membersOf = (rule: MembershipRule): Sql => {
  const stored = `SELECT user_seq AS seq, origin = 'manual' AS manual, 0 AS provisioning, origin = 'sign-in' AS signIn
    FROM team_members WHERE team_id = ?${rule.signIn ? '' : " AND origin = 'manual'"}`
  if (rule.group === null) return { text: `WITH origins AS (${stored})`, params: [rule.team] }
  return {
    text: `WITH RECURSIVE ${EFFECTIVE_MEMBERS}, origins AS (${stored} UNION ALL SELECT seq, 0, 1, 0 FROM effective)`,
    params: [rule.group, rule.team],
  }
}

/** I7: what an identity provider gives counts for people who were started; what was given by hand always does. */
const COUNTS = "(o.manual = 1 OR u.rollout = 'started')"

/** People whose account is active here; a deactivated one is in no team until she is reactivated (U7). */
export async function countTeamMembers(tx: ReadTx, rule: MembershipRule): Promise<number> {
  const members = membersOf(rule)
  const row = await tx.get<{ n: number }>(
    `${members.text} SELECT count(DISTINCT o.seq) AS n FROM origins o JOIN users u ON u.seq = o.seq WHERE u.active = 1 AND ${COUNTS}`,
    ...members.params,
  )
  return row?.n ?? 0
}

export function teamMembers(
  tx: ReadTx,
  rule: MembershipRule,
  page: { afterKey: string; limit: number; offset?: number; inactiveToo?: boolean },
): Promise<TeamMemberRow[]> {
  const members = membersOf(rule)
  return tx.all(
    `${members.text}
     SELECT u.seq, u.id AS userId, u.user_name AS userName, u.user_name_key AS userNameKey, u.display_name AS displayName, u.active,
       max(o.manual) AS manual, max(o.provisioning) AS provisioning, max(o.signIn) AS signIn, u.rollout = 'stopped' AS stopped
     FROM origins o JOIN users u ON u.seq = o.seq
     WHERE u.user_name_key > ?${page.inactiveToo ? '' : ' AND u.active = 1'} AND ${COUNTS} GROUP BY u.seq ORDER BY u.user_name_key LIMIT ? OFFSET ?`,
    ...members.params,
    page.afterKey,
    page.limit,
    page.offset ?? 0,
  )
}

/** The teams that a person is in through rows of her own. */
export function storedTeamsOfUser(
  tx: ReadTx,
  user: UserSeq,
): Promise<(Pick<TeamRow, 'id' | 'name' | 'groupId' | 'groupName'> & { origin: StoredOrigin })[]> {
  return tx.all(
    `SELECT t.id, t.name, g.id AS groupId, g.display_name AS groupName, m.origin
     FROM team_members m JOIN teams t ON t.id = m.team_id LEFT JOIN groups g ON g.seq = t.group_seq WHERE m.user_seq = ? ORDER BY t.name_key`,
    user,
  )
}

/** A group that serves more than one team of the organization, if there is one. */
export function sharedGroup(tx: ReadTx, organization: OrganizationId): Promise<{ name: string; teams: number } | undefined> {
  return tx.get(
    `SELECT g.display_name AS name, count(*) AS teams FROM teams t JOIN groups g ON g.seq = t.group_seq
     WHERE t.organization_id = ? GROUP BY g.seq HAVING count(*) > 1 LIMIT 1`,
    organization,
  )
}

/** How many people have a delegated origin (active or not), and how many a manual one: what removing the group takes and leaves. */
export async function countOrigins(tx: ReadTx, rule: MembershipRule): Promise<{ delegated: number; manual: number }> {
  const members = membersOf(rule)
  const row = await tx.get<{ delegated: number; manual: number }>(
    `${members.text} SELECT count(DISTINCT CASE WHEN o.manual = 0 THEN o.seq END) AS delegated,
       count(DISTINCT CASE WHEN o.manual = 1 THEN o.seq END) AS manual
     FROM origins o JOIN users u ON u.seq = o.seq WHERE ${COUNTS}`,
    ...members.params,
  )
  return row ?? { delegated: 0, manual: 0 }
}

/** How many people have a row of their own in the team, by origin. */
export async function countStored(tx: ReadTx, team: string): Promise<{ manual: number; signIn: number }> {
  const row = await tx.get<{ manual: number; signIn: number }>(
    `SELECT count(*) FILTER (WHERE origin = 'manual') AS manual, count(*) FILTER (WHERE origin = 'sign-in') AS signIn
     FROM team_members WHERE team_id = ?`,
    team,
  )
  return row ?? { manual: 0, signIn: 0 }
}

/** How many people a group puts into each of its teams: its effective members who were started (I7), all or the active ones. */
export async function countFed(tx: ReadTx, group: GroupSeq | null, who: 'all' | 'active' = 'all'): Promise<number> {
  if (group === null) return 0
  const row = await tx.get<{ n: number }>(
    `WITH RECURSIVE ${EFFECTIVE_MEMBERS} SELECT count(*) AS n FROM effective e CROSS JOIN users u ON u.seq = e.seq
     WHERE u.rollout = 'started'${who === 'active' ? ' AND u.active = 1' : ''}`,
    group,
  )
  return row?.n ?? 0
}

/** D3: everyone who is in the team by delegation is in it by hand from now on. Tells how many people that gave a manual origin. */
export async function keepAsManual(tx: WriteTx, rule: MembershipRule, at: number): Promise<number> {
  const members = membersOf(rule)
  const kept = await tx.run(
    `${members.text} INSERT INTO team_members (team_id, user_seq, origin, added_at)
     SELECT DISTINCT ?, o.seq, 'manual', ? FROM origins o JOIN users u ON u.seq = o.seq WHERE ${COUNTS} ON CONFLICT (team_id, user_seq, origin) DO NOTHING`,
    ...members.params,
    rule.team,
    at,
  )
  await deleteTeamOrigin(tx, rule.team, 'sign-in')
  return kept
}

/**
 * Takes back `keepAsManual` of that moment, now that the team follows its group again: who is in the group needs no manual origin, and
 * who was in the team by a sign-in is so again.
 */
export async function takeBackManual(tx: WriteTx, team: string, group: GroupSeq, keptAt: number): Promise<void> {
  await tx.run(
    `WITH RECURSIVE ${EFFECTIVE_MEMBERS} DELETE FROM team_members
     WHERE team_id = ? AND origin = 'manual' AND added_at = ? AND user_seq IN (SELECT seq FROM effective)`,
    group,
    team,
    keptAt,
  )
  await tx.run("UPDATE team_members SET origin = 'sign-in' WHERE team_id = ? AND origin = 'manual' AND added_at = ?", team, keptAt)
}

/** D5: gives the purged members who still have access a manual origin. */
export function restorePurged(tx: WriteTx, purge: string, team: string, organization: OrganizationId, at: number): Promise<number> {
  return tx.run(
    `INSERT INTO team_members (team_id, user_seq, origin, added_at)
     SELECT DISTINCT ?, u.seq, 'manual', ? FROM purged_members p JOIN users u ON u.id = p.user_id AND u.organization_id = ?
     WHERE p.purge_id = ? AND p.team_id IN ('', ?) ON CONFLICT (team_id, user_seq, origin) DO NOTHING`,
    team,
    at,
    organization,
    purge,
    team,
  )
}
