import { setTimeout as sleep } from 'node:timers/promises'
import { NoAnswer, Stopped } from './failures.ts'
import type { Json } from './json.ts'
import type { Answer, Sent, SendOptions } from './types.ts'

export const MEDIA_TYPE = 'application/scim+json'

const MAX_ANSWER_BYTES = 32 * 1024 * 1024
const MAX_PATIENCE_MS = 30_000
const MAX_TRIES = 4

export interface ClientOptions {
  /** The SCIM base URL, without a slash at its end. */
  readonly base: string
  readonly token: string
  /** For one request, with its answer. */
  readonly timeoutMs: number
  /** Aborted when the run is to stop. */
  readonly signal: AbortSignal
  /** Without it, HTTP. */
  readonly transport?: Transport | undefined
}

/** From a request to its answer, over a socket or without one. It follows no redirect. */
export type Transport = (request: Request) => Promise<Response>

export interface Client {
  send(method: string, path: string, body: string | undefined, options?: SendOptions): Promise<Answer>
  readonly count: () => number
}

/** One request at a time to one endpoint. A redirect is an answer like any other: following it could hand the token to somebody else. */
export function client(options: ClientOptions): Client {
  let count = 0
  const transport = options.transport ?? fetch
  const once = async (sent: Sent, credentials: Record<string, string>): Promise<Answer> => {
    if (options.signal.aborted) throw new Stopped()
    count += 1
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)])
    try {
      const request = new Request(sent.url, {
        method: sent.method,
        headers: { ...sent.headers, ...credentials },
        body: sent.body ?? null,
        redirect: 'manual',
        signal,
      })
      const response = await transport(request)
      const text = await readAll(response)
      return { sent, status: response.status, headers: response.headers, text, body: parsed(text) }
    } catch (error) {
      if (options.signal.aborted) throw new Stopped()
      throw new NoAnswer(sent, reason(error, options.timeoutMs))
    }
  }
  return {
    count: () => count,
    async send(method, path, body, { query, headers, token = options.token, scheme = 'Bearer' } = {}) {
      const credentials: Record<string, string> = token === null ? {} : { authorization: `${scheme} ${token}` }
      const type: Record<string, string> = body === undefined ? {} : { 'content-type': MEDIA_TYPE }
      const sent: Sent = { method, url: options.base + path + queryText(query), headers: { accept: MEDIA_TYPE, ...type, ...headers }, body }
      for (let tries = 1; ; tries++) {
        const answer = await once(sent, credentials)
        const wait = patience(answer)
        if (wait === undefined || tries === MAX_TRIES) return answer
        await sleep(wait, undefined, { signal: options.signal }).catch(() => undefined)
      }
    },
  }
}

/** How long a server that is busy asks to wait; undefined when it is not, or asks for too much. */
function patience({ status, headers }: Answer): number | undefined {
  if (status !== 429 && status !== 503) return undefined
  const asked = Number(headers.get('retry-after') ?? (status === 429 ? 1 : Number.NaN)) * 1000
  return asked >= 0 && asked <= MAX_PATIENCE_MS ? asked : undefined
}

/** Percent-encoded throughout: `+` for a space is a form's way, which a server need not know. */
function queryText(query: SendOptions['query']): string {
  const pairs = Object.entries(query ?? {}).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

async function readAll(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > MAX_ANSWER_BYTES) throw new Error(`the answer is longer than ${MAX_ANSWER_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

function reason(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} seconds`
  const cause = error.cause instanceof Error ? error.cause : error
  return 'code' in cause && typeof cause.code === 'string' ? `no answer (${cause.code})` : `no answer: ${cause.message}`
}
