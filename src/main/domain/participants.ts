import { assertNever } from '../../shared/assert.ts'
import type { Participant, Participation, WorkspaceRole } from '../../shared/console/workspaces.ts'
import type { ReadTx } from '../store/database/port.ts'
import { groupById } from '../store/groups.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import {
  deleteParticipant,
  participant,
  type ParticipantRow,
  participationsOf,
  putParticipant,
  type Subject,
} from '../store/participants.ts'
import { countTeamMembers, teamById } from '../store/teams.ts'
import { userById } from '../store/users.ts'
import type { WorkspaceRow } from '../store/workspaces.ts'
import type { Change } from './change.ts'
import { DomainError } from './error.ts'
import { requireTeam } from './teams.ts'
import { membershipRule } from './membership-rule.ts'
import { workspaceTarget } from './workspaces.ts'

type NamedSubject = Subject & { readonly name: string }

async function requireSubject(tx: ReadTx, organization: OrganizationRow, subject: Subject): Promise<NamedSubject> {
  const name = await nameOf(tx, organization, subject)
  if (name !== undefined) return { ...subject, name }
  const what = subject.kind === 'user' ? 'person' : subject.kind
  throw new DomainError('not_found', `There is no such ${what} in this organization.`)
}

async function nameOf(tx: ReadTx, organization: OrganizationRow, { kind, id }: Subject): Promise<string | undefined> {
  switch (kind) {
    case 'team':
      return (await teamById(tx, organization.id, id))?.name
    case 'group':
      return (await groupById(tx, organization.id, id))?.displayName
    case 'user':
      return (await userById(tx, organization.id, id))?.userName
    default:
      return assertNever(kind)
  }
}

/** Gives the subject a role in the workspace, or another one than it has. The same again changes nothing. */
export async function grantRole(
  change: Change,
  organization: OrganizationRow,
  workspace: WorkspaceRow,
  subject: Subject,
  role: WorkspaceRole,
): Promise<ParticipantRow> {
  const named = await requireSubject(change.tx, organization, subject)
  const before = await participant(change.tx, workspace.id, subject)
  if (before?.role === role) return before
  await putParticipant(change.tx, workspace.id, subject, role, change.at)
  await change.record({
    organization: organization.id,
    action: before === undefined ? 'workspace.role-granted' : 'workspace.role-changed',
    target: workspaceTarget(workspace),
    ...(before !== undefined && { before: { subject: named, role: before.role } }),
    after: { subject: named, role },
  })
  change.touch('access', organization.id)
  return requireParticipant(change.tx, workspace, subject)
}

export async function requireParticipant(tx: ReadTx, workspace: WorkspaceRow, subject: Subject): Promise<ParticipantRow> {
  const row = await participant(tx, workspace.id, subject)
  if (row === undefined) throw new DomainError('not_found', `There is no such participant in ${workspace.name}.`)
  return row
}

export async function revokeRole(
  change: Change,
  organization: OrganizationRow,
  workspace: WorkspaceRow,
  subject: Subject,
): Promise<ParticipantRow> {
  const before = await requireParticipant(change.tx, workspace, subject)
  await deleteParticipant(change.tx, workspace.id, subject)
  await change.record({
    organization: organization.id,
    action: 'workspace.role-revoked',
    target: workspaceTarget(workspace),
    before: { subject: { ...subject, name: before.name }, role: before.role },
  })
  change.touch('access', organization.id)
  return before
}

export async function describeParticipations(tx: ReadTx, organization: OrganizationRow, subject: Subject): Promise<Participation[]> {
  const rows = await participationsOf(tx, organization.id, subject)
  return rows.map(({ workspaceId, workspaceName, role }) => ({ workspace: { id: workspaceId, name: workspaceName }, role }))
}

export async function describeParticipant(tx: ReadTx, organization: OrganizationRow, row: ParticipantRow): Promise<Participant> {
  return {
    subject: { kind: row.kind, id: row.id },
    name: row.name,
    userName: row.userName,
    active: row.active === 1,
    people: await countPeople(tx, organization, row),
    role: row.role,
    since: row.createdAt,
  }
}

async function countPeople(tx: ReadTx, organization: OrganizationRow, row: ParticipantRow): Promise<number> {
  switch (row.kind) {
    case 'team':
      return countTeamMembers(tx, membershipRule(organization, await requireTeam(tx, organization, row.id)))
    case 'group':
      return countTeamMembers(tx, { team: '', group: row.groupSeq, signIn: false })
    case 'user':
      return row.active
    default:
      return assertNever(row.kind)
  }
}
