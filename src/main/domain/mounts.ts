import type { Mount } from '../../shared/console/tokens.ts'
import type { IntegrationRow } from '../store/integrations.ts'
import type { OrganizationRow } from '../store/organizations.ts'

/** The three base URLs of an integration behind an origin; the first two exist for the built-in one only. */
export function mountPaths(
  organization: { id: number; slug: string },
  integration: { id: string; builtIn: boolean },
): {
  okta: string
  entra: string
  integration: string
} {
  const own = `/api/v1/${organization.slug}/integrations/${integration.id}/scim/v2`
  return {
    okta: integration.builtIn ? `/api/orgs/${organization.id}/scim/v2` : own,
    entra: integration.builtIn ? `/orgs/${organization.id}/scim/v2` : own,
    integration: own,
  }
}

/** The base URL under which the console shows raw resources: the built-in integration's first. */
export function scimBase(origin: string, organization: { id: number }): string {
  return `${origin}/api/orgs/${organization.id}/scim/v2`
}

/** The base URLs of an integration, the one to enter first. */
export function mountsOf(origin: string, organization: OrganizationRow, integration: IntegrationRow): Mount[] {
  const paths = mountPaths(organization, { id: integration.id, builtIn: integration.builtIn === 1 })
  const own: Mount = { kind: 'integration', label: 'Integration', url: origin + paths.integration }
  if (integration.builtIn === 0) return [own]
  return [{ kind: 'okta', label: 'Okta', url: origin + paths.okta }, { kind: 'entra', label: 'Entra ID', url: origin + paths.entra }, own]
}
