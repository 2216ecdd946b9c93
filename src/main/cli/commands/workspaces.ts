import type { Organization } from '../../../shared/console/organizations.ts'
import {
  type Participant,
  type ParticipantSubject,
  WORKSPACE_ROLES,
  type Workspace,
  WorkspaceRole,
} from '../../../shared/console/workspaces.ts'
import type { Args, AskingCommand, Call, OptionSpec } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import { UsageError } from '../failure.ts'
import { groupNamed, memberNamed, organizationNamed, pages, teamNamed, workspaceNamed } from '../names.ts'
import { counted, iso, printable, table } from '../text.ts'

const SUBJECT_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  team: { value: 'TEAM', about: 'a team: its name or id' },
  group: { value: 'GROUP', about: 'a catalog group: its name or id' },
  user: { value: 'USERNAME', about: 'a person: the userName or id' },
}

const shown = ({ createdAt, updatedAt, ...workspace }: Workspace) => ({
  ...workspace,
  createdAt: iso(createdAt),
  updatedAt: iso(updatedAt),
})

const shownParticipant = ({ since, ...participant }: Participant) => ({ ...participant, since: iso(since) })

const create: AskingCommand = {
  words: 'workspace create',
  operands: ['NAME'],
  summary: 'create a workspace',
  about: 'Creates a workspace: where teams, groups and people are given roles.',
  options: { org: ORG_OPTION, description: { value: 'TEXT', about: 'what the workspace is for' } },
  example: 'muster workspace create research --org acme',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const [name = ''] = args.operands
    const workspace = await call('workspaces.create', { organizationId: organization.id, name, description: args.text('description') })
    return { json: shown(workspace), text: `Created the workspace ${workspace.name} in ${organization.name}.` }
  },
}

const list: AskingCommand = {
  words: 'workspace list',
  operands: [],
  summary: 'list the workspaces of an organization',
  about: 'Lists the workspaces, and how many teams, groups and people have a role in each.',
  options: { org: ORG_OPTION },
  example: 'muster workspace list --org acme --json',
  async ask(call, args) {
    const { id: organizationId, name } = await organizationNamed(call, args.text('org') ?? '')
    const workspaces = await pages((cursor, limit) => call('workspaces.list', { organizationId, cursor, limit }))
    const rows = workspaces.map((each) => [each.name, String(each.participantCount), each.description])
    return { json: workspaces.map(shown), text: table(['NAME', 'PARTICIPANTS', 'DESCRIPTION'], rows, `${name} has no workspaces.`) }
  },
}

const show: AskingCommand = {
  words: 'workspace show',
  operands: ['NAME'],
  summary: 'show a workspace and who has a role in it',
  about:
    'Shows the workspace and its participants: teams, groups and people, each with its role. "user access" says what that comes to for a person.',
  options: { org: ORG_OPTION },
  example: 'muster workspace show research --org acme',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const workspace = await workspaceNamed(call, organization, args.operands[0] ?? '')
    const of = { organizationId: organization.id, workspaceId: workspace.id }
    const participants = await pages((cursor, limit) => call('workspaces.participants', { ...of, cursor, limit }))
    const rows = participants.map(({ subject, name, userName, role, people }) => [
      subject.kind === 'user' ? 'person' : subject.kind,
      userName ?? name,
      role,
      String(people),
    ])
    const title = [`Workspace ${workspace.name}`, ...(workspace.description === '' ? [] : [printable(workspace.description)])].join('\n')
    return {
      json: { ...shown(workspace), participants: participants.map(shownParticipant) },
      text: `${title}\n\n${table(['KIND', 'NAME', 'ROLE', 'PEOPLE'], rows, 'Nobody has a role in it.')}`,
    }
  },
}

const remove: AskingCommand = {
  words: 'workspace remove',
  operands: ['NAME'],
  summary: 'remove a workspace',
  about: 'Removes the workspace and every role in it. Teams, groups and people stay.',
  options: { org: ORG_OPTION },
  example: 'muster workspace remove research --org acme',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const { id: workspaceId } = await workspaceNamed(call, organization, args.operands[0] ?? '')
    const removed = await call('workspaces.remove', { organizationId: organization.id, workspaceId })
    return {
      json: removed,
      text: `Removed the workspace ${removed.name}, and with it the roles of ${counted(removed.participants, 'participant')}.`,
    }
  },
}

const grant: AskingCommand = {
  words: 'workspace grant',
  operands: ['NAME'],
  summary: 'give a team, a group or a person a role in a workspace',
  about: `Gives one of --team, --group and --user a role: ${WORKSPACE_ROLES.join(', ')}. One that has a role in the workspace gets this one instead.`,
  options: { org: ORG_OPTION, role: { value: 'ROLE', about: WORKSPACE_ROLES.join(', '), required: true }, ...SUBJECT_OPTIONS },
  example: 'muster workspace grant research --org acme --role maintain --team platform',
  async ask(call, args) {
    const role = WorkspaceRole.safeParse(args.text('role'))
    if (!role.success) throw new UsageError(`--role is one of ${WORKSPACE_ROLES.join(', ')}.`, 'workspace grant')
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const workspace = await workspaceNamed(call, organization, args.operands[0] ?? '')
    const subject = await subjectOf(call, organization, args, 'workspace grant')
    const of = { organizationId: organization.id, workspaceId: workspace.id }
    const participant = await call('workspaces.grant', { ...of, subject, role: role.data })
    return {
      json: shownParticipant(participant),
      text: `The ${wordOf(subject)} ${printable(participant.name)} has the role ${participant.role} in ${workspace.name}.`,
    }
  },
}

const revoke: AskingCommand = {
  words: 'workspace revoke',
  operands: ['NAME'],
  summary: 'take a role in a workspace away',
  about: 'Takes the role of one of --team, --group and --user in the workspace away. What people have by other ways stays.',
  options: { org: ORG_OPTION, ...SUBJECT_OPTIONS },
  example: 'muster workspace revoke research --org acme --team platform',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const workspace = await workspaceNamed(call, organization, args.operands[0] ?? '')
    const subject = await subjectOf(call, organization, args, 'workspace revoke')
    const revoked = await call('workspaces.revoke', { organizationId: organization.id, workspaceId: workspace.id, subject })
    return {
      json: { subject, ...revoked },
      text: `The ${wordOf(subject)} ${printable(revoked.name)} has no role in ${workspace.name} any more; it was ${revoked.role}.`,
    }
  },
}

const wordOf = ({ kind }: ParticipantSubject): string => (kind === 'user' ? 'person' : kind)

async function subjectOf(call: Call, organization: Organization, args: Args, command: string): Promise<ParticipantSubject> {
  const [team, group, user] = [args.text('team'), args.text('group'), args.text('user')]
  if ([team, group, user].filter((each) => each !== undefined).length !== 1)
    throw new UsageError('Name one of --team, --group and --user.', command)
  if (team !== undefined) return { kind: 'team', id: (await teamNamed(call, organization, team)).id }
  if (group !== undefined) return { kind: 'group', id: (await groupNamed(call, organization, group)).id }
  return { kind: 'user', id: (await memberNamed(call, organization, user ?? '')).userId }
}

export const workspaceCommands = [create, list, show, remove, grant, revoke]
