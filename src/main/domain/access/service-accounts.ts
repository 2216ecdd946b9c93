import type { ServiceAccount } from '../../../shared/console/access.ts'
import { nameKey } from '../../protocol/fold.ts'
import { apiTokensOf, deleteApiTokensOf } from '../../store/api-tokens.ts'
import { bindingsOfSubject, insertBinding } from '../../store/bindings.ts'
import type { ReadTx } from '../../store/database/port.ts'
import type { IntegrationRow } from '../../store/integrations.ts'
import type { OrganizationRow } from '../../store/organizations.ts'
import type { RoleRow } from '../../store/roles.ts'
import {
  deleteServiceAccount,
  insertServiceAccount,
  serviceAccountById,
  serviceAccountNamed,
  serviceAccountOfIntegration,
  type ServiceAccountRow,
  serviceAccountsOf,
} from '../../store/service-accounts.ts'
import { describeApiToken } from '../api-tokens.ts'
import type { Change } from '../change.ts'
import { DomainError } from '../error.ts'
import { createBinding, dropBindings } from './bindings.ts'
import { managedRole } from './roles.ts'

export async function requireServiceAccount(tx: ReadTx, organization: OrganizationRow, id: string): Promise<ServiceAccountRow> {
  const account = await serviceAccountById(tx, id)
  if (account?.organizationId !== organization.id)
    throw new DomainError('not_found', 'There is no such service account in this organization; it may have been removed.')
  return account
}

const target = (account: { id: string; name: string }) => ({ type: 'service-account', id: account.id, name: account.name })

/** An administrator's own, bound to a role: who the management API is asked as. */
export async function createServiceAccount(
  change: Change,
  organization: OrganizationRow,
  name: string,
  description: string,
  role: RoleRow,
): Promise<ServiceAccountRow> {
  const holder = await serviceAccountNamed(change.tx, organization.id, nameKey(name))
  if (holder !== undefined)
    throw new DomainError('value_taken', `${organization.name} has a service account named ${holder.name} already.`, { field: 'name' })
  const id = change.id()
  await insertServiceAccount(change.tx, { id, organization: organization.id, name, description, integration: null, at: change.at })
  await change.record({
    organization: organization.id,
    action: 'service-account.created',
    target: target({ id, name }),
    after: { name, description },
  })
  await createBinding(change, organization, role, { kind: 'service-account', id })
  change.touch('access', organization.id)
  return requireServiceAccount(change.tx, organization, id)
}

async function freeName(tx: ReadTx, organization: OrganizationRow, wanted: string): Promise<string> {
  for (let n = 1; ; n++) {
    const name = n === 1 ? wanted : `${wanted}-${n}`
    if ((await serviceAccountNamed(tx, organization.id, nameKey(name))) === undefined) return name
  }
}

/** I3: the account that acts for a new integration, bound to SCIMProvisioner. Part of the integration's making, and told with it. */
export async function giveServiceAccount(
  change: Change,
  organization: OrganizationRow,
  integration: Pick<IntegrationRow, 'id' | 'name'>,
): Promise<{ serviceAccount: string; role: string }> {
  const role = await managedRole(change.tx, organization, 'SCIMProvisioner')
  const id = change.id()
  const name = await freeName(change.tx, organization, `scim-${integration.name}`)
  const description = `Acts for the integration ${integration.name}.`
  await insertServiceAccount(change.tx, {
    id,
    organization: organization.id,
    name,
    description,
    integration: integration.id,
    at: change.at,
  })
  const subject = { kind: 'service-account', id } as const
  await insertBinding(change.tx, { id: change.id(), organization: organization.id, role: role.id, subject, at: change.at })
  change.touch('access', organization.id)
  return { serviceAccount: name, role: role.name }
}

/** With its bindings and API tokens. That of an integration goes with the integration only. */
export async function removeServiceAccount(change: Change, organization: OrganizationRow, account: ServiceAccountRow): Promise<void> {
  if (account.integrationId !== null)
    throw new DomainError('managed', `${account.name} acts for the integration ${account.integrationName} and is removed with it.`)
  await discard(change, organization, account)
}

/** To be called when the integration is removed, in the same transaction. */
export async function removeServiceAccountOf(change: Change, organization: OrganizationRow, integration: IntegrationRow): Promise<void> {
  const account = await serviceAccountOfIntegration(change.tx, integration.id)
  if (account !== undefined) await discard(change, organization, account)
}

async function discard(change: Change, organization: OrganizationRow, account: ServiceAccountRow): Promise<void> {
  await dropBindings(change, organization, { kind: 'service-account', id: account.id })
  const tokens = await deleteApiTokensOf(change.tx, account.id)
  await deleteServiceAccount(change.tx, account.id)
  await change.record({
    organization: organization.id,
    action: 'service-account.removed',
    target: target(account),
    before: { name: account.name, description: account.description, apiTokens: tokens },
  })
  change.touch('access', organization.id)
}

export async function describeServiceAccount(tx: ReadTx, account: ServiceAccountRow, now: number): Promise<ServiceAccount> {
  const bindings = await bindingsOfSubject(tx, account.organizationId, { kind: 'service-account', id: account.id })
  return {
    id: account.id,
    name: account.name,
    description: account.description,
    integration:
      account.integrationId === null || account.integrationName === null
        ? null
        : { id: account.integrationId, name: account.integrationName },
    roles: bindings.map(({ id, roleId, roleName }) => ({ bindingId: id, id: roleId, name: roleName })),
    tokens: (await apiTokensOf(tx, account.id)).map((token) => describeApiToken(token, now)),
    createdAt: account.createdAt,
  }
}

export async function listServiceAccounts(tx: ReadTx, organization: OrganizationRow, now: number): Promise<ServiceAccount[]> {
  const accounts: ServiceAccount[] = []
  for (const account of await serviceAccountsOf(tx, organization.id)) accounts.push(await describeServiceAccount(tx, account, now))
  return accounts
}
