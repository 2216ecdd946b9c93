import type { OrganizationId } from '../../shared/ids.ts'
import type { ResourceTypeName } from '../protocol/schema/types.ts'
import { ATTRIBUTE_TABLE } from './attribute-index.ts'
import type { ReadTx } from './database/port.ts'

/**
 * By key of the attribute index, how many resources have a value there; of a part of a list, how many have it in the first element.
 * One pass over the organization's part of the index, in its own order: no sort and no table beside it.
 */
export async function holdersByKey(tx: ReadTx, type: ResourceTypeName, organization: OrganizationId): Promise<Map<string, number>> {
  const rows = await tx.all<{ key: string; n: number }>(
    `SELECT p.key, held.n FROM (
       SELECT path_id, count(*) AS n FROM ${ATTRIBUTE_TABLE[type]} WHERE organization_id = ? AND element = 0 GROUP BY path_id
     ) held JOIN attribute_paths p ON p.id = held.path_id`,
    organization,
  )
  return new Map(rows.map(({ key, n }) => [key, n]))
}

export async function usersWithExternalId(tx: ReadTx, organization: OrganizationId): Promise<number> {
  const row = await tx.get<{ n: number }>(
    'SELECT count(*) AS n FROM users WHERE organization_id = ? AND external_id IS NOT NULL',
    organization,
  )
  return row?.n ?? 0
}

/** Of the groups that were pushed: how many there are, have an external id, have members. */
export async function pushedGroupCounts(
  tx: ReadTx,
  organization: OrganizationId,
): Promise<{ groups: number; externalIds: number; filled: number }> {
  const row = await tx.get<{ groups: number; externalIds: number; filled: number }>(
    `SELECT count(*) AS groups, count(external_id) AS externalIds, count(*) FILTER (WHERE member_count > 0) AS filled
     FROM groups WHERE organization_id = ? AND source = 'scim'`,
    organization,
  )
  return row ?? { groups: 0, externalIds: 0, filled: 0 }
}

export interface NoteRow {
  readonly resourceType: string | null
  readonly note: string
  readonly requests: number
  readonly lastAt: number
}

/** R9: the notes of the newest `limit` requests in an organization's log, with how many of them had each. */
export async function newestNotes(
  tx: ReadTx,
  organization: OrganizationId,
  limit: number,
): Promise<{ requests: number; since: number | null; notes: NoteRow[] }> {
  const newest = 'SELECT at, resource_type, detail FROM provisioning_log WHERE organization_id = ? ORDER BY seq DESC LIMIT ?'
  const looked = await tx.get<{ requests: number; since: number | null }>(
    `SELECT count(*) AS requests, min(at) AS since FROM (${newest})`,
    organization,
    limit,
  )
  const notes = await tx.all<NoteRow>(
    `SELECT log.resource_type AS resourceType, note.value AS note, count(*) AS requests, max(log.at) AS lastAt
     FROM (${newest}) log, json_each(log.detail, '$.notes') note GROUP BY log.resource_type, note.value`,
    organization,
    limit,
  )
  return { requests: looked?.requests ?? 0, since: looked?.since ?? null, notes }
}
