import type { OrganizationId } from '../../shared/ids.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

/** What goes with an organization. */
export interface OrganizationContent {
  readonly users: number
  readonly groups: number
  readonly teams: number
  readonly workspaces: number
  readonly integrations: number
  readonly liveTokens: number
  readonly webhooks: number
}

export async function organizationContent(tx: ReadTx, id: OrganizationId): Promise<OrganizationContent> {
  const content = await tx.get<OrganizationContent>(
    `WITH here (id) AS (SELECT ?)
     SELECT
       (SELECT count(*) FROM users WHERE organization_id = here.id) AS users,
       (SELECT count(*) FROM groups WHERE organization_id = here.id) AS groups,
       (SELECT count(*) FROM teams WHERE organization_id = here.id) AS teams,
       (SELECT count(*) FROM workspaces WHERE organization_id = here.id) AS workspaces,
       (SELECT count(*) FROM integrations WHERE organization_id = here.id) AS integrations,
       (SELECT count(*) FROM tokens t JOIN integrations i ON i.id = t.integration_id WHERE i.organization_id = here.id AND t.revoked_at IS NULL)
         + (SELECT count(*) FROM api_tokens t JOIN service_accounts s ON s.id = t.service_account_id
            WHERE s.organization_id = here.id AND t.revoked_at IS NULL) AS liveTokens,
       (SELECT count(*) FROM webhooks WHERE organization_id = here.id) AS webhooks
     FROM here`,
    id,
  )
  if (content === undefined) throw new Error('one row is asked, so one answers')
  return content
}

/** Resources that go in one statement: few enough that others are answered in between. */
const AT_ONCE = 1_000
const OF = 'WHERE organization_id = ?'

/** What refers to nothing of the organization that is still there goes first. */
const SMALL = [
  `DELETE FROM webhook_deliveries WHERE webhook_id IN (SELECT id FROM webhooks ${OF})`,
  `DELETE FROM webhooks ${OF}`,
  `DELETE FROM problems ${OF}`,
  `DELETE FROM participants WHERE workspace_id IN (SELECT id FROM workspaces ${OF})`,
  `DELETE FROM workspaces ${OF}`,
  `DELETE FROM bindings ${OF}`,
  `DELETE FROM roles ${OF}`,
  `DELETE FROM api_tokens WHERE service_account_id IN (SELECT id FROM service_accounts ${OF})`,
  `DELETE FROM service_accounts ${OF}`,
  `DELETE FROM tokens WHERE integration_id IN (SELECT id FROM integrations ${OF})`,
  `DELETE FROM integrations ${OF}`,
  `DELETE FROM organization_owners ${OF}`,
  `DELETE FROM team_members WHERE team_id IN (SELECT id FROM teams ${OF})`,
  `DELETE FROM teams ${OF}`,
  `DELETE FROM purged_members WHERE purge_id IN (SELECT id FROM purges ${OF})`,
  `DELETE FROM purges ${OF}`,
  `DELETE FROM former_users ${OF}`,
  `DELETE FROM extension_schemas ${OF}`,
] as const

const NEXT_GROUPS = `(SELECT seq FROM groups ${OF} ORDER BY seq LIMIT ${AT_ONCE})`
const NEXT_USERS = `(SELECT seq FROM users ${OF} ORDER BY seq LIMIT ${AT_ONCE})`

/**
 * Removes an organization and all that is in it; accounts, the audit trail and the request log stay. `step` is told after each part how
 * many users and groups have gone.
 */
export async function deleteOrganization(tx: WriteTx, id: OrganizationId, step: (gone: number) => Promise<void>): Promise<void> {
  for (const statement of SMALL) await tx.run(statement, id)
  for (const table of ['group_attributes', 'user_attributes'])
    for (const { path } of await tx.all<{ path: number }>('SELECT id AS path FROM attribute_paths')) {
      await tx.run(`DELETE FROM ${table} ${OF} AND path_id = ?`, id, path)
      await step(0)
    }
  let gone = 0
  for (;;) {
    await tx.run(`DELETE FROM group_members WHERE group_seq IN ${NEXT_GROUPS}`, id)
    await tx.run(`DELETE FROM group_search WHERE rowid IN ${NEXT_GROUPS}`, id)
    const groups = await tx.run(`DELETE FROM groups WHERE seq IN ${NEXT_GROUPS}`, id)
    if (groups === 0) break
    gone += groups
    await step(gone)
  }
  for (;;) {
    await tx.run(`DELETE FROM user_search WHERE rowid IN ${NEXT_USERS}`, id)
    const users = await tx.run(`DELETE FROM users WHERE seq IN ${NEXT_USERS}`, id)
    if (users === 0) break
    gone += users
    await step(gone)
  }
  await tx.run('DELETE FROM organizations WHERE id = ?', id)
}
