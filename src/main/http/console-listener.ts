import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Actor } from '../../shared/console/activity.ts'
import type { Door } from '../console/door.ts'
import { answerClientErrors, refuseAndClose } from './client-error.ts'
import type { Refusal } from './client-error.ts'
import { authentication } from './console-auth.ts'
import { consoleRoutes } from './console-routes.ts'
import type { Metrics } from './console-routes.ts'
import type { Readiness } from './health.ts'
import { createCspReports } from './csp-reports.ts'
import { createEventStreams } from './event-streams.ts'
import { isLoopback, parseAuthority } from './host-header.ts'
import { toStderr } from './incident.ts'
import type { Report } from './incident.ts'
import { ListenError } from './listen-error.ts'
import { listen, SERVER_OPTIONS, unbracketed } from './listener.ts'
import type { Listener } from './listener.ts'
import { instanceOf } from './secrets.ts'
import { SECURITY_HEADERS } from './security-headers.ts'
import { createSessions } from './sessions.ts'
import { loadStaticFiles } from './static-files.ts'

export interface ConsoleListenerOptions {
  /** A loopback address: the browser console speaks plain HTTP. */
  host: string
  /** 0 picks a free one. */
  port: number
  door: Door
  /** The built renderer; null when there is none. */
  staticDir: string | null
  /** In whose name browser sessions act. */
  actor: Actor
  /** Opens everything to whoever can read the control file. */
  controlKey: string
  health: () => Readiness
  metrics: Metrics
  clock: () => number
  random: (bytes: number) => Uint8Array
  report?: Report
}

export interface ConsoleListener extends Listener {
  /** A link that signs one browser in, once, within ten minutes. */
  readonly signInUrl: () => string
  /** How many times a browser reported that the content security policy stopped something. */
  readonly cspReports: () => number
}

/** The console in a browser, and the contract for the command line. Rejects with ListenError. */
export async function listenConsole(options: ConsoleListenerOptions): Promise<ConsoleListener> {
  const { door, actor, controlKey, health, metrics, clock, random, report = toStderr } = options
  const host = unbracketed(options.host)
  if (!isLoopback(host)) throw notLoopback(host)
  const files = await loadStaticFiles(options.staticDir)
  const sessions = createSessions(clock, random)
  const cspReports = createCspReports(report)

  // The routes need the port, which is known once the server listens; nothing is served before that.
  let handle: (req: IncomingMessage, res: ServerResponse) => void = (_req, res) => void res.destroy()
  const server = createServer(SERVER_OPTIONS, (req, res) => handle(req, res))
  answerClientErrors(server, plainRefusal)
  const socket = await listen(server, 'The console', host, options.port, report)

  const streams = createEventStreams((listener) => door.subscribe(listener))
  const signInUrl = (): string => `${socket.url}/sign-in?code=${sessions.newCode()}`
  const authenticate = authentication(sessions, controlKey, actor)
  const instance = instanceOf(controlKey)
  const app = consoleRoutes({
    door,
    authenticate,
    sessions,
    streams,
    files,
    health,
    metrics,
    instance,
    signInUrl,
    cspReports,
    random,
    report,
  })
  const routes = getRequestListener((request, env) => app.fetch(request, env), { overrideGlobalObjects: false })
  handle = (req, res) => {
    // Set here and not in a route, so that no answer goes out without them, whoever composes it.
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) res.setHeader(name, value)
    const refusal = refusalOf(req, host, socket.port)
    if (refusal === null) void routes(req, res)
    else refuseAndClose(res, refusal.status, plainRefusal(refusal.status, refusal.detail))
  }

  return {
    ...socket,
    signInUrl,
    cspReports: cspReports.count,
    close(graceMs) {
      streams.close()
      return socket.close(graceMs)
    },
  }
}

/** A page of another site can make a browser come here under its own name (DNS rebinding), but not under a loopback one. */
function refusalOf(req: IncomingMessage, bound: string, port: number): { status: number; detail: string } | null {
  if (!req.url?.startsWith('/')) return { status: 400, detail: 'The request target must be a path that begins with a slash.' }
  const hosts = req.headersDistinct['host'] ?? []
  const authority = hosts.length === 1 ? parseAuthority(hosts[0] ?? '') : null
  if (authority === null) return { status: 400, detail: 'The request has no usable Host header.' }
  const isOurs = (isLoopback(authority.host) || authority.host === bound.toLowerCase()) && (authority.port ?? 80) === port
  if (isOurs) return null
  return {
    status: 421,
    detail: `The console does not answer to this name. Open http://localhost:${port}/ on the machine that runs Muster.`,
  }
}

function plainRefusal(_status: number, detail: string): Refusal {
  return { headers: { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8' }, body: `${detail}\n` }
}

function notLoopback(host: string): ListenError {
  return new ListenError(
    'insecure-address',
    `The console will not listen on ${host}: it speaks plain HTTP, and whoever reads its traffic could take over the session.`,
    'Use 127.0.0.1, and reach it from elsewhere through an SSH tunnel to the same port.',
  )
}
