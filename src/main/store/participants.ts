import type { GroupSeq, OrganizationId } from '../../shared/ids.ts'
import type { WorkspaceRole } from '../../shared/console/workspaces.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

export type SubjectKind = 'team' | 'group' | 'user'

/** Who has a role in a workspace. A user's id is the account's, so it means a person only together with the organization. */
export interface Subject {
  readonly kind: SubjectKind
  readonly id: string
}

export interface ParticipantRow {
  readonly kind: SubjectKind
  readonly id: string
  readonly role: WorkspaceRole
  readonly createdAt: number
  readonly name: string
  readonly nameKey: string
  /** A person's userName. */
  readonly userName: string | null
  readonly active: 0 | 1
  /** A team's group, or the group itself. */
  readonly groupSeq: GroupSeq | null
}

const DESCRIBED = `SELECT p.subject_kind AS kind, p.subject_id AS id, p.role, p.created_at AS createdAt,
    coalesce(t.name, g.display_name, u.display_name, u.user_name) AS name, coalesce(t.name_key, g.name_key, u.user_name_key) AS nameKey,
    u.user_name AS userName, coalesce(u.active, 1) AS active, coalesce(g.seq, t.group_seq) AS groupSeq,
    CASE p.subject_kind WHEN 'team' THEN 0 WHEN 'group' THEN 1 ELSE 2 END AS place
  FROM participants p JOIN workspaces w ON w.id = p.workspace_id
    LEFT JOIN teams t ON p.subject_kind = 'team' AND t.id = p.subject_id
    LEFT JOIN groups g ON p.subject_kind = 'group' AND g.id = p.subject_id
    LEFT JOIN users u ON p.subject_kind = 'user' AND u.id = p.subject_id AND u.organization_id = w.organization_id
  WHERE p.workspace_id = ?`

/** Teams, then groups, then people, each by name. `after` is the place and the name key of the last row before the page. */
export function participantsPage(
  tx: ReadTx,
  workspace: string,
  after: { place: number; nameKey: string } | undefined,
  limit: number,
  offset = 0,
): Promise<(ParticipantRow & { place: number })[]> {
  return tx.all(
    `SELECT * FROM (${DESCRIBED}) WHERE (place, nameKey) > (?, ?) ORDER BY place, nameKey LIMIT ? OFFSET ?`,
    workspace,
    after?.place ?? -1,
    after?.nameKey ?? '',
    limit,
    offset,
  )
}

export function participant(tx: ReadTx, workspace: string, subject: Subject): Promise<ParticipantRow | undefined> {
  return tx.get(`${DESCRIBED} AND p.subject_kind = ? AND p.subject_id = ?`, workspace, subject.kind, subject.id)
}

export async function putParticipant(tx: WriteTx, workspace: string, subject: Subject, role: WorkspaceRole, at: number): Promise<void> {
  await tx.run(
    `INSERT INTO participants (workspace_id, subject_kind, subject_id, role, created_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (workspace_id, subject_kind, subject_id) DO UPDATE SET role = excluded.role`,
    workspace,
    subject.kind,
    subject.id,
    role,
    at,
  )
}

export async function deleteParticipant(tx: WriteTx, workspace: string, subject: Subject): Promise<boolean> {
  const changed = await tx.run(
    'DELETE FROM participants WHERE workspace_id = ? AND subject_kind = ? AND subject_id = ?',
    workspace,
    subject.kind,
    subject.id,
  )
  return changed > 0
}

export interface Participation {
  readonly workspaceId: string
  readonly workspaceName: string
  readonly role: WorkspaceRole
}

/** Where in the organization the subject has a role of its own. */
export function participationsOf(tx: ReadTx, organization: OrganizationId, subject: Subject): Promise<Participation[]> {
  return tx.all(
    `SELECT w.id AS workspaceId, w.name AS workspaceName, p.role FROM participants p JOIN workspaces w ON w.id = p.workspace_id
     WHERE p.subject_kind = ? AND p.subject_id = ? AND w.organization_id = ? ORDER BY w.name_key`,
    subject.kind,
    subject.id,
    organization,
  )
}

/** Takes the subject out of every workspace of the organization. */
export async function leaveAllWorkspaces(tx: WriteTx, organization: OrganizationId, subject: Subject): Promise<void> {
  await tx.run(
    `DELETE FROM participants WHERE subject_kind = ? AND subject_id = ?
       AND workspace_id IN (SELECT id FROM workspaces WHERE organization_id = ?)`,
    subject.kind,
    subject.id,
    organization,
  )
}
