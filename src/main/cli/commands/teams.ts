import type { Args, AskingCommand, Call, OptionSpec } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import type { Team, TeamMember } from '../../../shared/console/teams.ts'
import { groupNamed, organizationNamed, pages, teamNamed, userNamed } from '../names.ts'
import { counted, iso, printable, table } from '../text.ts'

const GROUP_OPTION: OptionSpec = { value: 'GROUP', about: 'the catalog group: its name or id' }

function shown({ orphaned, createdAt, updatedAt, ...team }: Team) {
  const why =
    orphaned === null
      ? null
      : { group: orphaned.groupName, cause: orphaned.cause, time: iso(orphaned.at), purgedCount: orphaned.purgedCount }
  return { ...team, orphaned: why, createdAt: iso(createdAt), updatedAt: iso(updatedAt) }
}

const create: AskingCommand = {
  words: 'team create',
  operands: ['NAME'],
  summary: 'create a team',
  about: 'Creates a team: what access is given to. With --group its members follow that catalog group from the start.',
  options: { org: ORG_OPTION, description: { value: 'TEXT', about: 'what the team is for' }, group: GROUP_OPTION },
  example: 'muster team create platform --org acme',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const wanted = args.text('group')
    const groupId = wanted === undefined ? undefined : (await groupNamed(call, organization, wanted)).id
    const [name = ''] = args.operands
    const team = await call('teams.create', { organizationId: organization.id, name, description: args.text('description'), groupId })
    return { json: shown(team), text: `Created the team ${team.name} in ${organization.name}.${managedBy(team)}` }
  },
}

const link: AskingCommand = {
  words: 'team link',
  operands: ['NAME'],
  summary: 'let a catalog group manage a team',
  about:
    "Delegates the team to a group: from then on its members follow the identity provider's, and members that were added by hand stay. An orphaned team is resolved by it.",
  options: { org: ORG_OPTION, group: { ...GROUP_OPTION, required: true } },
  example: 'muster team link platform --org acme --group "Platform Engineers"',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const [name = ''] = args.operands
    const team = await teamNamed(call, organization, name)
    const group = await groupNamed(call, organization, args.text('group') ?? '')
    const linked = await call('teams.link', { organizationId: organization.id, teamId: team.id, groupId: group.id })
    return { json: shown(linked), text: `${linked.name}:${managedBy(linked)} It has ${counted(linked.memberCount, 'member')}.` }
  },
}

const show: AskingCommand = {
  words: 'team show',
  operands: ['NAME'],
  summary: 'show a team and its members',
  about: 'Shows the team, and for each member why the person is in it: manual, provisioning (pushed group membership) or sign-in (claims).',
  options: { org: ORG_OPTION },
  example: 'muster team show platform --org acme --json',
  async ask(call, args) {
    const of = await ofTeam(call, args)
    const team = await call('teams.get', of)
    const members = await pages((cursor, limit) => call('teams.members', { ...of, cursor, limit }))
    return { json: { ...shown(team), members }, text: `${described(team)}\n\n${memberTable(members)}` }
  },
}

const list: AskingCommand = {
  words: 'team list',
  operands: [],
  summary: 'list the teams of an organization',
  about: 'Lists the teams: which group each follows, or has lost, and how many members it has.',
  options: { org: ORG_OPTION },
  example: 'muster team list --org acme',
  async ask(call, args) {
    const { id: organizationId } = await organizationNamed(call, args.text('org') ?? '')
    const teams = await pages((cursor, limit) => call('teams.list', { organizationId, cursor, limit }))
    const rows = teams.map((team) => [team.name, following(team), String(team.memberCount), printable(team.description)])
    return { json: teams.map(shown), text: table(['TEAM', 'MANAGED BY', 'MEMBERS', 'DESCRIPTION'], rows, 'It has no teams.') }
  },
}

const update: AskingCommand = {
  words: 'team update',
  operands: ['NAME'],
  summary: 'rename or describe a team',
  about: 'Changes name and description, which stay yours to change while a group manages the members.',
  options: {
    org: ORG_OPTION,
    name: { value: 'NAME', about: 'the new name' },
    description: { value: 'TEXT', about: 'what the team is for' },
  },
  example: 'muster team update platform --org acme --name platform-engineers',
  async ask(call, args) {
    const of = await ofTeam(call, args)
    const team = await call('teams.update', { ...of, name: args.text('name'), description: args.text('description') })
    return { json: shown(team), text: described(team) }
  },
}

