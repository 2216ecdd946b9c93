import type { Group } from '../../shared/console/catalog.ts'
import type { ReadTx } from '../store/database/port.ts'
import type { GroupRow } from '../store/groups.ts'
import { teamsOfGroup } from '../store/teams.ts'
import { looksLikeGuid } from './names.ts'

/** A row of the catalog as the console shows it. */
export async function describeGroup(tx: ReadTx, group: GroupRow): Promise<Group> {
  const teams = await teamsOfGroup(tx, group.seq)
  return {
    id: group.id,
    displayName: group.displayName,
    source: group.source,
    externalId: group.externalId,
    label: group.label,
    memberCount: group.memberCount,
    teams: teams.map(({ id, name }) => ({ id, name })),
    guidLike: looksLikeGuid(group.displayName),
    createdAt: group.createdAt,
    updatedAt: group.updatedAt,
  }
}
