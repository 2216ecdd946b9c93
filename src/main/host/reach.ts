import { randomBytes } from 'node:crypto'
import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import type { Reach } from '../../shared/console/service.ts'
import { DomainError } from '../domain/error.ts'
import type { ScimHandler } from '../scim/exchange.ts'

const PATH = '/.well-known/muster-reachability/'
const PATIENCE_MS = 10_000

type Found = Pick<Reach, 'verdict' | 'summary' | 'advice'>

/** Tells whether a call of the public URL ends at this very service. */
export interface ReachTest {
  /** Answers the calls of a test that is under way; they are in nobody's log. */
  readonly answering: (handle: ScimHandler) => ScimHandler
  call(publicUrl: string | null): Promise<Reach>
}

/** E3, E8: a call of our own, as an identity provider would make it, with a word that only this process knows. */
export function reachTest(): ReachTest {
  const expected = new Set<string>()
  return {
    answering: (handle) => async (request) => {
      const word = request.target.startsWith(PATH) ? request.target.slice(PATH.length) : ''
      return expected.has(word) ? { status: 204, headers: {}, body: null } : handle(request)
    },
    async call(publicUrl) {
      if (publicUrl === null)
        throw new DomainError(
          'not_available',
          'There is no public URL to call. Enter the one under which identity providers reach this service.',
        )
      const word = randomBytes(18).toString('base64url')
      expected.add(word)
      const started = performance.now()
      try {
        const found = await called(`${publicUrl}${PATH}${word}`).then((status) => judged(status, publicUrl), unreached)
        return { url: publicUrl, ...found, durationMs: performance.now() - started }
      } finally {
        expected.delete(word)
      }
    },
  }
}

interface Answered {
  readonly status: number
  readonly location: string | undefined
  readonly muster: boolean
}

/** Not `fetch`: it follows redirects in ways of its own, and hides why TLS failed. */
function called(url: string): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? overHttps : overHttp
    const call = send(url, { agent: false, signal: AbortSignal.timeout(PATIENCE_MS), headers: { 'user-agent': 'Muster' } }, (answer) => {
      answer.resume()
      const muster = /Muster/.test(answer.headers['www-authenticate'] ?? '') || answer.headers['content-type'] === 'application/scim+json'
      resolve({ status: answer.statusCode ?? 0, location: answer.headers.location, muster })
    })
    call.once('error', reject)
    call.end()
  })
}

function judged({ status, location, muster }: Answered, url: string): Found {
  if (status === 204)
    return url.startsWith('https:')
      ? { verdict: 'ok', summary: 'This service answered.', advice: FROM_HERE }
      : {
          verdict: 'warning',
          summary: 'This service answered, over plain HTTP: tokens cross the network readable.',
          advice: 'Use an https:// address. Entra ID and Okta refuse any other.',
        }
  if (status >= 300 && status < 400)
    return {
      verdict: 'error',
      summary: `The address redirects (${status}) to ${location ?? 'another one'}.`,
      advice: 'Enter the address that it leads to: identity providers drop the token on a redirect.',
    }
  if (status === 421)
    return {
      verdict: 'error',
      summary: 'A Muster answered that it does not go by this name (421).',
      advice: 'Save the public URL as it is called, and let the proxy pass the Host header on.',
    }
  if (muster)
    return {
      verdict: 'error',
      summary: `Another SCIM service answered (${status}), not this one.`,
      advice: 'See where the name and the proxy or tunnel lead: perhaps to another Muster.',
    }
  return {
    verdict: 'error',
    summary: `Something else answered (${status}), and not this service.`,
    advice:
      status >= 500
        ? 'The proxy or tunnel is there, but does not reach this service: see where it forwards to.'
        : 'See where the name and the proxy or tunnel lead.',
  }
}

const FROM_HERE = 'It was called from this machine. A firewall may still keep others out.'

function unreached(error: unknown): Found {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const failed = (summary: string, advice: string): Found => ({ verdict: 'error', summary, advice })
  if ((error instanceof Error && error.name.startsWith('Abort')) || code === 'ABORT_ERR' || code === 'ETIMEDOUT')
    return failed(
      `Nothing answered within ${PATIENCE_MS / 1000} seconds.`,
      'See whether the tunnel runs, and whether a firewall is in the way.',
    )
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return failed('The name is not known to the domain name system.', 'Check its spelling, and its DNS record.')
  if (code === 'ECONNREFUSED')
    return failed('Nothing listens there: the connection was refused.', 'Start the proxy or tunnel, and check the port.')
  if (code === 'DEPTH_ZERO_SELF_SIGNED_CERT' || code === 'SELF_SIGNED_CERT_IN_CHAIN')
    return failed(
      'The certificate is self-signed: identity providers in the cloud refuse it.',
      'Use one from an authority that they trust, or a tunnel that has one.',
    )
  if (code === 'CERT_HAS_EXPIRED') return failed('The certificate has expired.', 'Renew it.')
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return failed('The certificate is for another name.', 'Use one that names the host of the public URL.')
  if (/^UNABLE_TO|^CERT_/.test(code))
    return failed(
      `The certificate is not trusted (${code}).`,
      'Give the whole chain, with the certificates between yours and the authority.',
    )
  if (/^ERR_SSL|EPROTO/.test(code))
    return failed('There is no TLS at this address.', 'Check the port, and whether it is http:// or https://.')
  return failed(`The call failed: ${error instanceof Error ? error.message : String(error)}.`, 'See whether the proxy or tunnel runs.')
}
