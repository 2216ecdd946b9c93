import {
  ACTIONS,
  type Action,
  type Binding,
  type Permissions,
  Resource,
  RESOURCES,
  type Role,
  type SubjectRef,
} from '../../../shared/console/access.ts'
import type { Organization } from '../../../shared/console/organizations.ts'
import type { Args, AskingCommand, Call, OptionSpec } from '../command.ts'
import { ORG_OPTION } from '../command.ts'
import { Failure, UsageError } from '../failure.ts'
import { groupNamed, organizationNamed, pages, roleNamed, serviceAccountNamed, userNamed } from '../names.ts'
import { counted, iso, table } from '../text.ts'

const shown = ({ createdAt, updatedAt, ...role }: Role) => ({ ...role, createdAt: iso(createdAt), updatedAt: iso(updatedAt) })
const shownBinding = ({ createdAt, ...binding }: Binding) => ({ ...binding, createdAt: iso(createdAt) })

const written = (permissions: Permissions): string =>
  Object.entries(permissions)
    .map(([resource, actions]) => `${resource}:${actions.join('+')}`)
    .join(' ')

/** `GROUPS:CREATE+READ,USERS:READ`, as it is typed. */
function permissionsOf(text: string): Permissions {
  const permissions: Permissions = {}
  for (const part of text.split(/[\s,]+/).filter((each) => each !== '')) {
    const [name = '', actions = ''] = part.toUpperCase().split(':')
    const resource = Resource.safeParse(name)
    if (!resource.success) throw new UsageError(`"${name}" is no resource. There are ${RESOURCES.join(', ')}.`, create.words)
    permissions[resource.data] = actions.split('+').map(actionOf)
  }
  return permissions
}

function actionOf(text: string): Action {
  const found = ACTIONS.find((action) => action === text)
  if (found !== undefined) return found
  throw new UsageError(`"${text}" is no action. Write GROUPS:CREATE+READ; there are ${ACTIONS.join(', ')}.`, create.words)
}

const list: AskingCommand = {
  words: 'role list',
  operands: [],
  summary: 'list the roles of an organization',
  about: 'Lists the managed roles (Admin, Viewer, SCIMProvisioner) and those of the organization, with what each permits.',
  options: { org: ORG_OPTION },
  example: 'muster role list --org acme',
  async ask(call, args) {
    const { id: organizationId } = await organizationNamed(call, args.text('org') ?? '')
    const { roles } = await call('access.roles', { organizationId })
    const rows = roles.map(({ name, managed, bindingCount, permissions }) => [
      name,
      managed ? 'managed' : 'custom',
      String(bindingCount),
      written(permissions),
    ])
    return { json: roles.map(shown), text: table(['NAME', 'KIND', 'BINDINGS', 'PERMISSIONS'], rows, 'There is none.') }
  },
}

const create: AskingCommand = {
  words: 'role create',
  operands: ['NAME'],
  summary: 'create a role',
  about: `Creates a role of resources and actions. Resources: ${RESOURCES.join(', ')}. Actions: ${ACTIONS.join(', ')}.`,
  options: {
    org: ORG_OPTION,
    permissions: { value: 'LIST', about: 'such as GROUPS:CREATE+READ,USERS:READ', required: true },
    description: { value: 'TEXT', about: 'what the role is for' },
  },
  example: 'muster role create catalog-keeper --org acme --permissions GROUPS:CREATE+READ+DELETE',
  async ask(call, args) {
    const permissions = permissionsOf(args.text('permissions') ?? '')
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const wanted = { name: args.operands[0] ?? '', description: args.text('description'), permissions }
    const role = await call('access.createRole', { organizationId: organization.id, ...wanted })
    return { json: shown(role), text: `Created the role ${role.name} in ${organization.name}: ${written(role.permissions)}.` }
  },
}

const remove: AskingCommand = {
  words: 'role remove',
  operands: ['NAME'],
  summary: 'remove a role',
  about: 'Removes a role of the organization. While it is bound to somebody that is refused, unless its bindings are to go with it.',
  options: { org: ORG_OPTION, 'with-bindings': { about: 'remove its bindings too' } },
  example: 'muster role remove catalog-keeper --org acme --with-bindings',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const { id: roleId } = await roleNamed(call, organization, args.operands[0] ?? '')
    const place = { organizationId: organization.id, roleId }
    const removed = await call('access.removeRole', { ...place, withBindings: args.on('with-bindings') })
    return { json: { id: roleId, ...removed }, text: `Removed the role ${removed.name} and ${counted(removed.bindings, 'binding')}.` }
  },
}

