/** What a logged request was, in the administrator's words. Derived when shown: the log keeps facts. */
export interface LoggedFacts {
  readonly method: string
  readonly path: string
  readonly status: number
  readonly scimType: string | null
  readonly resourceType: string | null
  readonly resourceName: string | null
}

const VERBS: Record<string, string> = { POST: 'Created', PUT: 'Replaced', PATCH: 'Changed', DELETE: 'Deleted' }

function resourceOf(facts: LoggedFacts): string {
  const type = facts.resourceType === null ? 'resource' : facts.resourceType.toLowerCase()
  return facts.resourceName === null ? `a ${type}` : `${type} ${facts.resourceName}`
}

function question(facts: LoggedFacts): string {
  const path = facts.path.split('?', 1)[0] ?? ''
  if (/\/ServiceProviderConfig\/?$/i.test(path)) return 'Read what the service supports'
  if (/\/(Schemas|ResourceTypes)\b/i.test(path)) return 'Read the schemas'
  if (facts.resourceName !== null) return `Read ${resourceOf(facts)}`
  const type = facts.resourceType === 'Group' ? 'groups' : facts.resourceType === 'User' ? 'users' : 'resources'
  return /[?&]filter=/.test(facts.path) ? `Looked up ${type}` : `Listed ${type}`
}

const REFUSED: Record<number, string> = {
  400: 'Refused as not valid',
  401: 'Refused: no valid token',
  403: 'Refused: not permitted',
  404: 'Not found',
  405: 'Refused: method not supported here',
  409: 'Refused: a clash',
  412: 'Refused: the resource had changed',
  413: 'Refused: too large',
  429: 'Asked to slow down',
}

export function summaryOf(facts: LoggedFacts): string {
  if (facts.status >= 500) return 'Failed inside the service'
  if (facts.status >= 400) {
    const what = REFUSED[facts.status] ?? 'Refused'
    return facts.resourceName === null ? what : `${what} (${resourceOf(facts)})`
  }
  if (/\/Bulk\/?(\?|$)/i.test(facts.path)) return 'Carried out a bulk request'
  if (facts.method === 'GET' || /\/\.search\/?(\?|$)/.test(facts.path)) return question(facts)
  return `${VERBS[facts.method] ?? facts.method} ${resourceOf(facts)}`
}

/** A problem is an entry that the administrator should act on: a probe that finds nothing is not one. */
export function isProblem(status: number): boolean {
  return status === 400 || status === 401 || status === 403 || status === 409 || status === 413 || status >= 500
}

/** Why it failed and what to do, in words; null when it did not fail or nothing is to be done. */
export function adviceOf(facts: LoggedFacts): string | null {
  const { status, scimType } = facts
  if (status === 401)
    return 'The identity provider’s token is not the one that this integration accepts. If a new token was generated after the identity provider was set up, the old one was revoked at that moment: generate one more and paste it into the identity provider’s configuration.'
  if (status === 403)
    return 'The token is right, but this integration is disabled or may not do this. Look at the integration’s state and role.'
  if (status === 409 && facts.resourceType === 'Group')
    return 'A group of this display name exists already, here or in another organization of this instance. Rename one of the two in its identity provider, or let one identity provider put a prefix before its group names. The entry clears when a retry succeeds.'
  if (status === 409)
    return 'A user of this userName, or of a value that a schema of the organization keeps unique, is in the organization already; the response says which. The identity provider should match on userName before it creates; check its matching attribute.'
  if (status === 413) return 'The request was larger than the service accepts. Lower the batch size in the identity provider.'
  if (status === 400 && scimType === 'invalidFilter')
    return 'The filter could not be read or names an attribute that does not exist. The response says at which column.'
  if (status === 400 && scimType === 'noTarget')
    return 'The change names an element that the resource does not have. The identity provider’s idea of the resource is out of date; a full synchronisation usually mends it.'
  if (status === 400 && scimType === 'mutability')
    return 'The change tries to write an attribute that only the service may set. Remove it from the identity provider’s attribute mapping.'
  if (status === 400) return 'A value has the wrong form. The response names the attribute; correct its mapping in the identity provider.'
  if (status >= 500)
    return 'The service failed; nothing was changed, and the identity provider will try again. If it happens again, look at the service’s own output for the incident.'
  return null
}

const CLIENTS: readonly [RegExp, string][] = [
  [/okta/i, 'Okta'],
  [/azure|microsoft|entra|aad/i, 'Entra ID'],
  [/onelogin/i, 'OneLogin'],
  [/authentik/i, 'authentik'],
  [/jumpcloud/i, 'JumpCloud'],
  [/keycloak|scim-sdk|Apache-HttpClient/i, 'Keycloak'],
  [/google/i, 'Google'],
  [/ping/i, 'PingFederate'],
]

/** Whose client it looks like, by its User-Agent; the product token when it is nobody known. */
export function clientOf(userAgent: string | undefined): string | null {
  if (userAgent === undefined || userAgent === '') return null
  for (const [pattern, name] of CLIENTS) if (pattern.test(userAgent)) return name
  return userAgent.split(/[/\s]/, 1)[0] ?? null
}
