import { isIP } from 'node:net'
import { hostname } from 'node:os'

/** What a Host header (RFC 9110 §7.2) names: the host in lower case, without brackets, and the port where one is given. */
export interface Authority {
  readonly host: string
  readonly port: number | null
}

const AUTHORITY = /^(?:\[([0-9a-f:.]{2,45})\]|([a-z0-9](?:[a-z0-9._-]{0,253}[a-z0-9])?\.?))(?::(\d{1,5}))?$/i

/** Null for anything that is not `host` or `host:port`, with an IPv6 address in brackets. */
export function parseAuthority(text: string): Authority | null {
  const match = AUTHORITY.exec(text)
  if (match === null) return null
  const [, v6, name, digits] = match
  if (v6 !== undefined && isIP(v6) !== 6) return null
  const port = digits === undefined ? null : Number(digits)
  if (port !== null && port > 65_535) return null
  return { host: (v6 ?? name ?? '').toLowerCase().replace(/\.$/, ''), port }
}

/** Names and addresses that only ever mean this machine (RFC 6761 §6.3, RFC 1122 §3.2.1.3). */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase()
  if (name === 'localhost' || name.endsWith('.localhost')) return true
  return name === '::1' || (isIP(name) === 4 && name.startsWith('127.'))
}

/**
 * Whether a request that names `host` was meant for a service bound to `bound`. A page in a browser can point a name of
 * its own at 127.0.0.1 (DNS rebinding), but it can make the browser send neither a loopback name nor a bare address that is not its own.
 */
export function isOwnHost(host: string, bound: string, publicHost: string | null): boolean {
  if (isLoopback(host) || host === bound.toLowerCase() || host === publicHost) return true
  if (isLoopback(bound)) return false
  const machine = hostname().toLowerCase()
  return isIP(host) !== 0 || host === machine || host.startsWith(`${machine}.`)
}
