import type { OptionSpec, AskingCommand } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import type { Team, TeamMember } from '../../../shared/console/teams.ts'
import { groupNamed, organizationNamed, pages, teamNamed } from '../names.ts'
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
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const [name = ''] = args.operands
    const { id: teamId } = await teamNamed(call, organization, name)
    const of = { organizationId: organization.id, teamId }
    const team = await call('teams.get', of)
    const members = await pages((cursor, limit) => call('teams.members', { ...of, cursor, limit }))
    return { json: { ...shown(team), members }, text: `${described(team)}\n\n${memberTable(members)}` }
  },
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

export const teamCommands = [create, link, show]
