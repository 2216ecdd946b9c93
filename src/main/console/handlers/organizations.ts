import type { Organization } from '../../../shared/console/organizations.ts'
import { createOrganization, policyOf, renameOrganization, requireOrganization, setPolicy } from '../../domain/organizations.ts'
import { removeOrganization } from '../../domain/organization-removal.ts'
import { organizationContent } from '../../store/organization-removal.ts'
import { lastRequestTimes } from '../../store/integrations.ts'
import type { ReadTx } from '../../store/database/port.ts'
import { allOrganizations, type OrganizationRow, teamCounts } from '../../store/organizations.ts'
import { INSTANCE, openProblemCounts } from '../../store/problems.ts'
import type { HandlersOf } from '../context.ts'

async function describe(tx: ReadTx, rows: readonly OrganizationRow[]): Promise<Organization[]> {
  const teams = await teamCounts(tx)
  const requests = await lastRequestTimes(tx)
  const problems = await openProblemCounts(tx)
  const conflicts = await openProblemCounts(tx, 'name-conflict')
  const everywhere = problems.get(INSTANCE) ?? 0
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    name: row.name,
    createdAt: row.createdAt,
    policy: policyOf(row),
    counts: {
      users: row.userCount,
      groups: row.groupCount,
      teams: teams.get(row.id)?.teams ?? 0,
      orphanedTeams: teams.get(row.id)?.orphaned ?? 0,
      problems: (problems.get(row.id) ?? 0) + everywhere,
      nameConflicts: conflicts.get(row.id) ?? 0,
    },
    lastRequestAt: requests.get(row.id) ?? null,
  }))
}

async function describeOne(tx: ReadTx, row: OrganizationRow): Promise<Organization> {
  const [only] = await describe(tx, [row])
  return only as Organization // one row in, one out
}

export const organizationHandlers: HandlersOf<'organizations'> = {
  'organizations.list': ({ domain }) => domain.read(async (tx) => ({ organizations: await describe(tx, await allOrganizations(tx)) })),
  'organizations.create': ({ domain, actor }, { name }) =>
    domain.change({ actor }, async (change) => describeOne(change.tx, await createOrganization(change, name))),
  'organizations.rename': ({ domain, actor }, { organizationId, name }) =>
    domain.change({ actor }, async (change) =>
      describeOne(change.tx, await renameOrganization(change, await requireOrganization(change.tx, organizationId), name)),
    ),
  'organizations.removalImpact': ({ domain }, { organizationId }) =>
    domain.read(async (tx) => {
      const { id, name } = await requireOrganization(tx, organizationId)
      return { name, ...(await organizationContent(tx, id)) }
    }),
  'organizations.remove': ({ domain, actor }, { organizationId, confirmation }) =>
    domain.change({ actor }, async (change) => {
      const organization = await requireOrganization(change.tx, organizationId)
      await removeOrganization(change, organization, confirmation)
      return { name: organization.name }
    }),
  'organizations.setPolicy': ({ domain, actor }, { organizationId, policy }) =>
    domain.change({ actor }, async (change) =>
      describeOne(change.tx, await setPolicy(change, await requireOrganization(change.tx, organizationId), policy)),
    ),
}
