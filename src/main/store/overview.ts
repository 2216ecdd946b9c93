import type { OrganizationId } from '../../shared/ids.ts'
import type { ReadTx } from './database/port.ts'

export const HOUR_MS = 3_600_000

/** Hours since 1970 in which there were requests, with how many and how many of them failed. */
export function requestsByHour(
  tx: ReadTx,
  organization: OrganizationId,
  since: number,
): Promise<{ hour: number; total: number; failed: number }[]> {
  return tx.all(
    `SELECT at / ${HOUR_MS} AS hour, count(*) AS total, count(*) FILTER (WHERE status >= 400) AS failed
     FROM provisioning_log WHERE organization_id = ? AND at >= ? GROUP BY hour ORDER BY hour`,
    organization,
    since,
  )
}

/** What of its set-up an organization has, each 0 or 1. */
export async function setupOf(
  tx: ReadTx,
  organization: OrganizationId,
  now: number,
): Promise<{ token: number; request: number; grouped: number; linked: number; granted: number }> {
  const found = await tx.get<{ token: number; request: number; grouped: number; linked: number; granted: number }>(
    `WITH here (id, now) AS (SELECT ?, ?)
     SELECT
       EXISTS (SELECT 1 FROM integrations i JOIN tokens t ON t.integration_id = i.id WHERE i.organization_id = here.id AND t.revoked_at IS NULL
         AND (t.expires_at IS NULL OR t.expires_at > here.now)) AS token,
       EXISTS (SELECT 1 FROM integrations WHERE organization_id = here.id AND last_request_at IS NOT NULL) AS request,
       EXISTS (SELECT 1 FROM groups WHERE organization_id = here.id) AS grouped,
       EXISTS (SELECT 1 FROM teams WHERE organization_id = here.id AND group_seq IS NOT NULL) AS linked,
       EXISTS (SELECT 1 FROM workspaces w JOIN participants p ON p.workspace_id = w.id WHERE w.organization_id = here.id) AS granted
     FROM here`,
    organization,
    now,
  )
  if (found === undefined) throw new Error('one row is asked, so one answers')
  return found
}
