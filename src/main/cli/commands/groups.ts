import type { Group, RemovalImpact } from '../../../shared/console/catalog.ts'
import type { Args, AskingCommand, Call } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import { UsageError } from '../failure.ts'
import { groupNamed, organizationNamed, pages } from '../names.ts'
import { counted, iso, printable, table } from '../text.ts'

const shown = ({ createdAt, updatedAt, ...group }: Group) => ({ ...group, createdAt: iso(createdAt), updatedAt: iso(updatedAt) })

async function ofGroup(call: Call, args: Args): Promise<{ organizationId: number; groupId: string }> {
  const organization = await organizationNamed(call, args.text('org') ?? '')
  const { id: groupId } = await groupNamed(call, organization, args.operands[0] ?? '')
  return { organizationId: organization.id, groupId }
}

const list: AskingCommand = {
  words: 'group list',
  operands: [],
  summary: 'list the catalog of an organization',
  about: 'Lists the groups: pushed or entered by hand, with the teams that follow each.',
  options: { org: ORG_OPTION, search: { value: 'TEXT', about: 'only those whose name has the text in it' } },
  example: 'muster group list --org acme --search platform',
  async ask(call, args) {
    const { id: organizationId } = await organizationNamed(call, args.text('org') ?? '')
    const groups = await pages((cursor, limit) => call('catalog.list', { organizationId, search: args.text('search'), cursor, limit }))
    const rows = groups.map((group) => [
      printable(group.displayName),
      group.source === 'scim' ? 'pushed' : 'by hand',
      String(group.memberCount),
      group.teams.map(({ name }) => name).join(', '),
      printable(group.label ?? ''),
    ])
    return { json: groups.map(shown), text: table(['GROUP', 'SOURCE', 'MEMBERS', 'TEAMS', 'LABEL'], rows, 'The catalog is empty.') }
  },
}

const show: AskingCommand = {
  words: 'group show',
  operands: ['NAME'],
  summary: 'show a group and its members',
  about: 'Shows the group and who is a member of it: people, and groups that are nested in it.',
  options: { org: ORG_OPTION },
  example: 'muster group show "Platform Engineers" --org acme',
  async ask(call, args) {
    const of = await ofGroup(call, args)
    const group = await call('catalog.get', of)
    const members = await pages((cursor, limit) => call('catalog.members', { ...of, cursor, limit }))
    const teams = group.teams.map(({ name }) => name).join(', ')
    const head = `Group ${printable(group.displayName)}, ${group.source === 'scim' ? 'pushed' : 'entered by hand'}. ${teams === '' ? 'No team follows it.' : `Followed by ${teams}.`}`
    const rows = members.map(({ name, kind, active }) => [printable(name), kind === 'user' ? 'person' : 'group', active ? 'yes' : 'no'])
    return { json: { ...shown(group), members }, text: `${head}\n\n${table(['MEMBER', 'KIND', 'ACTIVE'], rows, 'It has no members.')}` }
  },
}

const edit: AskingCommand = {
  words: 'group edit',
  operands: ['NAME'],
  summary: 'change a group that was entered by hand',
  about: 'Changes the identifier or the label. A pushed group is changed in the identity provider (G3).',
  options: {
    org: ORG_OPTION,
    name: { value: 'NAME', about: 'the new identifier, exactly as in the claim' },
    label: { value: 'TEXT', about: 'a note for administrators' },
    'no-label': { about: 'take the label away' },
  },
  example: 'muster group edit "Platform Engineers" --org acme --name "Platform"',
  async ask(call, args) {
    if (args.on('no-label') && args.text('label') !== undefined)
      throw new UsageError('--label and --no-label do not go together.', 'group edit')
    const label = args.on('no-label') ? null : args.text('label')
    const group = await call('catalog.update', { ...(await ofGroup(call, args)), displayName: args.text('name'), label })
    return {
      json: shown(group),
      text: `The group is ${printable(group.displayName)}${group.label === null ? '' : ` (${printable(group.label)})`}.`,
    }
  },
}

const remove: AskingCommand = {
  words: 'group remove',
  operands: ['NAME'],
  summary: 'remove a group that was entered by hand',
  about:
    'Removes the entry. Every team that follows it loses those members whom the group or a sign-in brought, and is orphaned. With --preview it says so and changes nothing. A pushed group is removed in the identity provider (G3).',
  options: { org: ORG_OPTION, preview: { about: 'only say what would happen' } },
  example: 'muster group remove "Platform Engineers" --org acme --preview',
  async ask(call, args) {
    const of = await ofGroup(call, args)
    const preview = args.on('preview')
    const impact = await call(preview ? 'catalog.removalImpact' : 'catalog.remove', of)
    return {
      json: impact,
      text: `${preview ? 'Would remove' : 'Removed'} the group ${printable(impact.group.displayName)}.\n\n${impactTable(impact)}`,
    }
  },
}

function impactTable({ teams }: RemovalImpact): string {
  const rows = teams.map(({ name, purgedMembers, keptMembers }) => [name, counted(purgedMembers, 'member'), counted(keptMembers, 'member')])
  return table(['TEAM', 'LOSES', 'KEEPS'], rows, 'No team follows it.')
}

const add: AskingCommand = {
  words: 'group add',
  operands: ['NAME'],
  summary: 'enter a group into the catalog by hand',
  about:
    'Enters a group by hand, for an identity provider that does not push it. NAME is exactly the string in its "groups" claim. A later push of the same name takes the entry over.',
  options: { org: ORG_OPTION, label: { value: 'TEXT', about: 'a note for administrators' } },
  example: 'muster group add "Platform Engineers" --org acme',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const [displayName = ''] = args.operands
    const group = await call('catalog.add', { organizationId: organization.id, displayName, label: args.text('label') })
    return { json: shown(group), text: `Added the group ${printable(group.displayName)} to the catalog of ${organization.name}.` }
  },
}

export const groupCommands = [list, show, add, edit, remove]
