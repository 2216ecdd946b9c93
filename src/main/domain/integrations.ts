import { isDeepStrictEqual } from 'node:util'
import {
  type EmptyPatch,
  type Integration,
  INTEGRATION_NAME_RULE,
  INTEGRATION_NAME_RULE_TEXT,
  type IntegrationPreset,
  type IntegrationRemoval,
  type PatchAnswer,
} from '../../shared/console/integrations.ts'
import { bindingsOfSubject } from '../store/bindings.ts'
import type { ReadTx } from '../store/database/port.ts'
import {
  deleteIntegration,
  insertIntegration,
  integrationById,
  integrationByName,
  type IntegrationRow,
  setIntegrationEnabled,
  updateIntegration,
} from '../store/integrations.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import { serviceAccountOfIntegration } from '../store/service-accounts.ts'
import { deleteTokens, liveToken } from '../store/tokens.ts'
import { giveServiceAccount, removeServiceAccountOf } from './access/service-accounts.ts'
import type { Change } from './change.ts'
import { DomainError } from './error.ts'
import { given } from './given.ts'
import { mountsOf } from './mounts.ts'
import { forgetIntegration } from './problems/expiry.ts'
import { revokeLiveToken, tokenState } from './tokens.ts'

export async function requireIntegrationById(tx: ReadTx, organization: OrganizationRow, id: string): Promise<IntegrationRow> {
  const integration = await integrationById(tx, id)
  if (integration?.organizationId !== organization.id)
    throw new DomainError('not_found', 'There is no such integration in this organization; it may have been removed.')
  return integration
}

const target = (integration: { id: string; name: string }) => ({ type: 'integration', id: integration.id, name: integration.name })

function touchIntegrations(change: Change, organization: OrganizationRow): void {
  for (const topic of ['tokens', 'access'] as const) change.touch(topic, organization.id)
}

/** I1, I3: with a service account of its own, bound to SCIMProvisioner. Its token is issued by `issueToken`. */
export async function createIntegration(
  change: Change,
  organization: OrganizationRow,
  wanted: { name: string; description: string; preset: IntegrationPreset; enabled: boolean },
): Promise<IntegrationRow> {
  const { name, description, preset, enabled } = wanted
  if (!INTEGRATION_NAME_RULE.test(name)) throw new DomainError('invalid', INTEGRATION_NAME_RULE_TEXT, { field: 'name' })
  if ((await integrationByName(change.tx, organization.id, name)) !== undefined)
    throw new DomainError('value_taken', `${organization.name} has an integration named ${name} already.`, { field: 'name' })
  const id = change.id()
  const emptyPatch: EmptyPatch = preset === 'entra' ? 'ignore' : 'reject'
  const columns = { id, organization: organization.id, name, description, preset, emptyPatch, builtIn: false, enabled, at: change.at }
  await insertIntegration(change.tx, columns)
  const acting = await giveServiceAccount(change, organization, { id, name })
  await change.record({
    organization: organization.id,
    action: 'integration.created',
    target: target({ id, name }),
    after: { name, description, type: 'SCIM', preset, enabled, ...acting },
  })
  touchIntegrations(change, organization)
  return requireIntegrationById(change.tx, organization, id)
}

export async function editIntegration(
  change: Change,
  organization: OrganizationRow,
  integration: IntegrationRow,
  wanted: {
    description?: string | undefined
    preset?: IntegrationPreset | undefined
    patchAnswer?: PatchAnswer | undefined
    emptyPatch?: EmptyPatch | undefined
  },
): Promise<IntegrationRow> {
  const { description, preset, patchAnswer, emptyPatch } = integration
  const before = { description, preset, patchAnswer, emptyPatch }
  const named = { description: wanted.description, preset: wanted.preset, patchAnswer: wanted.patchAnswer, emptyPatch: wanted.emptyPatch }
  const after = { ...before, ...given(named) } as typeof before
  if (isDeepStrictEqual(before, after)) return integration
  await updateIntegration(change.tx, integration.id, after)
  await change.record({ organization: organization.id, action: 'integration.updated', target: target(integration), before, after })
  touchIntegrations(change, organization)
  return requireIntegrationById(change.tx, organization, integration.id)
}

/** I2. */
export async function enableIntegration(
  change: Change,
  organization: OrganizationRow,
  integration: IntegrationRow,
  enabled: boolean,
): Promise<IntegrationRow> {
  if ((integration.enabled === 1) === enabled) return integration
  await setIntegrationEnabled(change.tx, integration.id, enabled)
  await change.record({
    organization: organization.id,
    action: enabled ? 'integration.enabled' : 'integration.disabled',
    target: target(integration),
    before: { enabled: !enabled },
    after: { enabled },
  })
  touchIntegrations(change, organization)
  return requireIntegrationById(change.tx, organization, integration.id)
}

function refuseBuiltIn(integration: IntegrationRow): void {
  if (integration.builtIn === 1)
    throw new DomainError(
      'managed',
      `${integration.name} is the organization’s group mapping endpoint and cannot be removed. Disable it instead.`,
    )
}

async function actingFor(tx: ReadTx, integration: IntegrationRow) {
  const account = await serviceAccountOfIntegration(tx, integration.id)
  if (account === undefined) throw new Error(`the integration ${integration.id} has no service account`)
  const bindings = await bindingsOfSubject(tx, integration.organizationId, { kind: 'service-account', id: account.id })
  return {
    id: account.id,
    name: account.name,
    roles: bindings.map(({ id, roleId, roleName }) => ({ bindingId: id, id: roleId, name: roleName })),
  }
}

export async function integrationRemoval(tx: ReadTx, integration: IntegrationRow): Promise<IntegrationRemoval> {
  refuseBuiltIn(integration)
  const acting = await actingFor(tx, integration)
  return {
    name: integration.name,
    tokenTail: (await liveToken(tx, integration.id))?.tail ?? null,
    serviceAccount: acting.name,
    roles: acting.roles.map(({ name }) => name),
    lastRequestAt: integration.lastRequestAt,
  }
}

/** I2: its token, service account and bindings go with it, in this one transaction. What was provisioned through it stays. */
export async function removeIntegration(change: Change, organization: OrganizationRow, integration: IntegrationRow): Promise<void> {
  refuseBuiltIn(integration)
  if ((await liveToken(change.tx, integration.id)) !== undefined) await revokeLiveToken(change, integration)
  await removeServiceAccountOf(change, organization, integration)
  await forgetIntegration(change, integration)
  await deleteTokens(change.tx, integration.id)
  await deleteIntegration(change.tx, integration.id)
  const { name, description, preset } = integration
  await change.record({
    organization: organization.id,
    action: 'integration.removed',
    target: target(integration),
    before: { name, description, type: 'SCIM', preset, enabled: integration.enabled === 1 },
  })
  touchIntegrations(change, organization)
}

/** `origin` is where clients reach the SCIM service; `now` in ms. */
export async function describeIntegration(
  tx: ReadTx,
  origin: string,
  organization: OrganizationRow,
  integration: IntegrationRow,
  now: number,
): Promise<Integration> {
  const { id, name, description, preset, patchAnswer, emptyPatch, lastRequestAt, createdAt } = integration
  return {
    id,
    name,
    description,
    type: 'SCIM',
    preset,
    builtIn: integration.builtIn === 1,
    enabled: integration.enabled === 1,
    patchAnswer,
    emptyPatch,
    serviceAccount: await actingFor(tx, integration),
    mounts: mountsOf(origin, organization, integration),
    token: await tokenState(tx, integration, now),
    lastRequestAt,
    createdAt,
  }
}
