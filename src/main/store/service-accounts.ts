import type { OrganizationId } from '../../shared/ids.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

export interface ServiceAccountRow {
  readonly id: string
  readonly organizationId: OrganizationId
  readonly name: string
  readonly description: string
  /** That of the integration which it acts for; null for an administrator's own. */
  readonly integrationId: string | null
  readonly integrationName: string | null
  readonly createdAt: number
}

const COLUMNS = `s.id, s.organization_id AS organizationId, s.name, s.description, s.integration_id AS integrationId, i.name AS integrationName,
  s.created_at AS createdAt`
const FROM = 'service_accounts s LEFT JOIN integrations i ON i.id = s.integration_id'

export function serviceAccountById(tx: ReadTx, id: string): Promise<ServiceAccountRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM ${FROM} WHERE s.id = ?`, id)
}

export function serviceAccountNamed(tx: ReadTx, organization: OrganizationId, nameKey: string): Promise<ServiceAccountRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM ${FROM} WHERE s.organization_id = ? AND fold(s.name) = ?`, organization, nameKey)
}

export function serviceAccountOfIntegration(tx: ReadTx, integration: string): Promise<ServiceAccountRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM ${FROM} WHERE s.integration_id = ?`, integration)
}

/** By name. */
export function serviceAccountsOf(tx: ReadTx, organization: OrganizationId): Promise<ServiceAccountRow[]> {
  return tx.all(`SELECT ${COLUMNS} FROM ${FROM} WHERE s.organization_id = ? ORDER BY s.name`, organization)
}

export async function insertServiceAccount(
  tx: WriteTx,
  account: { id: string; organization: OrganizationId; name: string; description: string; integration: string | null; at: number },
): Promise<void> {
  await tx.run(
    'INSERT INTO service_accounts (id, organization_id, name, description, integration_id, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    account.id,
    account.organization,
    account.name,
    account.description,
    account.integration,
    account.at,
  )
}

export async function deleteServiceAccount(tx: WriteTx, id: string): Promise<void> {
  await tx.run('DELETE FROM service_accounts WHERE id = ?', id)
}
