import { returnToManual } from '../../domain/delegation.ts'
import { requireOrganization } from '../../domain/organizations.ts'
import { listOrphans } from '../../domain/orphans.ts'
import { describeTeam, requireTeam } from '../../domain/teams.ts'
import type { HandlersOf } from '../context.ts'

export const orphanHandlers: HandlersOf<'orphans'> = {
  'orphans.list': ({ domain }, { organizationId }) =>
    domain.read(async (tx) => ({ teams: await listOrphans(tx, await requireOrganization(tx, organizationId)) })),
  'orphans.returnToManual': ({ domain, actor }, { organizationId, teamId, restoreMembers }) =>
    domain.change({ actor }, async (change) => {
      const organization = await requireOrganization(change.tx, organizationId)
      const team = await requireTeam(change.tx, organization, teamId)
      return describeTeam(change.tx, organization, await returnToManual(change, organization, team, restoreMembers))
    }),
}
