import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { HttpBindings } from '@hono/node-server'
import type { Actor } from '../../shared/console/activity.ts'
import type { ConsoleError } from '../../shared/console/errors.ts'
import { digest, isSecret } from './secrets.ts'
import { SESSION_SECONDS } from './sessions.ts'
import type { SessionId, Sessions } from './sessions.ts'

export interface ConsoleEnv {
  Bindings: HttpBindings
}

/** Who asks: a browser that was signed in, or the holder of the control key (the command line). */
export type Caller =
  | { readonly kind: 'session'; readonly id: SessionId; readonly actor: Actor }
  | { readonly kind: 'key'; readonly actor: Actor }

export interface Refused {
  readonly status: 401 | 403
  readonly error: ConsoleError
}

export type Authenticate = (c: Context<ConsoleEnv>) => Caller | Refused

const COOKIE = 'muster_session'
const ACTOR_HEADER = 'x-muster-actor'
/** A form or an image cannot send it, and a script of another origin cannot without CORS, which is never granted. */
const INTENT_HEADER = 'x-muster-console'

/**
 * The control key or a session, and for a session that the request comes from the console's own page: other local programs
 * share its site (a site has no port), so SameSite alone would let their pages ask in the administrator's name.
 */
export function authentication(sessions: Sessions, controlKey: string, owner: Actor): Authenticate {
  const keyDigest = digest(controlKey)
  return (c) => {
    if (isForeign(c)) return forbidden('The request comes from a page that is not the console.')
    const authorization = c.req.header('authorization')
    const named = c.req.header(ACTOR_HEADER)
    if (authorization !== undefined) {
      const [scheme = '', key = ''] = authorization.split(' ', 2)
      if (scheme.toLowerCase() !== 'bearer' || !isSecret(key, keyDigest))
        return signedOut('The control key is not the one of this service.')
      return { kind: 'key', actor: named === undefined ? owner : namedActor(named, owner) }
    }
    if (named !== undefined) return forbidden('Only the holder of the control key may say who acts.')
    const session = sessions.use(getCookie(c, COOKIE) ?? '')
    if (session === null) return signedOut('You are not signed in, or have been signed out after 12 hours.')
    if (c.req.method !== 'GET' && c.req.header(INTENT_HEADER) !== '1')
      return forbidden(`The request lacks the header ${INTENT_HEADER}: 1, which shows that the console itself sent it.`)
    if (session.cookieIsOld) setSessionCookie(c, getCookie(c, COOKIE) ?? '')
    return { kind: 'session', id: session.id, actor: owner }
  }
}

export function setSessionCookie(c: Context<ConsoleEnv>, secret: string): void {
  setCookie(c, COOKIE, secret, { httpOnly: true, sameSite: 'Strict', path: '/', secure: isEncrypted(c), maxAge: SESSION_SECONDS })
}

export function clearSessionCookie(c: Context<ConsoleEnv>): void {
  setCookie(c, COOKIE, '', { httpOnly: true, sameSite: 'Strict', path: '/', secure: isEncrypted(c), maxAge: 0 })
}

/** Browsers send Origin with everything but a plain GET, and Sec-Fetch-Site with everything. */
function isForeign(c: Context<ConsoleEnv>): boolean {
  const origin = c.req.header('origin')
  const site = c.req.header('sec-fetch-site')
  const own = `${isEncrypted(c) ? 'https' : 'http'}://${c.req.header('host') ?? ''}`
  return (origin !== undefined && origin.toLowerCase() !== own.toLowerCase()) || (site !== undefined && site !== 'same-origin')
}

function isEncrypted(c: Context<ConsoleEnv>): boolean {
  return 'encrypted' in c.env.incoming.socket
}

/** The name comes percent-encoded, because headers carry Latin-1 and people's names do not keep to it. */
function namedActor(header: string, owner: Actor): Actor {
  try {
    const name = decodeURIComponent(header)
      .replace(/\p{Cc}/gu, '')
      .trim()
      .slice(0, 200)
    return name === '' ? owner : { kind: 'person', name }
  } catch {
    return owner
  }
}

function signedOut(message: string): Refused {
  const hint = 'Open the sign-in link that "muster serve" prints, or run "muster console" on that machine for a fresh one.'
  return { status: 401, error: { code: 'signed_out', message, hint } }
}

function forbidden(message: string): Refused {
  return { status: 403, error: { code: 'forbidden', message, hint: 'Use the console at its own address.' } }
}
