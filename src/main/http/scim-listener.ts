import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { ScimError } from '../protocol/error.ts'
import type { ManagementHandler } from '../management/exchange.ts'
import type { ScimHandler, ScimResponse } from '../scim/exchange.ts'
import { answerClientErrors, refuseAndClose } from './client-error.ts'
import type { Refusal } from './client-error.ts'
import { isManagement, managementError } from './faces.ts'
import { answerHealth, type Readiness } from './health.ts'
import { isLoopback } from './host-header.ts'
import { recordIncident, toStderr } from './incident.ts'
import type { Report } from './incident.ts'
import { ListenError } from './listen-error.ts'
import { listen, SERVER_OPTIONS, unbracketed } from './listener.ts'
import type { Listener } from './listener.ts'
import { announcesMore, readBody } from './read-body.ts'
import { admission } from './scim-admission.ts'
import type { Admitted } from './scim-admission.ts'

const SCIM_JSON = 'application/scim+json'

export interface ScimListenerOptions {
  host: string
  /** 0 picks a free one. */
  port: number
  handle: ScimHandler
  /** Answers what is below /api and no SCIM endpoint. */
  manage?: ManagementHandler
  /** E3: asked at each request; null when clients reach the service directly. */
  publicUrl: () => string | null
  limits: { bodyBytes: number }
  /** L4: answered at /healthz and /readyz. */
  health?: () => Readiness
  /** PEM; null or absent: plain HTTP. */
  tls?: TlsKeys | null
  /** E8: the administrator has accepted that tokens cross the network unencrypted. */
  insecureAddressAllowed?: boolean
  report?: Report
  clock?: () => number
}

/** PEM: the chain, own certificate first, and its private key. */
export interface TlsKeys {
  readonly cert: string
  readonly key: string
}

export interface ScimListener extends Listener {
  /** Connections that come from now on are shown another certificate. Nothing happens without TLS. */
  readonly renew: (tls: TlsKeys) => void
}

/** RFC 9325 §3.1.1: nothing older than TLS 1.2. */
const TLS_OPTIONS = { minVersion: 'TLSv1.2', handshakeTimeout: 10_000 } as const

/**
 * Sockets on one side, `ScimRequest -> ScimResponse` on the other. It is node:http with plain values and no framework: at
 * thousands of pushes a second every object between the two costs. Rejects with ListenError.
 */
export async function listenScim(options: ScimListenerOptions): Promise<ScimListener> {
  const { handle, manage, limits, health, report = toStderr, clock = Date.now } = options
  const host = unbracketed(options.host)
  const tls = options.tls ?? null
  if (!isLoopback(host) && tls === null && options.insecureAddressAllowed !== true) throw insecureAddress(host)
  const admit = admission(host, options.publicUrl)
  let draining = false

  const onRequest = (req: IncomingMessage, res: ServerResponse): void => {
    const admitted = admit(req)
    if (admitted instanceof ScimError) return refuse(res, admitted)
    if (health !== undefined && answerHealth(req, res, health)) return
    const receivedAt = clock()
    readBody(req, limits.bodyBytes, (body) => {
      if (body === 'too-large') refuse(res, tooLarge(limits.bodyBytes))
      else void respond(req, res, admitted, body, receivedAt)
    })
  }

  const respond = async (
    req: IncomingMessage,
    res: ServerResponse,
    to: Admitted,
    body: Uint8Array | null,
    receivedAt: number,
  ): Promise<void> => {
    // HEAD is GET without the body (RFC 9110 §9.3.2), so whoever handles requests need not know of it.
    const method = req.method === 'HEAD' ? 'GET' : (req.method ?? 'GET')
    const remoteAddress = (req.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
    try {
      const request = { method, ...to, body, remoteAddress, receivedAt }
      answer(res, await (manage !== undefined && isManagement(to.target) ? manage(request) : handle(request)), draining)
    } catch (error) {
      const incident = recordIncident(report, `${method} ${to.target}`, error)
      if (!res.headersSent) answer(res, broken(incident, to.target), draining)
      else res.destroy()
    }
  }

  const secure = tls && createTlsServer({ ...SERVER_OPTIONS, ...TLS_OPTIONS, cert: tls.cert, key: tls.key }, onRequest)
  const server = secure ?? createServer(SERVER_OPTIONS, onRequest)
  server.on('checkContinue', (req, res) => {
    // Only a client that will be listened to is told to go on (RFC 9110 §10.1.1).
    if (!announcesMore(req, limits.bodyBytes)) res.writeContinue()
    onRequest(req, res)
  })
  server.on('checkExpectation', (_req, res) =>
    refuse(res, new ScimError(417, undefined, 'The only expectation that is met is "100-continue".')),
  )
  answerClientErrors(server, (status, detail) => refusal(new ScimError(status, undefined, detail), ''))
  const listener = await listen(server, 'The SCIM service', host, options.port, report)
  return {
    ...listener,
    renew: ({ cert, key }) => secure?.setSecureContext({ cert, key, minVersion: TLS_OPTIONS.minVersion }),
    close: (graceMs) => {
      draining = true
      return listener.close(graceMs)
    },
  }
}

function answer(res: ServerResponse, { status, headers, body }: ScimResponse, last: boolean): void {
  if (res.destroyed) return
  const out: Record<string, string | number> = { ...headers }
  // A 204 or 304 has no content, and so no length of it (RFC 9110 §8.6).
  if (status !== 204 && status !== 304) out['content-length'] = body === null ? 0 : Buffer.byteLength(body)
  if (last) out['connection'] = 'close'
  res.writeHead(status, out)
  res.end(body)
}

function refuse(res: ServerResponse, error: ScimError): void {
  refuseAndClose(res, error.status, refusal(error, res.req.url ?? ''))
}

/** In the form of the face that the request was for. */
function refusal(error: ScimError, target: string): Refusal {
  if (isManagement(target)) return { headers: { 'content-type': 'application/json' }, body: managementError(error.status, error.message) }
  return { headers: { 'content-type': SCIM_JSON }, body: JSON.stringify(error.body()) }
}

function broken(incident: string, target: string): ScimResponse {
  const detail = `Muster failed to process this request. Try again; if it fails again, look for incident ${incident} in the service's log.`
  return { status: 500, ...refusal(new ScimError(500, undefined, detail), target) }
}

function tooLarge(limit: number): ScimError {
  const detail = `The request body is larger than the ${limit} bytes that this service accepts. Send the change in smaller parts, for example fewer members at a time.`
  return new ScimError(413, undefined, detail)
}

function insecureAddress(host: string): ListenError {
  return new ListenError(
    'insecure-address',
    `The SCIM service will not listen on ${host} without TLS: bearer tokens would cross the network where others can read them.`,
    'Generate a certificate with "muster tls generate" or give one with --tls-cert and --tls-key; or keep 127.0.0.1 and put a TLS proxy or tunnel in front of it; or pass --allow-insecure-address if the network is trusted.',
  )
}