const SUBJECT_OPTIONS: Readonly<Record<'user' | 'group' | 'service-account', OptionSpec>> = {
  user: { value: 'USERNAME', about: 'the person that the role is bound to' },
  group: { value: 'GROUP', about: 'the catalog group, whose members it reaches' },
  'service-account': { value: 'NAME', about: 'the service account' },
}

async function subjectOf(call: Call, organization: Organization, args: Args, command: string): Promise<SubjectRef> {
  const [user, group, account] = [args.text('user'), args.text('group'), args.text('service-account')]
  if ([user, group, account].filter((each) => each !== undefined).length !== 1)
    throw new UsageError('Give one of --user, --group and --service-account.', command)
  if (user !== undefined) return { kind: 'user', id: (await userNamed(call, organization, user)).id }
  if (group !== undefined) return { kind: 'group', id: (await groupNamed(call, organization, group)).id }
  return { kind: 'service-account', id: (await serviceAccountNamed(call, organization, account ?? '')).id }
}

const bindingRows = (bindings: readonly Binding[]): string[][] =>
  bindings.map(({ id, role, subject }) => [role.name, subject.kind, subject.name, id])

const listBindings: AskingCommand = {
  words: 'binding list',
  operands: [],
  summary: 'list which roles are bound to whom',
  about: 'Lists the bindings of an organization: a role, and the person, group or service account that it is bound to.',
  options: { org: ORG_OPTION, role: { value: 'ROLE', about: 'of this role only' } },
  example: 'muster binding list --org acme --role Admin',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const wanted = args.text('role')
    const roleId = wanted === undefined ? undefined : (await roleNamed(call, organization, wanted)).id
    const place = { organizationId: organization.id, roleId }
    const bindings = await pages((cursor, limit) => call('access.bindings', { ...place, cursor, limit }))
    return { json: bindings.map(shownBinding), text: table(['ROLE', 'KIND', 'BOUND TO', 'ID'], bindingRows(bindings), 'There is none.') }
  },
}

const createBinding: AskingCommand = {
  words: 'binding create',
  operands: ['ROLE'],
  summary: 'bind a role to a person, a group or a service account',
  about: 'Binds the role. A binding is never edited: remove it and make another.',
  options: { org: ORG_OPTION, ...SUBJECT_OPTIONS },
  example: 'muster binding create Viewer --org acme --group "Platform Engineers"',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const role = await roleNamed(call, organization, args.operands[0] ?? '')
    const subject = await subjectOf(call, organization, args, createBinding.words)
    const binding = await call('access.createBinding', { organizationId: organization.id, roleId: role.id, subject })
    return { json: shownBinding(binding), text: `Bound the role ${binding.role.name} to ${binding.subject.name}.` }
  },
}

const removeBinding: AskingCommand = {
  words: 'binding remove',
  operands: ['ROLE'],
  summary: 'take a role from a person, a group or a service account',
  about: 'Removes the binding of the role to whom is named.',
  options: { org: ORG_OPTION, ...SUBJECT_OPTIONS },
  example: 'muster binding remove Viewer --org acme --user ada@acme.example',
  async ask(call, args) {
    const organization = await organizationNamed(call, args.text('org') ?? '')
    const role = await roleNamed(call, organization, args.operands[0] ?? '')
    const subject = await subjectOf(call, organization, args, removeBinding.words)
    const { items } = await call('access.bindings', { organizationId: organization.id, roleId: role.id, subject })
    const [binding] = items
    if (binding === undefined) throw new Failure(`The role ${role.name} is not bound to that ${subject.kind}.`)
    const removed = await call('access.removeBinding', { organizationId: organization.id, bindingId: binding.id })
    return { json: shownBinding(removed), text: `Took the role ${removed.role.name} from ${removed.subject.name}.` }
  },
}

export const roleCommands = [list, create, remove, listBindings, createBinding, removeBinding]
