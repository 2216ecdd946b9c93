import { effectiveAccess } from '../../domain/access/effective.ts'
import { listGroupOrder, setGroupOrder } from '../../domain/access/group-order.ts'
import { requireOrganization } from '../../domain/organizations.ts'
import { requireUser } from '../../domain/users.ts'
import type { HandlersOf } from '../context.ts'

export const effectiveAccessHandlers: HandlersOf<'effectiveAccess'> = {
  'effectiveAccess.of': ({ domain }, { organizationId, userId, assumeStarted }) =>
    domain.read(async (tx) => {
      const organization = await requireOrganization(tx, organizationId)
      return effectiveAccess(tx, organization, await requireUser(tx, organization, userId), assumeStarted ? 'started' : undefined)
    }),
  'effectiveAccess.groupOrder': ({ domain }, { organizationId }) =>
    domain.read(async (tx) => ({ groups: await listGroupOrder(tx, await requireOrganization(tx, organizationId)) })),
  'effectiveAccess.setGroupOrder': ({ domain, actor }, { organizationId, groupIds }) =>
    domain.change({ actor }, async (change) => {
      const organization = await requireOrganization(change.tx, organizationId)
      await setGroupOrder(change, organization, groupIds)
      return { groups: await listGroupOrder(change.tx, organization) }
    }),
}
