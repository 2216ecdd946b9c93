import { setTimeout as wait } from 'node:timers/promises'
import { bearerToken } from '../domain/bearer.ts'
import type { Change } from '../domain/change.ts'
import type { Domain } from '../domain/domain.ts'
import { DomainError, type NameClash } from '../domain/error.ts'
import { raiseNameConflict } from '../domain/problems/group-names.ts'
import { createRefusalWatch, type Place } from '../domain/problems/refusals.ts'
import { registryOf } from '../domain/schemas/registry.ts'
import { createSlowdown } from '../domain/slowdown.ts'
import { ScimError } from '../protocol/error.ts'
import type { Registry } from '../protocol/schema/types.ts'
import type { ReadTx } from '../store/database/port.ts'
import {
  authenticate,
  authenticateRehearsal,
  type Authentication,
  type Caller,
  Forbidden,
  refuseUnpermitted,
  Unauthorized,
} from './authenticate.ts'
import { bodyText, refuseOtherMediaType } from './body.ts'
import type { Answer, Call, Route } from './call.ts'
import type { ScimHandler, ScimRequest, ScimResponse } from './exchange.ts'
import { createLogWriter, type LogWriter } from './log-buffer.ts'
import { type Address, addressOf } from './mounts.ts'
import { asScimError, errorAnswer } from './respond.ts'
import { MethodNotAllowed, routeOf } from './routes.ts'

export interface ScimServiceOptions {
  readonly domain: Domain
  /** A service that rehearses asks for no token, acts as the integration that is addressed, and writes no log. */
  readonly rehearses?: boolean
  /** L1: whether redacted bodies are kept in the provisioning log. */
  readonly keepBodies: () => boolean
  /** Writes down an unexpected failure and returns the incident's name. */
  readonly incident: (error: unknown) => string
}

export interface ScimService {
  readonly handle: ScimHandler
  /** Writes the log entries that are still gathered. */
  flush(): Promise<void>
}

/** What is known of a request so far: enough to log it however far it came. */
interface Progress {
  readonly request: ScimRequest
  readonly started: number
  readonly correlationId: string
  readonly presented: string | undefined
  address: Address | undefined
  place: Authentication['place']
  caller: Caller | undefined
  call: Call | undefined
  text: string | null
  /** G8: names that were refused, in the order in which they were; a bulk request may have several. */
  readonly clashes: NameClash[]
}

