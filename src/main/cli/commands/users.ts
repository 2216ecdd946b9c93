import type { EffectiveAccess, PermissionSource, WorkspaceSource } from '../../../shared/console/effective-access.ts'
import type { AskingCommand } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import { organizationNamed, userNamed } from '../names.ts'
import { printable, table } from '../text.ts'

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

export const userCommands = [access]
