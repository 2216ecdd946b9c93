import { setTimeout as wait } from 'node:timers/promises'
import { noteApiTokenUse } from '../domain/api-tokens.ts'
import { bearerToken } from '../domain/bearer.ts'
import type { Domain } from '../domain/domain.ts'
import { createSlowdown } from '../domain/slowdown.ts'
import type { ReadTx } from '../store/database/port.ts'
import type { OrganizationRow } from '../store/organizations.ts'
import { actorOf, authenticate, type Caller } from './authenticate.ts'
import { admit, organizationFor } from './authorize.ts'
import type { ManagementHandler, ManagementRequest, ManagementResponse } from './exchange.ts'
import { openApiText } from './openapi.ts'
import { readBody, readQuery } from './read-input.ts'
import { asRefusal, json, refused } from './respond.ts'
import type { Call, Route } from './route.ts'
import { createRouter, type Found } from './router.ts'
import { routes } from './routes/index.ts'

export interface ManagementOptions {
  readonly domain: Domain
  readonly version: string
  /** Writes down an unexpected failure and returns the incident's name. */
  readonly incident: (error: unknown) => string
}

export interface ManagementService {
  readonly handle: ManagementHandler
}

const OPEN_API = '/api/openapi.json'

interface Admitted {
  readonly caller: Caller
  readonly organization: OrganizationRow | undefined
}

/** The REST management API: `ManagementRequest -> ManagementResponse`, with no socket. */
export function createManagement({ domain, version, incident }: ManagementOptions): ManagementService {
  const route = createRouter(routes)
  const slowdown = createSlowdown(domain.clock)

  async function handle(request: ManagementRequest): Promise<ManagementResponse> {
    try {
      return await answered(request)
    } catch (error) {
      const refusal = asRefusal(error, incident)
      if (refusal.status === 401) await wait(slowdown.failed(request.remoteAddress))
      return refused(refusal)
    }
  }

  async function answered(request: ManagementRequest): Promise<ManagementResponse> {
    const url = targetOf(request.target)
    const found = route(request.method, url.path)
    if (found.route.path === OPEN_API) return json(200, openApiText(routes, version, request.origin))
    const { caller } = await domain.read((tx) => admitted(tx, request, found))
    slowdown.succeeded(request.remoteAddress)
    await noteApiTokenUse(domain, caller)
    const rest = { query: readQuery(found.route.query, url.query), body: readBody(found.route.body, request) }
    const { does } = found.route
    const callOf = async (tx: ReadTx): Promise<Call> => ({
      // Asked for again in the unit of work: a token revoked meanwhile opens nothing, and a role taken away gives nothing.
      ...(await admitted(tx, request, found)),
      ...rest,
      params: found.params,
      origin: request.origin,
      now: domain.clock(),
    })
    const value = does.writes
      ? await domain.change({ actor: actorOf(caller) }, async (change) => does.run(change, await callOf(change.tx)))
      : await domain.read(async (tx) => does.run(tx, await callOf(tx)))
    return composed(found.route, value, `${request.origin}${url.path}`)
  }

  /** 401, then 404 for an organization that is not the caller's, then 403. */
  async function admitted(tx: ReadTx, request: ManagementRequest, found: Found): Promise<Admitted> {
    const { needs } = found.route
    const caller = await authenticate(tx, bearerToken(request.headers['authorization']), domain.clock())
    const organization = await organizationFor(tx, caller, found.params)
    admit(caller, needs)
    return { caller, organization }
  }

  return { handle }
}

function targetOf(target: string): { path: string; query: URLSearchParams } {
  const question = target.indexOf('?')
  if (question < 0) return { path: target, query: new URLSearchParams() }
  return { path: target.slice(0, question), query: new URLSearchParams(target.slice(question + 1)) }
}

/** A new resource is told where it is (RFC 9110 §15.3.2). */
function composed({ answer, status }: Route, value: unknown, url: string): ManagementResponse {
  if (answer === undefined) return { status: 204, headers: { 'cache-control': 'no-store' }, body: null }
  const id = status === 201 && typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : undefined
  return json(
    status ?? 200,
    JSON.stringify(value),
    id === undefined ? {} : { location: `${url.replace(/\/+$/, '')}/${encodeURIComponent(id)}` },
  )
}
