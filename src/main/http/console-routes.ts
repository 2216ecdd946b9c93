import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { ConsoleError, Result } from '../../shared/console/errors.ts'
import type { Door } from '../console/door.ts'
import { bearerToken } from '../domain/bearer.ts'
import { clearSessionCookie, setSessionCookie } from './console-auth.ts'
import type { Authenticate, ConsoleEnv } from './console-auth.ts'
import type { CspReports } from './csp-reports.ts'
import type { EventStreams } from './event-streams.ts'
import { healthAnswer, type Readiness } from './health.ts'
import { recordIncident } from './incident.ts'
import type { Report } from './incident.ts'
import { digest, isSecret } from './secrets.ts'
import { contentSecurityPolicy, CSP_REPORT_PATH } from './security-headers.ts'
import type { Sessions } from './sessions.ts'
import type { StaticFiles } from './static-files.ts'

export const RPC_BODY_BYTES = 1024 * 1024
const CSP_REPORT_BYTES = 16 * 1024

/** L4: the text of Prometheus, for whoever shows the token. */
export interface Metrics {
  readonly token: string
  read(): Promise<string>
}

export interface ConsoleParts {
  readonly door: Door
  readonly authenticate: Authenticate
  readonly sessions: Sessions
  readonly streams: EventStreams
  readonly files: StaticFiles
  readonly health: () => Readiness
  readonly metrics: Metrics
  /** Tells those who know the control key that this is the service it belongs to. */
  readonly instance: string
  readonly signInUrl: () => string
  readonly cspReports: CspReports
  readonly random: (bytes: number) => Uint8Array
  readonly report: Report
}

/** The console contract over HTTP: calls, events, sign-in, and the page that uses them. */
export function consoleRoutes(parts: ConsoleParts): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>()
  calls(app, parts)
  signIn(app, parts)
  health(app, parts)
  metrics(app, parts)
  policyReports(app, parts)
  page(app, parts)
  app.notFound((c) => c.text('There is nothing at this address. The console is at /.', 404))
  app.onError((error, c) => {
    const incident = recordIncident(parts.report, `${c.req.method} ${c.req.path}`, error)
    const message = 'Muster failed to process this request.'
    const hint = `Try again; if it stays, look for incident ${incident} in the service's log.`
    return refuse(c, 500, { code: 'internal', message, hint, incident })
  })
  return app
}

function calls(app: Hono<ConsoleEnv>, { door, authenticate, sessions, streams }: ConsoleParts): void {
  app.post('/console/rpc/:method', atMost(RPC_BODY_BYTES), async (c) => {
    const caller = authenticate(c)
    if ('error' in caller) return refuse(c, caller.status, caller.error)
    if (!/^application\/json\s*(?:;|$)/i.test(c.req.header('content-type') ?? ''))
      return refuse(c, 415, {
        code: 'invalid',
        message: 'The input is not announced as JSON.',
        hint: 'Send Content-Type: application/json.',
      })
    const input = parsed(await c.req.text())
    if (input === undefined) return refuse(c, 400, { code: 'invalid', message: 'The input is not JSON.', hint: 'Send one JSON value.' })
    return c.json(await door.call(c.req.param('method'), input.value, caller.actor))
  })

  app.get('/console/events', (c) => {
    const caller = authenticate(c)
    if ('error' in caller) return refuse(c, caller.status, caller.error)
    if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream; charset=utf-8' })
    const allowed = (): boolean => caller.kind === 'key' || sessions.isLive(caller.id)
    if (streams.open(c.env.outgoing, allowed)) return RESPONSE_ALREADY_SENT
    return refuse(c, 503, { code: 'unavailable', message: 'Too many consoles are open.', hint: 'Close some of them and reload this one.' })
  })
}

