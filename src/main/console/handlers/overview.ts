import { requireOrganization } from '../../domain/organizations.ts'
import { overviewOf } from '../../domain/overview.ts'
import type { HandlersOf } from '../context.ts'

export const overviewHandlers: HandlersOf<'overview'> = {
  'overview.get': ({ domain }, { organizationId }) =>
    domain.read(async (tx) => overviewOf(tx, await requireOrganization(tx, organizationId), domain.clock())),
}
