import type { Domain } from '../domain/domain.ts'
import { rehearse, type Rehearsal } from '../domain/rehearsal.ts'
import type { ScimRequest, ScimResponse } from './exchange.ts'
import { createScimService } from './service.ts'

/** A request through the very service that answers identity providers, on the data as they are; all of it is undone, nothing is logged. */
export function rehearseRequest(
  domain: Domain,
  request: ScimRequest,
  incident: (error: unknown) => string,
): Promise<Rehearsal<ScimResponse>> {
  return rehearse(domain, (rehearsed) =>
    createScimService({ domain: rehearsed, rehearses: true, keepBodies: () => false, incident }).handle(request),
  )
}
