import { z } from 'zod'
import { command, query } from './define.ts'
import { Id, InOrganization, Instant, Name, page, PageInput } from './values.ts'

/** From the most to the least. */
export const WORKSPACE_ROLES = ['owner', 'admin', 'maintain', 'launch', 'connect', 'view'] as const
export const WorkspaceRole = z.enum(WORKSPACE_ROLES)
export type WorkspaceRole = z.infer<typeof WorkspaceRole>

export const Workspace = z.object({
  id: Id,
  name: z.string(),
  description: z.string(),
  participantCount: z.number().int(),
  createdAt: Instant,
  updatedAt: Instant,
})
export type Workspace = z.infer<typeof Workspace>

/** A team, a group of the catalog or a person. */
export const ParticipantSubject = z.object({ kind: z.enum(['team', 'group', 'user']), id: Id })
export type ParticipantSubject = z.infer<typeof ParticipantSubject>

export const Participant = z.object({
  subject: ParticipantSubject,
  name: z.string(),
  /** Of a person. */
  userName: z.string().nullable(),
  active: z.boolean(),
  /** How many people it stands for; an inactive person, or a team of nobody, for none. */
  people: z.number().int(),
  role: WorkspaceRole,
  since: Instant,
})
export type Participant = z.infer<typeof Participant>

/** Where a team, a group or a person has a role of its own. */
export const Participation = z.object({ workspace: z.object({ id: Id, name: z.string() }), role: WorkspaceRole })
export type Participation = z.infer<typeof Participation>

const OfWorkspace = { ...InOrganization, workspaceId: Id }
const Description = z.string().max(1000)

export const workspaces = {
  list: query(z.object({ ...InOrganization, ...PageInput, search: z.string().max(200).optional() }), page(Workspace)),
  get: query(z.object(OfWorkspace), Workspace),
  create: command(z.object({ ...InOrganization, name: Name, description: Description.default('') }), Workspace),
  update: command(z.object({ ...OfWorkspace, name: Name.optional(), description: Description.optional() }), Workspace),
  remove: command(z.object(OfWorkspace), z.object({ name: z.string(), participants: z.number().int() })),
  participants: query(z.object({ ...OfWorkspace, ...PageInput }), page(Participant)),
  /** Gives a role, or another one: a subject has one role in a workspace. */
  grant: command(z.object({ ...OfWorkspace, subject: ParticipantSubject, role: WorkspaceRole }), Participant),
  revoke: command(z.object({ ...OfWorkspace, subject: ParticipantSubject }), z.object({ name: z.string(), role: WorkspaceRole })),
  participations: query(z.object({ ...InOrganization, subject: ParticipantSubject }), z.object({ participations: z.array(Participation) })),
}