export function createScimService(options: ScimServiceOptions): ScimService {
  const { domain } = options
  const rehearses = options.rehearses === true
  const log = rehearses ? NO_LOG : createLogWriter(domain, options.keepBodies)
  const slowdown = createSlowdown(domain.clock)
  const watch = createRefusalWatch(domain)
  const watching = new Set<Promise<void>>()

  /** Besides the answer and not before it: how long a refusal takes tells nobody whether the endpoint exists (T5). */
  function observe(place: Place | undefined, look: (place: Place) => Promise<void>): void {
    if (place === undefined || rehearses) return
    const looking = look(place)
      .catch((error: unknown) => void options.incident(error))
      .finally(() => watching.delete(looking))
    watching.add(looking)
  }

  async function handle(request: ScimRequest): Promise<ScimResponse> {
    const progress: Progress = {
      request,
      started: performance.now(),
      correlationId: domain.newId(),
      presented: bearerToken(request.headers['authorization']),
      address: undefined,
      place: undefined,
      caller: undefined,
      call: undefined,
      text: null,
      clashes: [],
    }
    try {
      const answer = await answered(progress)
      observe(progress.place, (place) => watch.ended(place, false))
      return answer
    } catch (error) {
      return refused(progress, error)
    }
  }

  async function answered(progress: Progress): Promise<Answer> {
    const { request } = progress
    const address = addressOf(request.target)
    progress.address = address
    if (address === undefined)
      throw new ScimError(
        404,
        undefined,
        'There is no SCIM endpoint at this path. Copy the endpoint URL from Group mapping in the console.',
      )
    const { caller, registry } = await domain.read((tx) => admitted(progress, address, tx))
    progress.caller = caller
    slowdown.succeeded(request.remoteAddress)
    if (request.body !== null && request.body.length > 0) {
      progress.text = bodyText(request.body)
      refuseOtherMediaType(request.headers['content-type'])
    }
    const call = callOf(request, address, caller, registry, progress.text)
    progress.call = call
    const route = routeOf(call)
    refuseUnpermitted(caller, route.needs)
    observe(caller, (place) => watch.letIn(place, route.needs))
    if (route.writes === true) return writing(progress, call, route)
    if (route.writes === 'each') return writingEach(progress, call, route)
    const answer = await asking(call, route)
    log.later(logged(progress, answer, null))
    return answer
  }

  async function identified(progress: Progress, address: Address, tx: ReadTx): Promise<Caller> {
    const { place, outcome } = await (rehearses
      ? authenticateRehearsal(tx, address.mount)
      : authenticate(tx, address.mount, progress.presented, domain.clock()))
    progress.place = place
    if (outcome instanceof ScimError) throw outcome
    return outcome
  }

  async function admitted(progress: Progress, address: Address, tx: ReadTx): Promise<{ caller: Caller; registry: Registry }> {
    const caller = await identified(progress, address, tx)
    return { caller, registry: await registryOf(tx, caller.organization.id) }
  }

  function asking(call: Call, route: Extract<Route, { writes: false }>): Promise<Answer> {
    return domain.read(async (tx) => {
      call.registry = await registryOf(tx, call.caller.organization.id)
      return route.run(tx, call)
    })
  }

  const actorOf = (caller: Caller) => ({ kind: 'service-account', name: caller.integration.name }) as const

  /** One unit of work: the change, what follows from it, the audit trail and the log entry; the answer leaves when it is durable. */
  function writing(progress: Progress, call: Call, route: Extract<Route, { writes: true }>): Promise<Answer> {
    return domain.change({ actor: actorOf(call.caller), correlationId: progress.correlationId }, async (change) => {
      const answer = await guarded(progress, change, call, route)
      await log.within(change.tx, logged(progress, answer, null))
      change.touch('requests', call.caller.organization.id)
      change.touch('tokens', call.caller.organization.id)
      return answer
    })
  }

  async function guarded(progress: Progress, change: Change, call: Call, route: Extract<Route, { writes: true }>): Promise<Answer> {
    if (progress.address !== undefined) call.caller = await identified(progress, progress.address, change.tx)
    refuseUnpermitted(call.caller, route.needs)
    call.registry = await registryOf(change.tx, call.caller.organization.id)
    return route.run(change, call)
  }

  async function writingEach(progress: Progress, call: Call, route: Extract<Route, { writes: 'each' }>): Promise<Answer> {
    const answer = await route.run(call, perform(progress))
    await domain.change({ actor: actorOf(call.caller), correlationId: progress.correlationId }, async (change) => {
      await log.within(change.tx, logged(progress, answer, null))
      change.touch('requests', call.caller.organization.id)
      for (const clash of progress.clashes) await raiseNameConflict(change, call.caller.organization, clash)
    })
    return answer
  }

  /** An operation of a bulk request: a unit of work of its own, logged with the request that it came in. */
  function perform(progress: Progress): (call: Call) => Promise<Answer> {
    return async (call) => {
      try {
        const route = routeOf(call)
        if (route.writes === 'each') throw new ScimError(400, 'invalidPath', 'A bulk request cannot hold another one.')
        refuseUnpermitted(call.caller, route.needs)
        if (!route.writes) return await asking(call, route)
        return await domain.change({ actor: actorOf(call.caller), correlationId: progress.correlationId }, (change) =>
          guarded(progress, change, call, route),
        )
      } catch (error) {
        noteClash(progress, error)
        observeRefusal(progress, error)
        return errorAnswer(asScimError(error, options.incident))
      }
    }
  }

  async function refused(progress: Progress, error: unknown): Promise<Answer> {
    const scimError = asScimError(error, options.incident)
    const answer = errorAnswer(scimError)
    if (scimError instanceof MethodNotAllowed) answer.headers['allow'] = scimError.allowed.join(', ')
    noteClash(progress, error)
    observeRefusal(progress, error)
    if (progress.caller !== undefined && countsAsFailed(progress.request.method, scimError.status))
      observe(progress.caller, (place) => watch.ended(place, true))
    await writtenDown(progress, answer, scimError.scimType ?? null)
    if (scimError.status === 401 && !rehearses) await wait(slowdown.failed(progress.request.remoteAddress))
    return answer
  }

  function observeRefusal({ place }: Progress, error: unknown): void {
    if (error instanceof Unauthorized) observe(place, (at) => watch.turnedAway(at, { why: 'token', refusal: error.refusal }))
    if (error instanceof Forbidden) observe(place, (at) => watch.turnedAway(at, error.because))
  }

  /** The entry of a refusal; where it tells of a conflict, both are durable before the answer leaves, so that no retry can come in between (G8). */
  async function writtenDown(progress: Progress, answer: Answer, scimType: string | null): Promise<void> {
    const entry = logged(progress, answer, scimType)
    const organization = progress.caller?.organization
    if (organization === undefined || progress.clashes.length === 0) return log.later(entry)
    try {
      await domain.change({ actor: SYSTEM, correlationId: progress.correlationId }, async (change) => {
        await log.within(change.tx, entry)
        change.touch('requests', organization.id)
        for (const clash of progress.clashes) await raiseNameConflict(change, organization, clash)
      })
    } catch (error) {
      // The client is owed its 409 even when the database cannot be written to.
      options.incident(error)
      log.later(entry)
    }
  }

  async function flush(): Promise<void> {
    await log.flush()
    while (watching.size > 0) await Promise.all(watching)
  }

  return { handle, flush }
}

