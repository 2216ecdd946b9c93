import type { EmptyPatch, IntegrationPreset, PatchAnswer } from '../../shared/console/integrations.ts'
import type { OrganizationId } from '../../shared/ids.ts'
import type { ReadTx, WriteTx } from './database/port.ts'

export interface IntegrationRow {
  readonly id: string
  readonly organizationId: OrganizationId
  readonly name: string
  readonly description: string
  readonly preset: IntegrationPreset
  readonly builtIn: 0 | 1
  readonly enabled: 0 | 1
  /** R2: how a PATCH is answered; 'default' is 200 with the user, 204 for a group. */
  readonly patchAnswer: PatchAnswer
  /** R2: an empty `Operations` is refused, or taken as nothing to do (Entra's validator sends one). */
  readonly emptyPatch: EmptyPatch
  readonly lastRequestAt: number | null
  readonly createdAt: number
}

const COLUMNS = `id, organization_id AS organizationId, name, description, preset, built_in AS builtIn, enabled, patch_answer AS patchAnswer,
  empty_patch AS emptyPatch, last_request_at AS lastRequestAt, created_at AS createdAt`

export function integrationById(tx: ReadTx, id: string): Promise<IntegrationRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM integrations WHERE id = ?`, id)
}

export function builtInIntegration(tx: ReadTx, organization: OrganizationId): Promise<IntegrationRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM integrations WHERE organization_id = ? AND built_in = 1`, organization)
}

export function integrationNamed(tx: ReadTx, organization: OrganizationId, nameOrId: string): Promise<IntegrationRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM integrations WHERE organization_id = ? AND (name = ? OR id = ?)`, organization, nameOrId, nameOrId)
}

export function integrationByName(tx: ReadTx, organization: OrganizationId, name: string): Promise<IntegrationRow | undefined> {
  return tx.get(`SELECT ${COLUMNS} FROM integrations WHERE organization_id = ? AND name = ?`, organization, name)
}

/** The built-in one first, then by name. */
export function integrationsOf(tx: ReadTx, organization: OrganizationId): Promise<IntegrationRow[]> {
  return tx.all(`SELECT ${COLUMNS} FROM integrations WHERE organization_id = ? ORDER BY built_in DESC, name`, organization)
}

export async function insertIntegration(
  tx: WriteTx,
  integration: {
    id: string
    organization: OrganizationId
    name: string
    description: string
    preset: IntegrationPreset
    emptyPatch: EmptyPatch
    builtIn: boolean
    enabled: boolean
    at: number
  },
): Promise<void> {
  await tx.run(
    `INSERT INTO integrations (id, organization_id, name, description, preset, empty_patch, built_in, enabled, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    integration.id,
    integration.organization,
    integration.name,
    integration.description,
    integration.preset,
    integration.emptyPatch,
    integration.builtIn ? 1 : 0,
    integration.enabled ? 1 : 0,
    integration.at,
  )
}

export async function lastRequestTimes(tx: ReadTx): Promise<Map<OrganizationId, number>> {
  const rows = await tx.all<{ id: OrganizationId; at: number }>(
    'SELECT organization_id AS id, max(last_request_at) AS at FROM integrations WHERE last_request_at IS NOT NULL GROUP BY organization_id',
  )
  return new Map(rows.map((row) => [row.id, row.at]))
}

export async function noteRequest(tx: WriteTx, integration: string, at: number): Promise<void> {
  await tx.run(
    'UPDATE integrations SET last_request_at = ? WHERE id = ? AND (last_request_at IS NULL OR last_request_at < ?)',
    at,
    integration,
    at,
  )
}

export async function integrationNames(tx: ReadTx): Promise<Map<string, string>> {
  const rows = await tx.all<{ id: string; name: string }>('SELECT id, name FROM integrations')
  return new Map(rows.map((row) => [row.id, row.name]))
}

export async function updateIntegration(
  tx: WriteTx,
  id: string,
  columns: Pick<IntegrationRow, 'description' | 'preset' | 'patchAnswer' | 'emptyPatch'>,
): Promise<void> {
  await tx.run(
    'UPDATE integrations SET description = ?, preset = ?, patch_answer = ?, empty_patch = ? WHERE id = ?',
    columns.description,
    columns.preset,
    columns.patchAnswer,
    columns.emptyPatch,
    id,
  )
}

export async function setIntegrationEnabled(tx: WriteTx, id: string, enabled: boolean): Promise<void> {
  await tx.run('UPDATE integrations SET enabled = ? WHERE id = ?', enabled ? 1 : 0, id)
}

export async function deleteIntegration(tx: WriteTx, id: string): Promise<void> {
  await tx.run('DELETE FROM integrations WHERE id = ?', id)
}
