import type { EffectiveAccess, PermissionSource, WorkspaceSource } from '../../../shared/console/effective-access.ts'
import type { User } from '../../../shared/console/users.ts'
import { numberOption } from '../args.ts'
import type { AskingCommand } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import { organizationNamed, pages, userNamed } from '../names.ts'
import { iso, printable, table } from '../text.ts'

function by(source: PermissionSource | WorkspaceSource): string {
  switch (source.kind) {
    case 'direct':
      return 'directly'
    case 'owner':
      return 'as an owner'
    case 'team':
      return `team ${source.name} (${source.origins.join(', ')})`
    case 'group':
      return `group ${source.name}${source.via === 'nested' ? ' (nested)' : ''}`
  }
}

const OUTCOMES = { won: 'holds', same: 'the same', lower: 'a higher one holds', overruled: 'another group stands before it' } as const
const STANDINGS = {
  started: '',
  held: ' Held: what the identity provider gives does not count until the rollout is started.',
  stopped: ' Stopped: what the identity provider gives does not count.',
  inactive: ' Deactivated: nothing counts.',
} as const

function shown(access: EffectiveAccess): string {
  const workspaces = access.workspaces.flatMap(({ workspace, candidates }) =>
    candidates.map(({ role, source, outcome }) => [workspace.name, role, by(source), OUTCOMES[outcome]]),
  )
  const bindings = access.bindings.map(({ role, source }) => [role.name, by(source)])
  const permissions = access.permissions.map(({ resource, action, sources }) => [
    `${resource}:${action}`,
    sources.map(({ role, source }) => `${role} ${by(source)}`).join('; '),
  ])
  return [
    printable(`${access.userName} is ${access.role === 'owner' ? 'an owner' : 'a member'}.${STANDINGS[access.standing]}`),
    table(['WORKSPACE', 'ROLE', 'BY', ''], workspaces, 'No role in any workspace.'),
    table(['ROLE', 'BOUND'], bindings, 'No role is bound.'),
    table(['PERMISSION', 'BY'], permissions, 'No permissions.'),
  ].join('\n\n')
}

const shownUser = <T extends Pick<User, 'createdAt' | 'updatedAt'>>({ createdAt, updatedAt, ...user }: T) => ({
  ...user,
  createdAt: iso(createdAt),
  updatedAt: iso(updatedAt),
})

const list: AskingCommand = {
  words: 'user list',
  operands: [],
  summary: 'list the people of an organization',
  about: 'Lists the people, by userName; --filter takes a SCIM filter, as an identity provider may send it.',
  options: {
    org: ORG_OPTION,
    search: { value: 'TEXT', about: 'only those whose name or address has the text in it' },
    filter: { value: 'FILTER', about: 'only those whom this SCIM filter finds' },
    limit: { value: 'N', about: 'at most so many; 100 unless given' },
  },
  example: `muster user list --org acme --filter 'title eq "Engineer" and active eq true'`,
  async ask(call, args) {
    const { id: organizationId } = await organizationNamed(call, args.text('org') ?? '')
    const most = numberOption('user list', args, 'limit', 1, 1_000_000) ?? 100
    const [search, filter] = [args.text('search'), args.text('filter')]
    const users = await pages((cursor, limit) => call('users.list', { organizationId, search, filter, cursor, limit }), most)
    const rows = users.map((each) => [
      printable(each.userName),
      printable(each.displayName ?? ''),
      each.email ?? '',
      each.active ? 'yes' : 'no',
    ])
    return { json: users.map(shownUser), text: table(['USER NAME', 'NAME', 'EMAIL', 'ACTIVE'], rows, 'Nobody is found.') }
  },
}

const show: AskingCommand = {
  words: 'user show',
  operands: ['USERNAME'],
  summary: 'show a person: groups, teams, and the SCIM resource',
  about: 'Shows which groups and teams the person is in and why; --json has the SCIM resource as an identity provider reads it.',
  options: { org: ORG_OPTION },
  example: 'muster user show ada@acme.example --org acme --json',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const { id: userId } = await userNamed(call, organization, args.operands[0] ?? '')
    const found = await call('users.get', { organizationId: organization.id, userId })
    const groups = found.groups.map(({ displayName, type }) => [printable(displayName), type])
    const teams = found.teams.map(({ name, origins }) => [name, origins.join(', ')])
    const text = [
      `${printable(found.userName)}${found.displayName === null ? '' : ` (${printable(found.displayName)})`}, ${found.active ? 'active' : 'deactivated'}.`,
      table(['GROUP', 'MEMBER'], groups, 'In no group.'),
      table(['TEAM', 'BECAUSE OF'], teams, 'In no team.'),
    ]
    return { json: shownUser(found), text: text.join('\n\n') }
  },
}

const access: AskingCommand = {
  words: 'user access',
  operands: ['USERNAME'],
  summary: 'what a person may do, and why',
  about:
    'Shows every permission, role and workspace role of the person in the organization, each with where it comes from: given directly, by a team, by a group, or as an owner. Where several roles meet in a workspace, it shows which one holds.',
  options: { org: ORG_OPTION, 'if-started': { about: 'as if the staged rollout had been started for the person' } },
  example: 'muster user access ada@acme.example --org acme',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const { id: userId } = await userNamed(call, organization, args.operands[0] ?? '')
    const found = await call('effectiveAccess.of', { organizationId: organization.id, userId, assumeStarted: args.on('if-started') })
    return { json: found, text: shown(found) }
  },
}

export const userCommands = [list, show, access]