function signIn(app: Hono<ConsoleEnv>, { authenticate, sessions, streams, signInUrl }: ConsoleParts): void {
  app.get('/sign-in', (c) => {
    // A link preview asks with HEAD; it must not spend the code.
    const session = c.req.method === 'HEAD' ? null : sessions.redeem(c.req.query('code') ?? '')
    if (session === null) return c.html(SPENT_LINK, 403)
    setSessionCookie(c, session.secret)
    return c.redirect('/', 303)
  })

  app.post('/console/sign-in-link', (c) => {
    const caller = authenticate(c)
    if ('error' in caller) return refuse(c, caller.status, caller.error)
    if (caller.kind !== 'key')
      return refuse(c, 403, {
        code: 'forbidden',
        message: 'Only the holder of the control key gets sign-in links.',
        hint: 'Run "muster console".',
      })
    return ok(c, { url: signInUrl() })
  })

  app.post('/console/sign-out', (c) => {
    const caller = authenticate(c)
    if ('error' in caller) return refuse(c, caller.status, caller.error)
    if (caller.kind === 'session') sessions.end(caller.id)
    streams.review()
    clearSessionCookie(c)
    return ok(c, {})
  })
}

function health(app: Hono<ConsoleEnv>, { health: read, instance }: ConsoleParts): void {
  for (const path of ['/healthz', '/readyz'])
    app.get(path, (c) => {
      const answer = healthAnswer(path, read())
      return answer === undefined ? c.notFound() : c.json({ ...answer.body, instance }, answer.status)
    })
}

function metrics(app: Hono<ConsoleEnv>, { metrics: { token, read } }: ConsoleParts): void {
  const expected = digest(token)
  app.get('/metrics', async (c) => {
    if (!isSecret(bearerToken(c.req.header('authorization')) ?? '', expected))
      return c.text('Metrics are read with the bearer token that "muster metrics-token" prints.\n', 401, { 'www-authenticate': 'Bearer' })
    return c.body(await read(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' })
  })
}

function policyReports(app: Hono<ConsoleEnv>, { cspReports, authenticate }: ConsoleParts): void {
  app.post(CSP_REPORT_PATH, atMost(CSP_REPORT_BYTES), async (c) => {
    cspReports.record(await c.req.text())
    return c.body(null, 204)
  })
  app.get(CSP_REPORT_PATH, (c) => {
    const caller = authenticate(c)
    if ('error' in caller) return refuse(c, caller.status, caller.error)
    return ok(c, { count: cspReports.count() })
  })
}

function page(app: Hono<ConsoleEnv>, { files, random }: ConsoleParts): void {
  app.get('*', async (c, next) => {
    const file = files.find(c.req.path)
    if (file !== undefined) return c.body(file.body, 200, { 'content-type': file.contentType, 'cache-control': file.cacheControl })
    if (c.req.path.startsWith('/console/') || /\.[^/]*$/.test(c.req.path)) return next()
    const nonce = Buffer.from(random(16)).toString('base64url')
    const html = files.page(nonce)
    if (html === null) return c.text(NO_PAGE, 503)
    return c.html(html, 200, { 'content-security-policy': contentSecurityPolicy(nonce) })
  })
}

function atMost(bytes: number): MiddlewareHandler<ConsoleEnv> {
  const message = `The request is larger than ${bytes} bytes.`
  return bodyLimit({
    maxSize: bytes,
    onError: (c: Context<ConsoleEnv>) => refuse(c, 413, { code: 'too_large', message, hint: 'Send it in parts.' }),
  })
}

function refuse(c: Context<ConsoleEnv>, status: 400 | 401 | 403 | 413 | 415 | 500 | 503, error: ConsoleError): Response {
  return c.json({ ok: false, error } satisfies Result<never>, status)
}

function ok(c: Context<ConsoleEnv>, value: Record<string, unknown>): Response {
  return c.json({ ok: true, value } satisfies Result<unknown>)
}

/** Boxed, since `null` is JSON and `undefined` is not. */
function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

const SPENT_LINK = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sign-in link not valid - Muster</title></head>
<body>
<main>
<h1>This sign-in link is not valid</h1>
<p>Each link works once and for ten minutes. This one has been used, has expired, or was not copied whole.</p>
<p>Run <code>muster console</code> on the machine that runs Muster for a fresh one. If you are signed in already, <a href="/">open the console</a>.</p>
</main>
</body>
</html>
`

const NO_PAGE =
  'The console has no page to show: its files have not been built. Run "npm start" in the folder of Muster, which builds them, or use the "muster" command.\n'
