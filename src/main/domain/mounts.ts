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
