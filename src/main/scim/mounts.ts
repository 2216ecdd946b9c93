/** Where a request is addressed to (E1): one of the three mounts of the one service. */
export type Mount =
  | { readonly kind: 'organization'; readonly organizationId: number; readonly prefix: string }
  | { readonly kind: 'integration'; readonly tenant: string; readonly integrationId: string; readonly prefix: string }

export interface Address {
  readonly mount: Mount
  /** Path segments behind the mount, decoded: `['Users', '…id…']`. */
  readonly segments: readonly string[]
  readonly query: URLSearchParams
}

const ORGANIZATION = /^(?:\/api)?\/orgs\/(\d{1,15})\/scim\/v2(?=\/|$)/
const INTEGRATION = /^\/api\/v1\/([^/]+)\/integrations\/([^/]+)\/scim\/v2(?=\/|$)/

/**
 * Reads a request target. Doubled and trailing slashes, and a trailing `?` or `&`, are what real clients send (E2). Undefined when
 * the path is behind no mount or is not decodable.
 */
export function addressOf(target: string): Address | undefined {
  const question = target.indexOf('?')
  const path = (question < 0 ? target : target.slice(0, question)).replaceAll(/\/{2,}/g, '/')
  const mount = mountOf(path)
  if (mount === undefined) return undefined
  const segments: string[] = []
  for (const segment of path.slice(mount.prefix.length).split('/')) {
    if (segment === '') continue
    const decoded = decodedOrNot(segment)
    if (decoded === undefined) return undefined
    segments.push(decoded)
  }
  return { mount, segments, query: new URLSearchParams(question < 0 ? '' : target.slice(question + 1)) }
}

function mountOf(path: string): Mount | undefined {
  const organization = ORGANIZATION.exec(path)
  if (organization !== null) return { kind: 'organization', organizationId: Number(organization[1]), prefix: organization[0] }
  const integration = INTEGRATION.exec(path)
  if (integration === null) return undefined
  const tenant = decodedOrNot(integration[1] ?? '')
  const integrationId = decodedOrNot(integration[2] ?? '')
  return tenant === undefined || integrationId === undefined
    ? undefined
    : { kind: 'integration', tenant, integrationId, prefix: integration[0] }
}

function decodedOrNot(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
