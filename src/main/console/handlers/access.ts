import type { ServiceAccount } from '../../../shared/console/access.ts'
import { createBinding, describeBinding, removeBinding, requireBinding } from '../../domain/access/bindings.ts'
import { createRole, describeRole, editRole, listRoles, removeRole, requireRole } from '../../domain/access/roles.ts'
import {
  createServiceAccount,
  describeServiceAccount,
  listServiceAccounts,
  removeServiceAccount,
  requireServiceAccount,
} from '../../domain/access/service-accounts.ts'
import { describeApiToken, issueApiToken, revokeApiToken } from '../../domain/api-tokens.ts'
import type { Change } from '../../domain/change.ts'
import { requireOrganization } from '../../domain/organizations.ts'
import { apiTokensOf } from '../../store/api-tokens.ts'
import { bindingCounts, bindingsPage, type BindingsQuery, countBindings } from '../../store/bindings.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import type { ServiceAccountRow } from '../../store/service-accounts.ts'
import type { Context, HandlersOf } from '../context.ts'
import { decodeCursor, pageOf } from '../cursor.ts'

/** Does something in an organization, as one unit of work. */
function changing<T>(
  { domain, actor }: Context,
  input: { organizationId: number },
  work: (change: Change, organization: OrganizationRow) => Promise<T>,
): Promise<T> {
  return domain.change({ actor }, async (change) => work(change, await requireOrganization(change.tx, input.organizationId)))
}

function ofServiceAccount<T>(
  context: Context,
  input: { organizationId: number; serviceAccountId: string },
  work: (change: Change, organization: OrganizationRow, account: ServiceAccountRow) => Promise<T>,
): Promise<T> {
  return changing(context, input, async (change, organization) =>
    work(change, organization, await requireServiceAccount(change.tx, organization, input.serviceAccountId)),
  )
}

function described(change: Change, account: ServiceAccountRow): Promise<ServiceAccount> {
  return describeServiceAccount(change.tx, account, change.at)
}

export const accessHandlers: HandlersOf<'access'> = {
  'access.roles': ({ domain }, { organizationId }) =>
    domain.read(async (tx) => ({ roles: await listRoles(tx, await requireOrganization(tx, organizationId)) })),
  'access.createRole': (context, input) =>
    changing(context, input, async (change, organization) => describeRole(await createRole(change, organization, input), 0)),
  'access.updateRole': (context, input) =>
    changing(context, input, async (change, organization) => {
      const role = await editRole(change, organization, await requireRole(change.tx, organization, input.roleId), input)
      return describeRole(role, (await bindingCounts(change.tx, organization.id)).get(role.id) ?? 0)
    }),
  'access.removeRole': (context, input) =>
    changing(context, input, async (change, organization) => {
      const role = await requireRole(change.tx, organization, input.roleId)
      return { name: role.name, bindings: await removeRole(change, organization, role, input.withBindings) }
    }),

  'access.bindings': ({ domain }, input) =>
    domain.read(async (tx) => {
      const { id: organization } = await requireOrganization(tx, input.organizationId)
      const query: BindingsQuery = { organization, role: input.roleId, subject: input.subject }
      const [kind, id, role] = decodeCursor(input.cursor)?.map(String) ?? []
      const after = kind === undefined || id === undefined || role === undefined ? undefined : ([kind, id, role] as const)
      const rows = await bindingsPage(tx, query, after, input.limit + 1)
      const total = await countBindings(tx, query)
      return pageOf(rows, input.limit, total, (last) => [last.subjectKind, last.subjectId, last.roleId], describeBinding)
    }),
  'access.createBinding': (context, input) =>
    changing(context, input, async (change, organization) =>
      describeBinding(await createBinding(change, organization, await requireRole(change.tx, organization, input.roleId), input.subject)),
    ),
  'access.removeBinding': (context, input) =>
    changing(context, input, async (change, organization) => {
      const binding = await requireBinding(change.tx, organization, input.bindingId)
      await removeBinding(change, organization, binding)
      return describeBinding(binding)
    }),

  'access.serviceAccounts': ({ domain }, { organizationId }) =>
    domain.read(async (tx) => ({
      serviceAccounts: await listServiceAccounts(tx, await requireOrganization(tx, organizationId), domain.clock()),
    })),
  'access.createServiceAccount': (context, input) =>
    changing(context, input, async (change, organization) => {
      const role = await requireRole(change.tx, organization, input.roleId)
      const account = await createServiceAccount(change, organization, input.name, input.description, role)
      const { token } = await issueApiToken(change, account, 'first', input.lifetimeDays)
      return { serviceAccount: await described(change, account), token }
    }),
  'access.removeServiceAccount': (context, input) =>
    ofServiceAccount(context, input, async (change, organization, account) => {
      await removeServiceAccount(change, organization, account)
      return { name: account.name }
    }),
  'access.issueApiToken': (context, input) =>
    ofServiceAccount(context, input, async (change, _organization, account) => {
      const { token, row } = await issueApiToken(change, account, input.name, input.lifetimeDays)
      return { token, apiToken: describeApiToken(row, change.at) }
    }),
  'access.revokeApiToken': (context, input) =>
    ofServiceAccount(context, input, async (change, _organization, account) => {
      await revokeApiToken(change, account, input.tokenId)
      return described(change, account)
    }),
}

export const applicationHandlers: HandlersOf<'applications'> = {
  'applications.tokens': ({ domain }) =>
    domain.read(async (tx) => ({ tokens: (await apiTokensOf(tx, null)).map((token) => describeApiToken(token, domain.clock())) })),
  'applications.issueToken': ({ domain, actor }, { name, lifetimeDays }) =>
    domain.change({ actor }, async (change) => {
      const { token, row } = await issueApiToken(change, null, name, lifetimeDays)
      return { token, apiToken: describeApiToken(row, change.at) }
    }),
  'applications.revokeToken': ({ domain, actor }, { tokenId }) =>
    domain.change({ actor }, async (change) => ({ name: (await revokeApiToken(change, null, tokenId)).name })),
}
