import { isDeepStrictEqual } from 'node:util'
import type { OrganizationId } from '../../shared/ids.ts'
import type { OrganizationPolicy } from '../../shared/console/organizations.ts'
import type { ReadTx } from '../store/database/port.ts'
import { insertIntegration } from '../store/integrations.ts'
import {
  allOrganizations,
  insertOrganization,
  organizationById,
  type OrganizationRow,
  updateOrganizationName,
  updateOrganizationPolicy,
} from '../store/organizations.ts'
import { sharedGroup } from '../store/teams.ts'
import { seedManagedRoles } from './access/roles.ts'
import { giveServiceAccount } from './access/service-accounts.ts'
import type { Change } from './change.ts'
import { given } from './given.ts'
import { DomainError } from './error.ts'
import { ruledName, slugOf } from './names.ts'
import { startHeld } from './rollout.ts'

/** The name of every organization's built-in integration: its group mapping endpoint. */
export const BUILT_IN_INTEGRATION = 'group-mapping'

export async function createOrganization(change: Change, name: string): Promise<OrganizationRow> {
  ruledName(name)
  const slug = slugOf(name)
  await refuseTakenName(change.tx, name, undefined)
  const id = await insertOrganization(change.tx, slug, name, change.at)
  const organization = await requireOrganization(change.tx, id)
  await seedManagedRoles(change, organization)
  const builtIn = { id: change.id(), name: BUILT_IN_INTEGRATION }
  await insertIntegration(change.tx, {
    ...builtIn,
    organization: id,
    description: 'The organization’s group mapping endpoint.',
    preset: 'other',
    emptyPatch: 'reject',
    builtIn: true,
    enabled: true,
    at: change.at,
  })
  const acting = await giveServiceAccount(change, organization, builtIn)
  await change.record({
    organization: id,
    action: 'organization.created',
    target: { type: 'organization', id: String(id), name },
    after: { name, slug, integration: { name: builtIn.name, ...acting } },
  })
  change.touch('organizations', id)
  return organization
}

/** D6: neither the name nor the slug of another: on the command line, either says which is meant. */
async function refuseTakenName(tx: ReadTx, name: string, except: OrganizationId | undefined): Promise<void> {
  const key = slugOf(name)
  const holder = (await allOrganizations(tx)).find((each) => each.id !== except && (each.slug === key || slugOf(each.name) === key))
  if (holder === undefined) return
  const why = slugOf(holder.name) === key ? 'is here already' : `is what ${holder.name} was called: its addresses still say so`
  throw new DomainError('name_taken', `An organization named ${name} ${why}.`, { field: 'name' })
}

/** D6. Its slug stays: it stands in the addresses that identity providers have. */
export async function renameOrganization(change: Change, organization: OrganizationRow, name: string): Promise<OrganizationRow> {
  if (name === organization.name) return organization
  ruledName(name)
  await refuseTakenName(change.tx, name, organization.id)
  await updateOrganizationName(change.tx, organization.id, name)
  await change.record({
    organization: organization.id,
    action: 'organization.renamed',
    target: { type: 'organization', id: String(organization.id), name },
    before: { name: organization.name },
    after: { name },
  })
  change.touch('organizations', organization.id)
  return requireOrganization(change.tx, organization.id)
}

export async function requireOrganization(tx: ReadTx, id: number): Promise<OrganizationRow> {
  const organization = await organizationById(tx, id)
  if (organization === undefined) throw new DomainError('not_found', `There is no organization ${id}.`)
  return organization
}

export function policyOf(organization: OrganizationRow): OrganizationPolicy {
  return {
    membershipSources: organization.membershipSources,
    oneTeamPerGroup: organization.oneTeamPerGroup === 1,
    claimMatch: organization.claimMatch,
    stagedRollout: organization.stagedRollout === 1,
    automaticStart: organization.automaticStart === 1,
    roleConflicts: organization.roleConflicts,
  }
}

/** D2, D4, G12, I6, I7. One team per group is refused while a group serves several. Nobody stays held when the rollout is no longer staged. */
export async function setPolicy(
  change: Change,
  organization: OrganizationRow,
  wanted: Partial<OrganizationPolicy>,
): Promise<OrganizationRow> {
  const before = policyOf(organization)
  const after = { ...before, ...given(wanted) }
  if (isDeepStrictEqual(after, before)) return organization
  if (after.oneTeamPerGroup && !before.oneTeamPerGroup) await refuseSharedGroups(change.tx, organization.id)
  await updateOrganizationPolicy(change.tx, organization.id, after)
  if (before.stagedRollout && !after.stagedRollout) await startHeld(change, organization, undefined)
  await change.record({
    organization: organization.id,
    action: 'organization.policy-changed',
    target: { type: 'organization', id: String(organization.id), name: organization.name },
    before,
    after,
  })
  for (const topic of ['organizations', 'teams', 'users', 'access'] as const) change.touch(topic, organization.id)
  return requireOrganization(change.tx, organization.id)
}

async function refuseSharedGroups(tx: ReadTx, organization: OrganizationId): Promise<void> {
  const shared = await sharedGroup(tx, organization)
  if (shared !== undefined)
    throw new DomainError(
      'group_serves_a_team',
      `The group ${shared.name} serves ${shared.teams} teams. Give it to one of them first, then allow one team per group only.`,
    )
}
