import { DOMAIN_ERRORS, DomainError, type DomainErrorCode } from '../domain/error.ts'
import { StoreUnavailable } from '../store/database/port.ts'
import type { ManagementResponse } from './exchange.ts'

/** Refusals of the API itself; those of the rules have the domain's codes. */
export type OwnCode =
  | 'unauthorized'
  | 'forbidden'
  | 'method_not_allowed'
  | 'unsupported_media_type'
  | 'bad_request'
  | 'unavailable'
  | 'internal'

export interface Issue {
  readonly path: string
  readonly message: string
}

/** What a client is told instead of an answer: `{message, code, issues?}`. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly code: DomainErrorCode | OwnCode
  readonly issues: readonly Issue[]
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: DomainErrorCode | OwnCode,
    message: string,
    more: { issues?: readonly Issue[]; headers?: Record<string, string> } = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.issues = more.issues ?? []
    this.headers = more.headers ?? {}
  }

  body(): string {
    const { message, code, issues } = this
    return JSON.stringify({ message, code, ...(issues.length === 0 ? {} : { issues }) })
  }
}

const UNAVAILABLE = 'The service cannot reach its database just now; nothing was changed.'

function unavailable(error: StoreUnavailable, incident: (error: unknown) => string): Refusal {
  const telling = error.because === 'locked' || error.because === 'full' || error.because === 'closed'
  const more = telling ? error.message : `Incident ${incident(error)}.`
  return new Refusal(503, 'unavailable', `${UNAVAILABLE} ${more}`, { headers: { 'retry-after': '2' } })
}

/** E7: any failure as a refusal. What is not known to be safe to tell becomes a 500 that names an incident; other organizations are never named. */
export function asRefusal(error: unknown, incident: (error: unknown) => string): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof DomainError) {
    const { status, hint } = DOMAIN_ERRORS[error.code]
    const { shielded } = error
    const message = shielded ?? error.message
    return new Refusal(status, error.code, hint === undefined ? message : `${message} ${hint}`, {
      issues: error.issues.map((issue) => (shielded === undefined ? issue : { ...issue, message: shielded })),
    })
  }
  if (error instanceof StoreUnavailable) return unavailable(error, incident)
  return new Refusal(500, 'internal', `The service failed to carry out the request; nothing was changed. Incident ${incident(error)}.`)
}

const HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

export function json(status: number, body: string, headers: Readonly<Record<string, string>> = {}): ManagementResponse {
  return { status, headers: { ...HEADERS, ...headers }, body }
}

export function refused(refusal: Refusal): ManagementResponse {
  return json(refusal.status, refusal.body(), refusal.headers)
}
