import http from 'node:http'
import https from 'node:https'
import type { Attempt } from '../domain/webhooks/deliveries.ts'
import { addressesOf, type Lookup, Refused, type Resolved } from './addresses-of.ts'

export interface Message {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface PostOptions {
  /** The hosts that the settings allow besides this machine. */
  readonly hosts: readonly string[]
  readonly lookup: Lookup
  /** How long one attempt may take in all, ms. */
  readonly timeoutMs: number
  /** Gives the attempt up; it then rejects. */
  readonly stopping: AbortSignal
}

/** What is kept of an answer, bytes. */
const KEPT = 2048

type Outcome = Omit<Attempt, 'durationMs'>

/** Posts one message to where it may go and says what came of it. Redirects are not followed. Rejects only when it is stopped. */
export async function post(message: Message, options: PostOptions): Promise<Attempt> {
  const started = performance.now()
  const outcome = await attempt(message, options)
  options.stopping.throwIfAborted()
  return { ...outcome, durationMs: Math.round(performance.now() - started) }
}

async function attempt(message: Message, { hosts, lookup, timeoutMs, stopping }: PostOptions): Promise<Outcome> {
  const late = AbortSignal.timeout(timeoutMs)
  const signal = AbortSignal.any([late, stopping])
  try {
    const addresses = await untilAborted(addressesOf(message.url, hosts, lookup), signal)
    return judged(await exchange(message, addresses, signal))
  } catch (error) {
    const why = late.aborted ? `There was no answer within ${Math.round(timeoutMs / 1000)} seconds.` : wordsFor(error, message.url)
    return { status: null, error: why, response: null, retryAfterMs: null }
  }
}

/** A look-up cannot be called off; it can be left behind. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    work.then(resolve, reject)
  })
}

interface Answer {
  readonly status: number
  readonly retryAfter: string | undefined
  readonly beginning: string
}

function exchange({ url, headers, body }: Message, addresses: readonly Resolved[], signal: AbortSignal): Promise<Answer> {
  const target = new URL(url)
  return new Promise((resolve, reject) => {
    const request = (target.protocol === 'https:' ? https : http).request(target, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      // A connection of its own: what is pinned for one message says nothing of the next, and no proxy of the environment is used.
      agent: false,
      lookup: (_host, { all }, found) => {
        const [first] = addresses
        if (all === true || first === undefined) found(null, [...addresses])
        else found(null, first.address, first.family)
      },
      signal,
    })
    request.on('error', reject)
    request.on('response', (response) => {
      void beginningOf(response).then((beginning) => {
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], beginning })
        request.destroy()
      })
    })
    request.end(body)
  })
}

/** The status is the answer: a body that breaks off or does not end in time changes nothing. */
async function beginningOf(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= KEPT) break
    }
  } catch {
    // What came until then is kept.
  }
  return Buffer.concat(chunks).subarray(0, KEPT).toString('utf8')
}

function judged({ status, retryAfter, beginning }: Answer): Outcome {
  const answered = { status, response: beginning === '' ? null : beginning }
  if (status >= 200 && status < 300) return { ...answered, error: null, retryAfterMs: null }
  const redirect = status >= 300 && status < 400 ? ' Redirects are not followed: enter the address that it leads to.' : ''
  return { ...answered, error: `The receiver answered ${status}.${redirect}`, retryAfterMs: waitAskedFor(retryAfter) }
}

/** RFC 9110 section 10.2.3: seconds, or a date. */
function waitAskedFor(text: string | undefined): number | null {
  if (text === undefined) return null
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now()
  return Number.isFinite(wait) && wait > 0 ? wait : null
}

const MEANINGS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses the connection: nothing listens there',
  ECONNRESET: 'broke the connection off',
  EHOSTUNREACH: 'cannot be reached from here',
  ENETUNREACH: 'cannot be reached from here',
  ENOTFOUND: 'is a name that cannot be found',
  EAI_AGAIN: 'is a name that cannot be looked up just now',
  ETIMEDOUT: 'does not answer',
  CERT_HAS_EXPIRED: 'has a certificate that has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a certificate that nobody vouches for',
  SELF_SIGNED_CERT_IN_CHAIN: 'has a certificate from an authority that is not trusted here (NODE_EXTRA_CA_CERTS names more)',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'has a certificate from an authority that is not trusted here (NODE_EXTRA_CA_CERTS names more)',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'has a certificate from an authority that is not trusted here (NODE_EXTRA_CA_CERTS names more)',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a certificate for another name',
}

/** Names the host and port only: a path may hold a secret. */
function wordsFor(error: unknown, url: string): string {
  if (error instanceof Refused) return error.message
  const code = codeOf(error)
  return `${new URL(url).host} ${MEANINGS[code] ?? `cannot be sent to (${code})`}.`
}

/** Where several addresses were tried, each has an error of its own. */
function codeOf(error: unknown): string {
  const each: unknown = error instanceof AggregateError ? error.errors[0] : error
  const code = (each as { code?: unknown }).code
  return typeof code === 'string' ? code : 'an unknown error'
}
