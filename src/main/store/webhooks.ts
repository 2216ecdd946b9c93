import type { OrganizationId } from '../../shared/ids.ts'
import { allOf, given, sql } from './conditions.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

export interface WebhookRow {
  readonly id: string
  readonly organizationId: OrganizationId | null
  readonly description: string
  readonly url: string
  readonly secret: string
  readonly previousSecret: string | null
  readonly previousSecretUntil: number | null
  /** JSON text: a list of actions. */
  readonly actions: string
  readonly enabled: 0 | 1
  readonly createdAt: number
  readonly updatedAt: number
}

const COLUMNS = `id, organization_id AS organizationId, description, url, secret, previous_secret AS previousSecret,
  previous_secret_until AS previousSecretUntil, actions, enabled, created_at AS createdAt, updated_at AS updatedAt`

/** Asked at every change: one walk of a table that is nearly always empty. */
export function enabledWebhooks(tx: ReadTx): Promise<WebhookRow[]> {
  return tx.all(`SELECT ${COLUMNS} FROM webhooks WHERE enabled = 1 ORDER BY id`)
}

/** Those of the organization and of the instance; all without one. */
export function webhooksOf(tx: ReadTx, organization: number | undefined): Promise<WebhookRow[]> {
  const scope = allOf(given(organization, (id) => sql('(organization_id IS NULL OR organization_id = ?)', id)))
  return tx.all(`SELECT ${COLUMNS} FROM webhooks WHERE ${scope.text} ORDER BY created_at, id`, ...scope.params)
}

export function webhookById(tx: ReadTx, id: string): Promise<WebhookRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM webhooks WHERE id = ?`, id)
}

export async function insertWebhook(tx: WriteTx, row: WebhookRow): Promise<void> {
  await tx.run(
    `INSERT INTO webhooks (id, organization_id, description, url, secret, actions, enabled, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.id,
    row.organizationId,
    row.description,
    row.url,
    row.secret,
    row.actions,
    row.enabled,
    row.createdAt,
    row.updatedAt,
  )
}

export async function updateWebhook(tx: WriteTx, row: WebhookRow): Promise<void> {
  await tx.run(
    `UPDATE webhooks SET description = ?, url = ?, secret = ?, previous_secret = ?, previous_secret_until = ?, actions = ?, enabled = ?,
       updated_at = ? WHERE id = ?`,
    row.description,
    row.url,
    row.secret,
    row.previousSecret,
    row.previousSecretUntil,
    row.actions,
    row.enabled,
    row.updatedAt,
    row.id,
  )
}

export async function deleteWebhook(tx: WriteTx, id: string): Promise<void> {
  await tx.run('DELETE FROM webhook_deliveries WHERE webhook_id = ?', id)
  await tx.run('DELETE FROM webhooks WHERE id = ?', id)
}
