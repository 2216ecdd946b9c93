import { z } from 'zod'
import { Permissions } from '../../../shared/console/access.ts'
import type { Role as DescribedRole } from '../../../shared/console/access.ts'
import { createRole, describeRole, editRole, listRoles, removeRole, requireRole } from '../../domain/access/roles.ts'
import { bindingCounts } from '../../store/bindings.ts'
import type { ReadTx } from '../../store/database/port.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import type { RoleRow } from '../../store/roles.ts'
import { refuseGivingMore } from '../authorize.ts'
import { get, post, put, remove } from '../route.ts'
import { Count, Id, iso, pageOf, Pages, resultsOf, shape, Time } from '../shapes.ts'

const Role = shape(
  'Role',
  z.object({
    id: Id,
    name: z.string(),
    description: z.string(),
    managed: z.boolean().describe('Admin, Viewer and SCIMProvisioner are in every organization.'),
    permissions: Permissions,
    bindingCount: Count,
    createdAt: Time,
    updatedAt: Time,
  }),
)

function role({ id, name, description, managed, permissions, bindingCount, createdAt, updatedAt }: DescribedRole): z.input<typeof Role> {
  return { id, name, description, managed, permissions, bindingCount, createdAt: iso(createdAt), updatedAt: iso(updatedAt) }
}

async function described(tx: ReadTx, organization: OrganizationRow, row: RoleRow): Promise<z.input<typeof Role>> {
  return role(describeRole(row, (await bindingCounts(tx, organization.id)).get(row.id) ?? 0))
}

const Title = z.string().trim().min(1, 'A name is required.').max(63)
const Description = z.string().max(1000)

export const roleRoutes = [
  get('/api/v1/{tenant}/roles', {
    id: 'listRoles',
    summary: 'The organization’s roles: managed ones first, then by name.',
    needs: { permission: 'ROLES:READ' },
    query: z.object(Pages),
    answer: resultsOf(Role),
    run: async (tx, { organization, query }) => pageOf((await listRoles(tx, organization)).map(role), query),
  }),
  post('/api/v1/{tenant}/roles', {
    id: 'createRole',
    summary: 'Creates a role. Nobody can give a role a permission that she does not have herself.',
    needs: { permission: 'ROLES:CREATE' },
    body: z.object({ name: Title, description: Description.default(''), permissions: Permissions }),
    answer: Role,
    status: 201,
    refuses: [409],
    async run(change, { caller, organization, body }) {
      refuseGivingMore(caller, body.permissions)
      return described(change.tx, organization, await createRole(change, organization, body))
    },
  }),
  get('/api/v1/{tenant}/roles/{roleId}', {
    id: 'getRole',
    summary: 'One role, with its permissions.',
    needs: { permission: 'ROLES:READ' },
    answer: Role,
    run: async (tx, { organization, params }) => described(tx, organization, await requireRole(tx, organization, params.roleId)),
  }),
  put('/api/v1/{tenant}/roles/{roleId}', {
    id: 'updateRole',
    summary: 'Changes what is given of a role and leaves the rest.',
    about: 'Admin and Viewer cannot be changed; SCIMProvisioner can be narrowed and restored.',
    needs: { permission: 'ROLES:UPDATE' },
    body: z.object({ name: Title.optional(), description: Description.optional(), permissions: Permissions.optional() }),
    answer: Role,
    refuses: [409],
    async run(change, { caller, organization, params, body }) {
      refuseGivingMore(caller, body.permissions ?? {})
      const row = await requireRole(change.tx, organization, params.roleId)
      return described(change.tx, organization, await editRole(change, organization, row, body))
    },
  }),
  remove('/api/v1/{tenant}/roles/{roleId}', {
    id: 'deleteRole',
    summary: 'Deletes a role; 409 while it is bound, or when it is a managed one.',
    needs: { permission: 'ROLES:DELETE' },
    refuses: [409],
    async run(change, { organization, params }) {
      await removeRole(change, organization, await requireRole(change.tx, organization, params.roleId), false)
    },
  }),
]
