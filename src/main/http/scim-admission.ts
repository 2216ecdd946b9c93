import type { IncomingMessage } from 'node:http'
import { ScimError } from '../protocol/error.ts'
import { isOwnHost, parseAuthority } from './host-header.ts'

/** The parts of a request that are known before its body is read. */
export interface Admitted {
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly origin: string
}

/** Headers that mean nothing, or something dangerous, when there are two of them. */
const SINGLE = new Set(['host', 'authorization', 'content-type', 'content-length', 'if-match'])

const ABSOLUTE_FORM = /^https?:\/\/([^/?#]*)([/?].*)?$/i

/** Decides from the request line and the headers alone whether a request is for this service, and under which base URL. */
export function admission(bound: string, publicUrl: () => string | null): (req: IncomingMessage) => Admitted | ScimError {
  const readPublicUrl = remembered(parsePublicUrl)
  return (req) => {
    const headers = singleHeaders(req.rawHeaders)
    if (headers instanceof ScimError) return headers
    if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') return encoded(headers['content-encoding'])
    const line = requestLine(req.url ?? '', headers['host'])
    if (line instanceof ScimError) return line
    const authority = parseAuthority(line.authority)
    if (authority === null) return badHost()
    const known = readPublicUrl(publicUrl())
    if (!isOwnHost(authority.host, bound, known?.host ?? null)) return misdirected(authority.host)
    const scheme = 'encrypted' in req.socket ? 'https' : 'http'
    return { target: line.target, headers, origin: known?.base ?? `${scheme}://${line.authority}` }
  }
}

function singleHeaders(raw: readonly string[]): Record<string, string> | ScimError {
  // Without a prototype, a header called __proto__ is a header and nothing else.
  const headers: Record<string, string> = Object.create(null) as Record<string, string>
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = (raw[i] ?? '').toLowerCase()
    const value = raw[i + 1] ?? ''
    const before = headers[name]
    if (before === undefined) headers[name] = value
    else if (SINGLE.has(name)) return new ScimError(400, undefined, `The request has more than one ${name} header. Send exactly one.`)
    else headers[name] = `${before}, ${value}`
  }
  return headers
}

/** A target in absolute form names the host too, and then overrides Host (RFC 9112 §3.2.2). */
function requestLine(url: string, host: string | undefined): { target: string; authority: string } | ScimError {
  const absolute = ABSOLUTE_FORM.exec(url)
  if (absolute !== null) {
    const rest = absolute[2] ?? '/'
    return { authority: absolute[1] ?? '', target: rest.startsWith('/') ? rest : `/${rest}` }
  }
  if (!url.startsWith('/')) return new ScimError(400, undefined, 'The request target must be a path that begins with a slash.')
  return host === undefined ? badHost() : { target: url, authority: host }
}

interface PublicUrl {
  readonly base: string
  readonly host: string
}

function parsePublicUrl(text: string | null): PublicUrl | null {
  if (text === null || !URL.canParse(text)) return null
  const { origin, pathname, hostname } = new URL(text)
  return { base: origin + pathname.replace(/\/+$/, ''), host: hostname.replace(/^\[|\]$/g, '').toLowerCase() }
}

/** The public URL changes rarely and is asked for at every request. */
function remembered<I, O>(work: (input: I) => O): (input: I) => O {
  let last: { input: I; output: O } | undefined
  return (input) => {
    if (last === undefined || last.input !== input) last = { input, output: work(input) }
    return last.output
  }
}

function encoded(encoding: string): ScimError {
  return new ScimError(415, undefined, `The request body is encoded as ${encoding}. Send it without a Content-Encoding.`)
}

function badHost(): ScimError {
  return new ScimError(400, undefined, 'The request has no usable Host header. Send the host name and port of the endpoint URL.')
}

function misdirected(host: string): ScimError {
  return new ScimError(
    421,
    undefined,
    `This service does not answer to the name "${host}". If clients reach it through a tunnel or proxy under that name, ` +
      'enter the address as the public URL in the Settings of the Muster console.',
  )
}
