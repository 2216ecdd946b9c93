import type { Team } from '../../../shared/console/teams.ts'
import { linkImpact, linkTeam, undoUnlink, unlinkTeam } from '../../domain/delegation.ts'
import { requireGroup } from '../../domain/groups.ts'
import { requireOrganization } from '../../domain/organizations.ts'
import {
  addTeamMember,
  createTeam,
  describeTeam,
  describeTeamMember,
  editTeam,
  removeTeam,
  removeTeamMember,
  requireTeam,
  teamSearch,
} from '../../domain/teams.ts'
import { membershipRule } from '../../domain/membership-rule.ts'
import { teamCounts } from '../../domain/team-counts.ts'
import type { Change } from '../../domain/change.ts'
import type { ReadTx } from '../../store/database/port.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import { countTeamMembers, countTeams, teamMembers, type TeamRow, teamsPage, type TeamsQuery } from '../../store/teams.ts'
import type { Context, HandlersOf } from '../context.ts'
import { decodeCursor, encodeCursor, pageOf } from '../cursor.ts'

interface OfTeam {
  readonly organizationId: number
  readonly teamId: string
}

async function placeOf(tx: ReadTx, input: OfTeam): Promise<{ organization: OrganizationRow; team: TeamRow }> {
  const organization = await requireOrganization(tx, input.organizationId)
  return { organization, team: await requireTeam(tx, organization, input.teamId) }
}

/** Does something to a team and answers with what the team is then. */
function changing(
  { domain, actor }: Context,
  input: OfTeam,
  work: (change: Change, organization: OrganizationRow, team: TeamRow) => Promise<unknown>,
): Promise<Team> {
  return domain.change({ actor }, async (change) => {
    const { organization, team } = await placeOf(change.tx, input)
    await work(change, organization, team)
    return describeTeam(change.tx, organization, await requireTeam(change.tx, organization, team.id))
  })
}

export const teamHandlers: HandlersOf<'teams'> = {
  'teams.list': ({ domain }, input) =>
    domain.read(async (tx) => {
      const organization = await requireOrganization(tx, input.organizationId)
      const query: TeamsQuery = { organization: organization.id, search: teamSearch(input.search), state: input.state }
      const [afterKey] = decodeCursor(input.cursor) ?? []
      const rows = await teamsPage(tx, query, afterKey === undefined ? undefined : String(afterKey), input.limit + 1)
      const items = []
      const counts = teamCounts(tx, organization)
      for (const row of rows.slice(0, input.limit)) items.push(await describeTeam(tx, organization, row, counts))
      const last = rows[input.limit - 1]
      return { items, total: await countTeams(tx, query), next: rows.length > input.limit && last ? encodeCursor([last.nameKey]) : null }
    }),
  'teams.get': ({ domain }, input) =>
    domain.read(async (tx) => {
      const { organization, team } = await placeOf(tx, input)
      return describeTeam(tx, organization, team)
    }),
  'teams.members': ({ domain }, input) =>
    domain.read(async (tx) => {
      const { organization, team } = await placeOf(tx, input)
      const rule = membershipRule(organization, team)
      const [afterKey] = decodeCursor(input.cursor) ?? []
      const rows = await teamMembers(tx, rule, { afterKey: String(afterKey ?? ''), limit: input.limit + 1 })
      return pageOf(rows, input.limit, await countTeamMembers(tx, rule), (last) => [last.userNameKey], describeTeamMember)
    }),
  'teams.create': ({ domain, actor }, input) =>
    domain.change({ actor }, async (change) => {
      const organization = await requireOrganization(change.tx, input.organizationId)
      let team = await createTeam(change, organization, input.name, input.description)
      if (input.groupId !== undefined)
        team = await linkTeam(change, organization, team, await requireGroup(change.tx, organization, input.groupId))
      return describeTeam(change.tx, organization, team)
    }),
  'teams.update': (context, input) => changing(context, input, (change, organization, team) => editTeam(change, organization, team, input)),
  'teams.remove': ({ domain, actor }, input) =>
    domain.change({ actor }, async (change) => {
      const { organization, team } = await placeOf(change.tx, input)
      await removeTeam(change, organization, team)
      return { name: team.name }
    }),
  'teams.linkImpact': ({ domain }, input) =>
    domain.read(async (tx) => {
      const { organization, team } = await placeOf(tx, input)
      return linkImpact(tx, organization, team, await requireGroup(tx, organization, input.groupId))
    }),
  'teams.link': (context, input) =>
    changing(context, input, async (change, organization, team) =>
      linkTeam(change, organization, team, await requireGroup(change.tx, organization, input.groupId)),
    ),
  'teams.unlink': (context, input) => changing(context, input, unlinkTeam),
  'teams.undoUnlink': (context, input) => changing(context, input, undoUnlink),
  'teams.addMember': (context, input) =>
    changing(context, input, (change, organization, team) => addTeamMember(change, organization, team, input.userId)),
  'teams.removeMember': (context, input) =>
    changing(context, input, (change, organization, team) => removeTeamMember(change, organization, team, input.userId)),
}
