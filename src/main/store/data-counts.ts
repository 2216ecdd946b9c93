import type { DataCounts } from '../../shared/console/backups.ts'
import { TOKEN_TABLES } from './backup/examine.ts'
import type { ReadTx } from './database/port.ts'

/** How much there is of what, over all organizations. */
export async function countData(tx: ReadTx): Promise<DataCounts> {
  const count = async (table: string): Promise<number> => (await tx.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))?.n ?? 0
  return {
    organizations: await count('organizations'),
    users: await count('users'),
    groups: await count('groups'),
    teams: await count('teams'),
    auditEvents: await count('audit_events'),
  }
}

/** Rows of each table, by its name; what the search index keeps for itself is left out. */
export async function rowCounts(tx: ReadTx): Promise<Record<string, number>> {
  const tables = await tx.all<{ name: string }>(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name`,
  )
  const counts: Record<string, number> = {}
  for (const { name } of tables) counts[name] = (await tx.get<{ n: number }>(`SELECT count(*) AS n FROM "${name}"`))?.n ?? 0
  return counts
}

/** Tokens that have not been revoked, of every kind. */
export async function liveTokenIds(tx: ReadTx): Promise<string[]> {
  const ids: string[] = []
  for (const table of TOKEN_TABLES)
    ids.push(...(await tx.all<{ id: string }>(`SELECT id FROM ${table} WHERE revoked_at IS NULL`)).map(({ id }) => id))
  return ids
}

export async function instanceId(tx: ReadTx): Promise<string> {
  return (await tx.get<{ id: string }>('SELECT id FROM instance'))?.id ?? ''
}
