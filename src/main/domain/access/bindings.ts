import { assertNever } from '../../../shared/assert.ts'
import type { Binding } from '../../../shared/console/access.ts'
import {
  bindingById,
  type BindingRow,
  bindingsOfSubject,
  deleteBinding,
  grantsOf,
  insertBinding,
  isBound,
  type Subject,
} from '../../store/bindings.ts'
import type { ReadTx } from '../../store/database/port.ts'
import { groupById } from '../../store/groups.ts'
import { groupsOfUser } from '../../store/members.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import { grantsOfIntegration, type RoleRow } from '../../store/roles.ts'
import { serviceAccountById } from '../../store/service-accounts.ts'
import { userById } from '../../store/users.ts'
import type { Change } from '../change.ts'
import { DomainError } from '../error.ts'
import { type Granted, merged } from './permissions.ts'

export async function requireBinding(tx: ReadTx, organization: OrganizationRow, id: string): Promise<BindingRow> {
  const binding = await bindingById(tx, organization.id, id)
  if (binding === undefined) throw new DomainError('not_found', 'There is no such binding in this organization; it may have been deleted.')
  return binding
}

/** The name of a subject of this organization; refused when there is none. */
async function subjectName(tx: ReadTx, organization: OrganizationRow, subject: Subject): Promise<string> {
  const name = await nameOf(tx, organization, subject)
  if (name !== undefined) return name
  const what = subject.kind === 'service-account' ? 'service account' : subject.kind
  throw new DomainError('not_found', `There is no ${what} ${subject.id} in this organization.`)
}

async function nameOf(tx: ReadTx, organization: OrganizationRow, { kind, id }: Subject): Promise<string | undefined> {
  switch (kind) {
    case 'user':
      return (await userById(tx, organization.id, id))?.userName
    case 'group':
      return (await groupById(tx, organization.id, id))?.displayName
    case 'service-account': {
      const account = await serviceAccountById(tx, id)
      return account?.organizationId === organization.id ? account.name : undefined
    }
    default:
      return assertNever(kind)
  }
}

const told = (role: { id: string; name: string }, subject: Subject & { name: string }) => ({
  role: { id: role.id, name: role.name },
  subject: { kind: subject.kind, id: subject.id, name: subject.name },
})

/** I5. */
export async function createBinding(change: Change, organization: OrganizationRow, role: RoleRow, subject: Subject): Promise<BindingRow> {
  const name = await subjectName(change.tx, organization, subject)
  if (await isBound(change.tx, organization.id, subject, role.id))
    throw new DomainError('already_bound', `${name} is bound to ${role.name} already.`)
  const id = change.id()
  await insertBinding(change.tx, { id, organization: organization.id, role: role.id, subject, at: change.at })
  await change.record({
    organization: organization.id,
    action: 'binding.created',
    target: { type: 'binding', id, name: `${role.name} for ${name}` },
    after: told(role, { ...subject, name }),
  })
  change.touch('access', organization.id)
  return requireBinding(change.tx, organization, id)
}

export async function removeBinding(change: Change, organization: OrganizationRow, binding: BindingRow): Promise<void> {
  await deleteBinding(change.tx, binding.id)
  await change.record({
    organization: organization.id,
    action: 'binding.deleted',
    target: { type: 'binding', id: binding.id, name: `${binding.roleName} for ${binding.subjectName}` },
    before: told(
      { id: binding.roleId, name: binding.roleName },
      { kind: binding.subjectKind, id: binding.subjectId, name: binding.subjectName },
    ),
  })
  change.touch('access', organization.id)
}

/** What the subject was bound to goes with it, in the transaction that removes it and before it is gone. */
export async function dropBindings(change: Change, organization: OrganizationRow, subject: Subject): Promise<void> {
  for (const binding of await bindingsOfSubject(change.tx, organization.id, subject)) await removeBinding(change, organization, binding)
}

/**
 * I5: what the subject may do in the organization, all its roles taken together. A group's bindings reach whom it holds, nested groups
 * followed; a deactivated person may do nothing (U7).
 */
export async function permissionsOf(tx: ReadTx, organization: OrganizationRow, subject: Subject): Promise<Granted> {
  const grants = await grantsOf(tx, organization.id, subject)
  if (subject.kind !== 'user') return merged(grants)
  const user = await userById(tx, organization.id, subject.id)
  if (user === undefined || user.active === 0) return merged([])
  for (const group of await groupsOfUser(tx, user.seq))
    grants.push(...(await grantsOf(tx, organization.id, { kind: 'group', id: group.id })))
  return merged(grants)
}

/** I4: what the service account of the integration may do. */
export async function permissionsOfIntegration(tx: ReadTx, integration: string): Promise<Granted> {
  return merged(await grantsOfIntegration(tx, integration))
}

export function describeBinding(row: BindingRow): Binding {
  return {
    id: row.id,
    role: { id: row.roleId, name: row.roleName, managed: row.roleManaged === 1 },
    subject: { kind: row.subjectKind, id: row.subjectId, name: row.subjectName },
    createdAt: row.createdAt,
  }
}
