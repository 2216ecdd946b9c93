import { returnToManual } from '../../domain/delegation.ts'
import { requireOrganization } from '../../domain/organizations.ts'
import { decideOrphans, describePurged, listOrphans } from '../../domain/orphans.ts'
import { describeTeam, requireTeam } from '../../domain/teams.ts'
import { countPurged, type PurgedKey, purgedMembers } from '../../store/purges.ts'
import type { HandlersOf } from '../context.ts'
import { decodeCursor, pageOf } from '../cursor.ts'

export const orphanHandlers: HandlersOf<'orphans'> = {
  'orphans.list': ({ domain }, { organizationId }) =>
    domain.read(async (tx) => ({ teams: await listOrphans(tx, await requireOrganization(tx, organizationId)) })),
  'orphans.members': ({ domain }, { organizationId, teamId, cursor, limit }) =>
    domain.read(async (tx) => {
      const organization = await requireOrganization(tx, organizationId)
      const { purgeId } = await requireTeam(tx, organization, teamId)
      if (purgeId === null) return { items: [], total: 0, next: null }
      const [userName, userId, origin] = (decodeCursor(cursor) ?? []).map(String)
      const after: PurgedKey | undefined =
        userName === undefined || userId === undefined || origin === undefined ? undefined : [userName, userId, origin]
      const rows = await purgedMembers(tx, purgeId, teamId, organization.id, { after, limit: limit + 1 })
      const { rows: total } = await countPurged(tx, purgeId, teamId, organization.id)
      return pageOf(rows, limit, total, (last) => [last.userName, last.userId, last.origin], describePurged)
    }),
  'orphans.returnToManual': ({ domain, actor }, { organizationId, teamId, restoreMembers }) =>
    domain.change({ actor }, async (change) => {
      const organization = await requireOrganization(change.tx, organizationId)
      const team = await requireTeam(change.tx, organization, teamId)
      return describeTeam(change.tx, organization, await returnToManual(change, organization, team, restoreMembers))
    }),
  'orphans.decide': ({ domain, actor }, { organizationId, teamIds, decision }) =>
    domain.change({ actor }, async (change) => ({
      teams: await decideOrphans(change, await requireOrganization(change.tx, organizationId), teamIds, decision),
    })),
}
