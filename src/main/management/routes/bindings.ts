import { z } from 'zod'
import type { SubjectKind } from '../../../shared/console/access.ts'
import { createBinding, removeBinding, requireBinding } from '../../domain/access/bindings.ts'
import { rolePermissions } from '../../domain/access/permissions.ts'
import { requireRole } from '../../domain/access/roles.ts'
import { type BindingRow, bindingsPage, type BindingsQuery, countBindings } from '../../store/bindings.ts'
import { refuseGivingMore } from '../authorize.ts'
import { get, post, remove } from '../route.ts'
import { Id, iso, Pages, resultsOf, shape, Time } from '../shapes.ts'

const KINDS = { USER: 'user', GROUP: 'group', SERVICE_ACCOUNT: 'service-account' } as const
const TYPES: Readonly<Record<SubjectKind, keyof typeof KINDS>> = { user: 'USER', group: 'GROUP', 'service-account': 'SERVICE_ACCOUNT' }

const Type = z.enum(['USER', 'GROUP', 'SERVICE_ACCOUNT'])

const Binding = shape(
  'Binding',
  z.object({
    id: Id,
    type: Type.describe('What the role is bound to.'),
    externalId: Id.describe('The id of the user, group or service account.'),
    externalName: z.string(),
    roleId: Id,
    roleName: z.string(),
    createdAt: Time,
  }),
)

function binding(row: BindingRow): z.input<typeof Binding> {
  const { id, subjectKind, subjectId, subjectName, roleId, roleName, createdAt } = row
  return { id, type: TYPES[subjectKind], externalId: subjectId, externalName: subjectName, roleId, roleName, createdAt: iso(createdAt) }
}

export const bindingRoutes = [
  get('/api/v1/{tenant}/bindings', {
    id: 'listBindings',
    summary: 'Which roles are bound to whom.',
    needs: { permission: 'BINDINGS:READ' },
    query: z
      .object({ ...Pages, roleId: Id.optional(), type: Type.optional(), externalId: Id.optional() })
      .refine(({ type, externalId }) => (type === undefined) === (externalId === undefined), 'Give type and externalId together.'),
    answer: resultsOf(Binding),
    async run(tx, { organization, query: { page, size, roleId, type, externalId } }) {
      const subject = type === undefined || externalId === undefined ? undefined : { kind: KINDS[type], id: externalId }
      const query: BindingsQuery = { organization: organization.id, role: roleId, subject }
      const rows = await bindingsPage(tx, query, undefined, size, (page - 1) * size)
      return { results: rows.map(binding), total: await countBindings(tx, query) }
    },
  }),
  post('/api/v1/{tenant}/bindings', {
    id: 'createBinding',
    summary:
      'Binds a role to a user, a group or a service account. Nobody can bind a role with a permission that she does not have herself.',
    about: 'A binding is deleted and made again, never edited. A group’s bindings reach its members.',
    needs: { permission: 'BINDINGS:CREATE' },
    body: z.object({ type: Type, externalId: Id, roleId: Id }),
    answer: Binding,
    status: 201,
    refuses: [409],
    async run(change, { caller, organization, body }) {
      const role = await requireRole(change.tx, organization, body.roleId)
      refuseGivingMore(caller, rolePermissions(role))
      return binding(await createBinding(change, organization, role, { kind: KINDS[body.type], id: body.externalId }))
    },
  }),
  get('/api/v1/{tenant}/bindings/{bindingId}', {
    id: 'getBinding',
    summary: 'One binding.',
    needs: { permission: 'BINDINGS:READ' },
    answer: Binding,
    run: async (tx, { organization, params }) => binding(await requireBinding(tx, organization, params.bindingId)),
  }),
  remove('/api/v1/{tenant}/bindings/{bindingId}', {
    id: 'deleteBinding',
    summary: 'Deletes a binding: who held the role through it does so no longer.',
    needs: { permission: 'BINDINGS:DELETE' },
    run: async (change, { organization, params }) =>
      removeBinding(change, organization, await requireBinding(change.tx, organization, params.bindingId)),
  }),
]
