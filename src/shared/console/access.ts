import { z } from 'zod'
import { command, query } from './define.ts'
import { TokenLifetime } from './tokens.ts'
import { Id, InOrganization, Instant, page, PageInput } from './values.ts'

/** I5: what a permission is about. USERS are the people provisioned here; MEMBERS the organization's owners and members. */
export const RESOURCES = [
  'USERS',
  'GROUPS',
  'BINDINGS',
  'ROLES',
  'SERVICE_ACCOUNTS',
  'INTEGRATIONS',
  'TOKENS',
  'TEAMS',
  'WORKSPACES',
  'MEMBERS',
  'AUDIT',
  'SETTINGS',
] as const
export const Resource = z.enum(RESOURCES)
export type Resource = z.infer<typeof Resource>

export const ACTIONS = ['CREATE', 'READ', 'UPDATE', 'DELETE'] as const
export const Action = z.enum(ACTIONS)
export type Action = z.infer<typeof Action>

/** `{ GROUPS: ['CREATE', 'READ'], … }`; a resource that is not named is not permitted anything. */
export const Permissions = z.partialRecord(Resource, z.array(Action).max(ACTIONS.length))
export type Permissions = z.infer<typeof Permissions>

/** I3: names of the roles that every organization has. */
export const MANAGED_ROLES = ['Admin', 'Viewer', 'SCIMProvisioner'] as const

/** Roles, service accounts and API tokens are named by people, for people. */
const Title = z.string().trim().min(1, 'A name is required.').max(63, 'A name has at most 63 characters.')
const Description = z.string().max(1000)

export const Role = z.object({
  id: Id,
  name: z.string(),
  description: z.string(),
  /** Managed roles can be neither deleted nor renamed. */
  managed: z.boolean(),
  /** What of it may be edited: everything of a custom role, SCIMProvisioner's permissions, nothing of Admin and Viewer. */
  editable: z.enum(['whole', 'permissions', 'nothing']),
  permissions: Permissions,
  /** The most that `permissions` may be set to; null when there is no such bound. */
  widest: Permissions.nullable(),
  bindingCount: z.number().int(),
  createdAt: Instant,
  updatedAt: Instant,
})
export type Role = z.infer<typeof Role>

export const SubjectKind = z.enum(['user', 'group', 'service-account'])
export type SubjectKind = z.infer<typeof SubjectKind>

export const SubjectRef = z.object({ kind: SubjectKind, id: Id })
export type SubjectRef = z.infer<typeof SubjectRef>

/** I5: a role bound to somebody, in one organization. Deleted and made again, never edited. */
export const Binding = z.object({
  id: Id,
  role: z.object({ id: Id, name: z.string(), managed: z.boolean() }),
  subject: z.object({ kind: SubjectKind, id: Id, name: z.string() }),
  createdAt: Instant,
})
export type Binding = z.infer<typeof Binding>

/** A secret of the management API: its plaintext is shown once, when it is issued. */
export const ApiToken = z.object({
  id: Id,
  name: z.string(),
  state: z.enum(['live', 'expired']),
  /** The last four characters: all that is kept of the plaintext. */
  tail: z.string(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
})
export type ApiToken = z.infer<typeof ApiToken>

/** T2: carries a plaintext, this once. */
export const IssuedApiToken = z.object({ token: z.string(), apiToken: ApiToken })
export type IssuedApiToken = z.infer<typeof IssuedApiToken>

export const ServiceAccount = z.object({
  id: Id,
  name: z.string(),
  description: z.string(),
  /** The integration that it acts for: such an account is made and removed with it, and has no API tokens. */
  integration: z.object({ id: Id, name: z.string() }).nullable(),
  roles: z.array(z.object({ bindingId: Id, id: Id, name: z.string() })),
  tokens: z.array(ApiToken),
  createdAt: Instant,
})
export type ServiceAccount = z.infer<typeof ServiceAccount>

const OfRole = { ...InOrganization, roleId: Id }
const OfServiceAccount = { ...InOrganization, serviceAccountId: Id }
const Lifetime = { lifetimeDays: TokenLifetime.default(null) }

export const access = {
  roles: query(z.object(InOrganization), z.object({ roles: z.array(Role) })),
  createRole: command(
    z.object({ ...InOrganization, name: Title, description: Description.default(''), permissions: Permissions.default({}) }),
    Role,
  ),
  updateRole: command(
    z.object({ ...OfRole, name: Title.optional(), description: Description.optional(), permissions: Permissions.optional() }),
    Role,
  ),
  /** Refused while the role is bound, unless its bindings are to go with it. */
  removeRole: command(
    z.object({ ...OfRole, withBindings: z.boolean().default(false) }),
    z.object({ name: z.string(), bindings: z.number().int() }),
  ),

  /** By kind and id of the subject. */
  bindings: query(z.object({ ...InOrganization, ...PageInput, roleId: Id.optional(), subject: SubjectRef.optional() }), page(Binding)),
  createBinding: command(z.object({ ...OfRole, subject: SubjectRef }), Binding),
  removeBinding: command(z.object({ ...InOrganization, bindingId: Id }), Binding),

  serviceAccounts: query(z.object(InOrganization), z.object({ serviceAccounts: z.array(ServiceAccount) })),
  /** Bound to the role, and with a first API token. */
  createServiceAccount: command(
    z.object({ ...OfRole, name: Title, description: Description.default(''), ...Lifetime }),
    z.object({ serviceAccount: ServiceAccount, token: z.string() }),
  ),
  removeServiceAccount: command(z.object(OfServiceAccount), z.object({ name: z.string() })),
  issueApiToken: command(z.object({ ...OfServiceAccount, name: Title, ...Lifetime }), IssuedApiToken),
  revokeApiToken: command(z.object({ ...OfServiceAccount, tokenId: Id }), ServiceAccount),
}

/** Application tokens: of the instance, for applications that ask who is in which team and tell of sign-ins. */
export const applications = {
  tokens: query(z.object({}), z.object({ tokens: z.array(ApiToken) })),
  issueToken: command(z.object({ name: Title, ...Lifetime }), IssuedApiToken),
  revokeToken: command(z.object({ tokenId: Id }), z.object({ name: z.string() })),
}
