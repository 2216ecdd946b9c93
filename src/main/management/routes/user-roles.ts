import { z } from 'zod'
import type { EffectiveAccess, PermissionSource, WorkspaceSource } from '../../../shared/console/effective-access.ts'
import { effectiveAccess } from '../../domain/access/effective.ts'
import { requireUser } from '../../domain/users.ts'
import { get } from '../route.ts'
import { Id, listOf, shape } from '../shapes.ts'

const UserRole = shape(
  'UserRole',
  z.object({
    scope: z.enum(['organization', 'workspace']),
    workspace: z.object({ id: Id, name: z.string() }).nullable(),
    role: z.string().describe('Owner or member, a role that is bound, or the role in the workspace.'),
    source: z.object({
      kind: z.enum(['membership', 'direct', 'team', 'group']),
      id: Id.nullable(),
      name: z.string().nullable(),
    }),
    effective: z.boolean().describe('False for a role in a workspace that another one prevails over (I6).'),
  }),
)
type Told = z.input<typeof UserRole>

function sourceOf(source: PermissionSource | WorkspaceSource): Told['source'] {
  if (source.kind === 'owner') return { kind: 'membership', id: null, name: null }
  return source.kind === 'direct' ? { kind: 'direct', id: null, name: null } : { kind: source.kind, id: source.id, name: source.name }
}

function rolesOf({ role, bindings, workspaces }: EffectiveAccess): Told[] {
  return [
    { scope: 'organization', workspace: null, role, source: { kind: 'membership', id: null, name: null }, effective: true },
    ...bindings.map((binding): Told => ({
      scope: 'organization',
      workspace: null,
      role: binding.role.name,
      source: sourceOf(binding.source),
      effective: true,
    })),
    ...workspaces.flatMap(({ workspace, candidates }) =>
      candidates.map((candidate): Told => ({
        scope: 'workspace',
        workspace,
        role: candidate.role,
        source: sourceOf(candidate.source),
        effective: candidate.outcome === 'won',
      })),
    ),
  ]
}

export const userRoleRoutes = [
  get('/api/orgs/{orgId}/users/{userId}/roles', {
    id: 'listRolesOfUser',
    summary: 'Every role of the person in the organization and its workspaces, with where it comes from and which prevails.',
    needs: { permission: 'USERS:READ' },
    answer: listOf('roles', UserRole),
    async run(tx, { organization, params }) {
      const roles = rolesOf(await effectiveAccess(tx, organization, await requireUser(tx, organization, params.userId)))
      return { roles, totalSize: roles.length }
    },
  }),
]