const NO_LOG: LogWriter = { within: async () => undefined, later: () => undefined, flush: async () => undefined }
const SYSTEM = { kind: 'system', name: 'Muster' } as const

/** A question for what is not there, and one whose answer has not changed, are no failures; what is turned away is told of by itself. */
function countsAsFailed(method: string, status: number): boolean {
  if (status === 401 || status === 403 || status === 412) return false
  return status >= 400 && !(status === 404 && method === 'GET')
}

function noteClash(progress: Progress, error: unknown): void {
  if (error instanceof DomainError && error.clash !== undefined) progress.clashes.push(error.clash)
}

function callOf(request: ScimRequest, address: Address, caller: Caller, registry: Registry, text: string | null): Call {
  return {
    caller,
    registry,
    base: `${request.origin}${address.mount.prefix}`,
    method: request.method,
    segments: address.segments,
    query: address.query,
    headers: request.headers,
    text,
    notes: [],
    about: null,
  }
}

function logged(progress: Progress, answer: Answer, scimType: string | null): Parameters<LogWriter['later']>[0] {
  const { request, place, caller, call } = progress
  return {
    tokenId: caller?.token?.id ?? null,
    exchange: {
      at: request.receivedAt,
      organizationId: place?.organization.id ?? null,
      integrationId: place?.integration.id ?? null,
      method: request.method,
      path: request.target,
      remoteAddress: request.remoteAddress,
      requestHeaders: request.headers,
      requestBody: progress.text,
      status: answer.status,
      scimType,
      responseHeaders: answer.headers,
      responseBody: answer.body,
      durationUs: Math.round((performance.now() - progress.started) * 1000),
      resource: call?.about ?? null,
      notes: call?.notes ?? [],
      correlationId: progress.correlationId,
    },
  }
}
