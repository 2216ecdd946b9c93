import type { IncomingMessage, ServerResponse } from 'node:http'

/** L4: `live`: the process answers; otherwise restart it. `ready`: it takes requests; otherwise send them elsewhere or later. */
export interface Readiness {
  readonly live: boolean
  readonly ready: boolean
  readonly detail: string
}

/** The answer to /healthz and /readyz; undefined for any other path. */
export function healthAnswer(path: string, { live, ready, detail }: Readiness): { status: 200 | 503; body: object } | undefined {
  if (path !== '/healthz' && path !== '/readyz') return undefined
  const good = path === '/healthz' ? live : ready
  return { status: good ? 200 : 503, body: { service: 'muster', status: good ? 'ok' : 'unavailable', detail } }
}

/** Answers both on a bare socket and says whether it did: load balancers and supervisors ask there, without a token. */
export function answerHealth(req: IncomingMessage, res: ServerResponse, read: () => Readiness): boolean {
  if (req.method !== 'GET' && req.method !== 'HEAD') return false
  const answer = healthAnswer((req.url ?? '').replace(/\?.*$/, ''), read())
  if (answer === undefined) return false
  const body = JSON.stringify(answer.body)
  res.writeHead(answer.status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  })
  res.end(req.method === 'HEAD' ? undefined : body)
  return true
}
