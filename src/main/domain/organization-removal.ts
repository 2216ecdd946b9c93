import type { OrganizationRow } from '../store/organizations.ts'
import { deleteOrganization, organizationContent } from '../store/organization-removal.ts'
import type { Change } from './change.ts'
import { DomainError } from './error.ts'

/**
 * An organization goes with its users, groups, teams, access, integrations, tokens and webhooks; its tokens are refused from then on.
 * Accounts stay, with their access elsewhere (U4), and so do the audit trail and the request log. `confirmation` is its name, as whoever
 * asks has typed it.
 */
export async function removeOrganization(change: Change, organization: OrganizationRow, confirmation: string): Promise<void> {
  if (confirmation !== organization.name)
    throw new DomainError('invalid', `Type the name of the organization, ${organization.name}, exactly as it is written.`, {
      field: 'confirmation',
    })
  const content = await organizationContent(change.tx, organization.id)
  const total = content.users + content.groups
  await change.record({
    organization: organization.id,
    action: 'organization.deleted',
    target: { type: 'organization', id: String(organization.id), name: organization.name },
    before: { name: organization.name, slug: organization.slug, ...content },
  })
  await deleteOrganization(change.tx, organization.id, (gone) =>
    change.progress(organization.id, `Deleting ${organization.name}`, gone, total),
  )
  for (const topic of ['organizations', 'users', 'catalog', 'teams', 'access', 'tokens', 'problems', 'webhooks'] as const)
    change.touch(topic, null)
}