const unlink: AskingCommand = {
  words: 'team unlink',
  operands: ['NAME'],
  summary: 'stop a group from managing a team',
  about: 'Gives the team back to manual management (D3). Whoever is in it now stays, as if added by hand; the group is left as it is.',
  options: { org: ORG_OPTION },
  example: 'muster team unlink platform --org acme',
  async ask(call, args) {
    const team = await call('teams.unlink', await ofTeam(call, args))
    return { json: shown(team), text: `${team.name} is managed by hand. It keeps ${counted(team.memberCount, 'member')}.` }
  },
}

const returnToManual: AskingCommand = {
  words: 'team return',
  operands: ['NAME'],
  summary: 'give an orphaned team back to manual management',
  about:
    'Resolves an orphaned team without another group. With --with-members those who were purged with the group come back as manual members. To give it another group, use "muster team link".',
  options: { org: ORG_OPTION, 'with-members': { about: 'bring the purged members back' } },
  example: 'muster team return platform --org acme --with-members',
  async ask(call, args) {
    const team = await call('orphans.returnToManual', { ...(await ofTeam(call, args)), restoreMembers: args.on('with-members') })
    return { json: shown(team), text: `${team.name} is managed by hand. It has ${counted(team.memberCount, 'member')}.` }
  },
}

const remove: AskingCommand = {
  words: 'team delete',
  operands: ['NAME'],
  summary: 'delete a team',
  about: 'Deletes the team with its roles in workspaces. Refused while a group manages it: unlink it first.',
  options: { org: ORG_OPTION },
  example: 'muster team delete platform --org acme',
  async ask(call, args) {
    const deleted = await call('teams.remove', await ofTeam(call, args))
    return { json: deleted, text: `Deleted the team ${deleted.name}.` }
  },
}

async function ofTeam(call: Call, args: Args): Promise<{ organizationId: number; teamId: string }> {
  const organization = await organizationNamed(call, args.text('org') ?? '')
  const { id: teamId } = await teamNamed(call, organization, args.operands[0] ?? '')
  return { organizationId: organization.id, teamId }
}

const memberCommand = (
  words: string,
  summary: string,
  about: string,
  method: 'teams.addMember' | 'teams.removeMember',
  done: (person: string, team: string) => string,
): AskingCommand => ({
  words,
  operands: ['NAME', 'USERNAME'],
  summary,
  about,
  options: { org: ORG_OPTION },
  example: `muster ${words} on-call ada@acme.example --org acme`,
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const [name = '', userName = ''] = args.operands
    const { id: teamId } = await teamNamed(call, organization, name)
    const { id: userId, userName: found } = await userNamed(call, organization, userName)
    const team = await call(method, { organizationId: organization.id, teamId, userId })
    return { json: shown(team), text: `${done(printable(found), team.name)} It has ${counted(team.memberCount, 'member')}.` }
  },
})

const addMember = memberCommand(
  'team add-member',
  'add a person to a team by hand',
  'Adds a person who has access to the organization. Refused while a group manages the team.',
  'teams.addMember',
  (person, team) => `Added ${person} to ${team}.`,
)

const removeMember = memberCommand(
  'team remove-member',
  'take a person out of a team',
  'Takes a person out who is in the team by hand. Refused while a group manages the team.',
  'teams.removeMember',
  (person, team) => `Took ${person} out of ${team}.`,
)

function following({ group, orphaned }: Team): string {
  if (group !== null) return printable(group.displayName)
  return orphaned === null ? 'by hand' : `orphaned: ${printable(orphaned.groupName)} was removed`
}

function managedBy({ group }: Team): string {
  return group === null ? '' : ` Its members follow the group ${printable(group.displayName)}.`
}

function described(team: Team): string {
  const lines = [`Team ${team.name}`]
  if (team.description !== '') lines.push(printable(team.description))
  if (team.group !== null) lines.push(`Managed in the identity provider, by the group ${printable(team.group.displayName)}.`)
  if (team.orphaned !== null)
    lines.push(`Orphaned: its group ${printable(team.orphaned.groupName)} was removed at ${iso(team.orphaned.at)}. See "muster orphans".`)
  return lines.join('\n')
}

function memberTable(members: readonly TeamMember[]): string {
  const rows = members.map(({ userName, displayName, active, origins }) => [
    userName,
    displayName ?? '',
    active ? 'yes' : 'no',
    origins.join(', '),
  ])
  return table(['USER NAME', 'NAME', 'ACTIVE', 'BECAUSE OF'], rows, 'It has no members.')
}

export const teamCommands = [create, list, show, update, link, unlink, returnToManual, remove, addMember, removeMember]
