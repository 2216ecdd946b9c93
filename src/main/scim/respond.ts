import { DOMAIN_ERRORS, DomainError } from '../domain/error.ts'
import { ScimError } from '../protocol/error.ts'
import { StoreUnavailable } from '../store/database/port.ts'
import { Unauthorized } from './authenticate.ts'
import type { Answer } from './call.ts'

/** E4: exactly this, since strict clients compare the string. */
export const SCIM_MEDIA_TYPE = 'application/scim+json'

export function answer(status: number, body: object | string, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': SCIM_MEDIA_TYPE, ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) }
}

export function noContent(headers: Record<string, string> = {}): Answer {
  return { status: 204, headers, body: null }
}

const UNAVAILABLE = 'The service cannot reach its database just now; nothing was changed.'

/** What passes by itself, or what whoever reads the identity provider's log can see to, is told; how a disk fails is for the service's own output. */
function unavailable(error: StoreUnavailable, incident: (error: unknown) => string): ScimError {
  const telling = error.because === 'locked' || error.because === 'full' || error.because === 'closed'
  return new ScimError(503, undefined, telling ? `${UNAVAILABLE} ${error.message}` : `${UNAVAILABLE} Incident ${incident(error)}.`)
}

/** E7: any failure as a SCIM error. What is not known to be safe to tell becomes a 500 that names an incident. */
export function asScimError(error: unknown, incident: (error: unknown) => string): ScimError {
  if (error instanceof ScimError) return error
  if (error instanceof DomainError) {
    const { status, scimType } = DOMAIN_ERRORS[error.code]
    return new ScimError(status, scimType, error.shielded ?? error.message)
  }
  if (error instanceof StoreUnavailable) return unavailable(error, incident)
  return new ScimError(500, undefined, `The service failed to carry out the request; nothing was changed. Incident ${incident(error)}.`)
}

/** RFC 6750 §3.1: a request without a token is told nothing more than the scheme; one with a wrong token, that it is wrong. */
function challenge(error: ScimError): string {
  const presented = error instanceof Unauthorized && error.refusal !== 'missing'
  return `Bearer realm="Muster SCIM"${presented ? ', error="invalid_token"' : ''}`
}

export function errorAnswer(error: ScimError): Answer {
  const headers: Record<string, string> = {}
  if (error.status === 401) headers['www-authenticate'] = challenge(error)
  if (error.status === 503) headers['retry-after'] = '2'
  return answer(error.status, error.body(), headers)
}
