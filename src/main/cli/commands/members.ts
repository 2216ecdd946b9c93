import { type Member, OrganizationRole } from '../../../shared/console/members.ts'
import type { Args, AskingCommand, OptionSpec } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import { UsageError } from '../failure.ts'
import { memberNamed, organizationNamed, pages } from '../names.ts'
import { iso, printable, table } from '../text.ts'

const ROLE_OPTION: OptionSpec = { value: 'ROLE', about: 'owner or member' }

const shown = ({ createdAt, ...member }: Member) => ({ ...member, createdAt: iso(createdAt) })

function roleOf(args: Args, command: string): OrganizationRole | undefined {
  const text = args.text('role')
  if (text === undefined) return undefined
  const role = OrganizationRole.safeParse(text)
  if (!role.success) throw new UsageError(`--role is owner or member, not "${text}".`, command)
  return role.data
}

const ORIGINS = { scim: 'pushed', manual: 'added by hand', 'sign-in': 'signed in' } as const

function stateOf({ hasAccess, active }: Member): string {
  if (!hasAccess) return 'removed'
  return active ? 'yes' : 'no'
}

const list: AskingCommand = {
  words: 'member list',
  operands: [],
  summary: 'list the people of an organization and who owns it',
  about:
    'Lists everyone with access: owner or member, active or not, and whether pushed by the identity provider, added by hand or signed in.',
  options: { org: ORG_OPTION, role: ROLE_OPTION },
  example: 'muster member list --org acme --role owner',
  async ask(call, args) {
    const role = roleOf(args, 'member list')
    const { id: organizationId } = await organizationNamed(call, args.text('org') ?? '')
    const members = await pages((cursor, limit) => call('members.list', { organizationId, role, cursor, limit }))
    const rows = members.map((each) => [each.userName, each.displayName ?? '', each.role, ORIGINS[each.origin], stateOf(each)])
    return {
      json: members.map(shown),
      text: table(['USER NAME', 'NAME', 'ROLE', 'CAME BY', 'ACTIVE'], rows, role === 'owner' ? 'It has no owner.' : 'It has no members.'),
    }
  },
}

const add: AskingCommand = {
  words: 'member add',
  operands: ['USERNAME'],
  summary: 'add a person by hand',
  about:
    'Gives a person access whom no identity provider pushes. A later push of the same userName takes the entry over, under the same id.',
  options: {
    org: ORG_OPTION,
    name: { value: 'NAME', about: 'the name to show' },
    email: { value: 'EMAIL', about: 'the e-mail address' },
    role: ROLE_OPTION,
  },
  example: 'muster member add ada@acme.example --org acme --name "Ada Byron" --role owner',
  async ask(call, args) {
    const role = roleOf(args, 'member add')
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const [userName = ''] = args.operands
    const wanted = { userName, displayName: args.text('name'), email: args.text('email'), role }
    const member = await call('members.add', { organizationId: organization.id, ...wanted })
    return { json: shown(member), text: `Added ${printable(member.userName)} to ${organization.name} as ${member.role}.` }
  },
}

const remove: AskingCommand = {
  words: 'member remove',
  operands: ['USERNAME'],
  summary: "take a person's access away",
  about:
    'Takes the access of a person who was added by hand, or who signed in, away: groups, teams, roles. People who are pushed are removed in the identity provider. The account, and access to other organizations, stay.',
  options: { org: ORG_OPTION },
  example: 'muster member remove ada@acme.example --org acme',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const { userId } = await memberNamed(call, organization, args.operands[0] ?? '')
    const removed = await call('members.remove', { organizationId: organization.id, userId })
    return { json: { userId, ...removed }, text: `${printable(removed.userName)} has no access to ${organization.name} any more.` }
  },
}

const setRole: AskingCommand = {
  words: 'member set-role',
  operands: ['USERNAME'],
  summary: 'make a person an owner, or a member again',
  about: 'Owners may do everything in the organization. The last one cannot be made a member.',
  options: { org: ORG_OPTION, role: { ...ROLE_OPTION, required: true } },
  example: 'muster member set-role ada@acme.example --org acme --role owner',
  async ask(call, args) {
    const role = roleOf(args, 'member set-role') ?? 'member'
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const { userId } = await memberNamed(call, organization, args.operands[0] ?? '')
    const member = await call('members.setRole', { organizationId: organization.id, userId, role })
    const what = member.role === 'owner' ? 'an owner' : 'a member'
    return { json: shown(member), text: `${printable(member.userName)} is ${what} of ${organization.name}.` }
  },
}

export const memberCommands = [list, add, remove, setRole]
