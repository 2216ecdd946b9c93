import { z } from 'zod'
import { WorkspaceRole } from '../../../shared/console/workspaces.ts'
import { DomainError } from '../../domain/error.ts'
import { describeParticipant, describeParticipations, grantRole, requireParticipant, revokeRole } from '../../domain/participants.ts'
import { requireTeam } from '../../domain/teams.ts'
import { requireWorkspace } from '../../domain/workspaces.ts'
import type { ReadTx } from '../../store/database/port.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import { participantsPage, type Subject } from '../../store/participants.ts'
import { get, post, put, remove } from '../route.ts'
import { Count, Id, iso, listOf, Paging, shape, Time } from '../shapes.ts'
import { personNamed, Who } from './team-members.ts'

const Participant = shape(
  'Participant',
  z.object({
    id: Id.describe('Names the participant within its workspace.'),
    type: z.enum(['team', 'group', 'user']),
    subjectId: Id.describe('The id of the team, the catalog group or the person.'),
    name: z.string(),
    userName: z.string().nullable(),
    people: Count.describe('How many people it stands for now.'),
    role: WorkspaceRole,
    since: Time,
  }),
)

const TeamWorkspace = shape('TeamWorkspace', z.object({ workspaceId: Id, workspaceName: z.string(), role: WorkspaceRole }))

function participant(described: Awaited<ReturnType<typeof describeParticipant>>): z.input<typeof Participant> {
  const { subject, name, userName, people, role, since } = described
  return { id: `${subject.kind}:${subject.id}`, type: subject.kind, subjectId: subject.id, name, userName, people, role, since: iso(since) }
}

/** `team:0198…` */
function subjectOf(id: string): Subject {
  const [, kind, subject] = /^(team|group|user):(.+)$/.exec(id) ?? []
  if (kind === undefined || subject === undefined) throw new DomainError('not_found', `There is no participant ${id} in this workspace.`)
  return { kind: kind as Subject['kind'], id: subject }
}

async function subjectNamed(
  tx: ReadTx,
  organization: OrganizationRow,
  body: {
    teamId?: string | undefined
    groupId?: string | undefined
    userId?: string | undefined
    userName?: string | undefined
  },
): Promise<Subject> {
  const { teamId, groupId, ...who } = body
  if (teamId !== undefined) return { kind: 'team', id: teamId }
  if (groupId !== undefined) return { kind: 'group', id: groupId }
  if (who.userId === undefined && who.userName === undefined)
    throw new DomainError('invalid', 'Give teamId, groupId, userId or userName.', { field: 'teamId' })
  return { kind: 'user', id: (await personNamed(tx, organization, who)).id }
}

const AT = '/api/orgs/{orgId}/workspaces/{workspaceId}/participants'
const OF_TEAM = '/api/orgs/{orgId}/teams/{teamId}/workspaces'

export const participantRoutes = [
  get(AT, {
    id: 'listParticipants',
    summary: 'Who has a role of their own in the workspace: teams, then groups, then people.',
    needs: { permission: 'WORKSPACES:READ' },
    query: z.object(Paging),
    answer: listOf('participants', Participant),
    async run(tx, { organization, params, query: { max, offset } }) {
      const workspace = await requireWorkspace(tx, organization, params.workspaceId)
      const participants = []
      for (const row of await participantsPage(tx, workspace.id, undefined, max, offset))
        participants.push(participant(await describeParticipant(tx, organization, row)))
      return { participants, totalSize: workspace.participantCount }
    },
  }),
  post(AT, {
    id: 'addParticipant',
    summary: 'Gives a team, a group or a person a role in the workspace, or another one than it has.',
    needs: { permission: 'WORKSPACES:UPDATE' },
    body: z.object({ teamId: Id.optional(), groupId: Id.optional(), ...Who, role: WorkspaceRole }),
    answer: Participant,
    status: 201,
    async run(change, { organization, params, body }) {
      const workspace = await requireWorkspace(change.tx, organization, params.workspaceId)
      const subject = await subjectNamed(change.tx, organization, body)
      return participant(
        await describeParticipant(change.tx, organization, await grantRole(change, organization, workspace, subject, body.role)),
      )
    },
  }),
  put(`${AT}/{participantId}/role`, {
    id: 'setParticipantRole',
    summary: 'Gives a participant another role.',
    needs: { permission: 'WORKSPACES:UPDATE' },
    body: z.object({ role: WorkspaceRole }),
    answer: Participant,
    async run(change, { organization, params, body }) {
      const workspace = await requireWorkspace(change.tx, organization, params.workspaceId)
      const subject = subjectOf(params.participantId)
      await requireParticipant(change.tx, workspace, subject)
      return participant(
        await describeParticipant(change.tx, organization, await grantRole(change, organization, workspace, subject, body.role)),
      )
    },
  }),
  remove(`${AT}/{participantId}`, {
    id: 'removeParticipant',
    summary: 'Takes a participant’s role in the workspace away.',
    needs: { permission: 'WORKSPACES:UPDATE' },
    async run(change, { organization, params }) {
      const workspace = await requireWorkspace(change.tx, organization, params.workspaceId)
      await revokeRole(change, organization, workspace, subjectOf(params.participantId))
    },
  }),
  get(OF_TEAM, {
    id: 'listTeamWorkspaces',
    summary: 'Where the team has a role.',
    needs: { permission: 'TEAMS:READ' },
    answer: listOf('workspaces', TeamWorkspace),
    async run(tx, { organization, params }) {
      const { id } = await requireTeam(tx, organization, params.teamId)
      const rows = await describeParticipations(tx, organization, { kind: 'team', id })
      const workspaces = rows.map(({ workspace, role }) => ({ workspaceId: workspace.id, workspaceName: workspace.name, role }))
      return { workspaces, totalSize: workspaces.length }
    },
  }),
  post(OF_TEAM, {
    id: 'setTeamWorkspace',
    summary: 'Gives the team a role in a workspace, or another one than it has; delegated and orphaned teams keep theirs.',
    needs: { permission: 'WORKSPACES:UPDATE' },
    body: z.object({ workspaceId: Id, role: WorkspaceRole }),
    answer: TeamWorkspace,
    async run(change, { organization, params, body }) {
      const { id } = await requireTeam(change.tx, organization, params.teamId)
      const workspace = await requireWorkspace(change.tx, organization, body.workspaceId)
      await grantRole(change, organization, workspace, { kind: 'team', id }, body.role)
      return { workspaceId: workspace.id, workspaceName: workspace.name, role: body.role }
    },
  }),
  remove(`${OF_TEAM}/{workspaceId}`, {
    id: 'removeTeamWorkspace',
    summary: 'Takes the team’s role in a workspace away.',
    needs: { permission: 'WORKSPACES:UPDATE' },
    async run(change, { organization, params }) {
      const { id } = await requireTeam(change.tx, organization, params.teamId)
      await revokeRole(change, organization, await requireWorkspace(change.tx, organization, params.workspaceId), { kind: 'team', id })
    },
  }),
]
