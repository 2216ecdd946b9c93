import { z } from 'zod'
import type { Team as DescribedTeam } from '../../../shared/console/teams.ts'
import type { Change } from '../../domain/change.ts'
import { linkTeam, returnToManual, unlinkTeam } from '../../domain/delegation.ts'
import { requireGroup } from '../../domain/groups.ts'
import { type TeamCounts, teamCounts } from '../../domain/team-counts.ts'
import { createTeam, describeTeam, editTeam, removeTeam, requireTeam, teamSearch } from '../../domain/teams.ts'
import type { ReadTx } from '../../store/database/port.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import { countTeams, type TeamRow, teamsPage, type TeamsQuery } from '../../store/teams.ts'
import { get, post, put, remove } from '../route.ts'
import { Count, Id, iso, listOf, Paging, shape, Time } from '../shapes.ts'

const Team = shape(
  'Team',
  z.object({
    id: Id,
    name: z.string(),
    description: z.string(),
    idpGroupId: Id.nullable().describe('The catalog group that the team is delegated to.'),
    idpGroupName: z.string().nullable(),
    managedInIdp: z.boolean(),
    orphaned: z
      .object({ groupName: z.string(), cause: z.string(), at: Time, purgedCount: Count })
      .nullable()
      .describe('Set while the team waits for an administrator, its group having been removed.'),
    memberCount: Count,
    createdAt: Time,
    updatedAt: Time,
  }),
)

export function team(described: DescribedTeam): z.input<typeof Team> {
  const { id, name, description, group, orphaned, memberCount, createdAt, updatedAt } = described
  return {
    id,
    name,
    description,
    idpGroupId: group?.id ?? null,
    idpGroupName: group?.displayName ?? null,
    managedInIdp: group !== null,
    orphaned: orphaned && { ...orphaned, at: iso(orphaned.at) },
    memberCount,
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
  }
}

const described = async (tx: ReadTx, organization: OrganizationRow, row: TeamRow, counts?: TeamCounts) =>
  team(await describeTeam(tx, organization, row, counts))

const IdpGroupId = z.string().max(64).nullable()

/** D1–D3, D5: delegates, clears, or brings an orphaned team back, as its IdP Group field is set. */
async function delegate(
  change: Change,
  organization: OrganizationRow,
  row: TeamRow,
  wanted: { idpGroupId: string | null; restoreMembers: boolean },
): Promise<TeamRow> {
  if (wanted.idpGroupId !== null) return linkTeam(change, organization, row, await requireGroup(change.tx, organization, wanted.idpGroupId))
  if (row.groupSeq !== null) return unlinkTeam(change, organization, row)
  return row.purgeId === null ? row : returnToManual(change, organization, row, wanted.restoreMembers)
}

export const teamRoutes = [
  get('/api/orgs/{orgId}/teams', {
    id: 'listTeams',
    summary: 'The organization’s teams, by name.',
    needs: { permission: 'TEAMS:READ' },
    query: z.object({
      ...Paging,
      search: z.string().max(200).optional(),
      state: z.enum(['manual', 'delegated', 'orphaned']).optional(),
    }),
    answer: listOf('teams', Team),
    async run(tx, { organization, query: { max, offset, search, state } }) {
      const query: TeamsQuery = { organization: organization.id, search: teamSearch(search), state }
      const teams = []
      const counts = teamCounts(tx, organization)
      for (const row of await teamsPage(tx, query, undefined, max, offset)) teams.push(await described(tx, organization, row, counts))
      return { teams, totalSize: await countTeams(tx, query) }
    },
  }),
  post('/api/orgs/{orgId}/teams', {
    id: 'createTeam',
    summary: 'Creates a team; with `idpGroupId` it is delegated to that group at once.',
    needs: { permission: 'TEAMS:CREATE' },
    body: z.object({ name: z.string(), description: z.string().max(1000).default(''), idpGroupId: IdpGroupId.optional() }),
    answer: Team,
    status: 201,
    refuses: [404, 409],
    async run(change, { organization, body: { name, description, idpGroupId } }) {
      const row = await createTeam(change, organization, name, description)
      const wanted = { idpGroupId: idpGroupId ?? null, restoreMembers: false }
      return described(change.tx, organization, await delegate(change, organization, row, wanted))
    },
  }),
  get('/api/orgs/{orgId}/teams/{teamId}', {
    id: 'getTeam',
    summary: 'One team, with the group that it is delegated to.',
    needs: { permission: 'TEAMS:READ' },
    answer: Team,
    run: async (tx, { organization, params }) => described(tx, organization, await requireTeam(tx, organization, params.teamId)),
  }),
  put('/api/orgs/{orgId}/teams/{teamId}', {
    id: 'updateTeam',
    summary: 'Changes what is given of a team and leaves the rest.',
    about:
      '`idpGroupId` delegates the team, or, when it is null, returns it to manual management: who is in a delegated team stays as a manual member; ' +
      'of an orphaned one the purged members come back with `restoreMembers`.',
    needs: { permission: 'TEAMS:UPDATE' },
    body: z.object({
      name: z.string().optional(),
      description: z.string().max(1000).optional(),
      idpGroupId: IdpGroupId.optional(),
      restoreMembers: z.boolean().default(false),
    }),
    answer: Team,
    refuses: [409],
    async run(change, { organization, params, body: { name, description, idpGroupId, restoreMembers } }) {
      const before = await requireTeam(change.tx, organization, params.teamId)
      const row = await editTeam(change, organization, before, { name, description })
      const after = idpGroupId === undefined ? row : await delegate(change, organization, row, { idpGroupId, restoreMembers })
      return described(change.tx, organization, after)
    },
  }),
  remove('/api/orgs/{orgId}/teams/{teamId}', {
    id: 'deleteTeam',
    summary: 'Deletes a team; 409 while it is delegated.',
    needs: { permission: 'TEAMS:DELETE' },
    refuses: [409],
    run: async (change, { organization, params }) =>
      removeTeam(change, organization, await requireTeam(change.tx, organization, params.teamId)),
  }),
]
