import type { Server, ServerOptions } from 'node:http'
import { Server as TlsServer } from 'node:tls'
import type { Report } from './incident.ts'
import { freePort } from './free-port.ts'
import { ListenError, listenError, offering } from './listen-error.ts'

/** A socket that is being listened on. */
export interface Listener {
  /** As seen from this machine, without a slash at the end. */
  readonly url: string
  readonly port: number
  /** Stops accepting, lets requests in flight finish for `graceMs` milliseconds, then destroys what is left. */
  readonly close: (graceMs: number) => Promise<void>
}

/**
 * A client gets 5 s to finish its headers and 10 s to finish its request, checked every second: Node's own defaults held 200
 * slow sockets for over a minute. Idle connections are kept for 65 s, because Okta and Entra reuse theirs across a whole cycle.
 */
export const SERVER_OPTIONS = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16 * 1024,
  // A missing Host is answered by ourselves, with a body that says what is wrong.
  requireHostHeader: false,
} satisfies ServerOptions

/** Port 0 picks a free one. Rejects with ListenError. `what` names the listener to people. */
export async function listen(server: Server, what: string, host: string, port: number, report: Report): Promise<Listener> {
  const address = unbracketed(host)
  try {
    await bind(server, what, address, port)
  } catch (error) {
    throw error instanceof ListenError && error.reason === 'port-taken' ? offering(error, await freePort(address, port)) : error
  }
  // Running out of file descriptors shows here; it passes, and is no reason to stop serving those who are connected.
  server.on('error', (error) => report(`${what}: ${error.message}`))
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('a TCP server that listens has an address')
  const scheme = server instanceof TlsServer ? 'https' : 'http'
  return { url: `${scheme}://${urlHost(address)}:${bound.port}`, port: bound.port, close: (graceMs) => close(server, graceMs) }
}

function bind(server: Server, what: string, address: string, port: number): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const refuse = (cause: unknown) => reject(listenError(what, address, port, cause))
    server.once('error', refuse)
    try {
      server.listen({ host: address, port, exclusive: true }, () => {
        server.off('error', refuse)
        resolve()
      })
    } catch (cause) {
      refuse(cause)
    }
  })
}

/** `[::1]` and `::1` are the same address; sockets want the second form. */
export function unbracketed(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host
}

function urlHost(address: string): string {
  // A wildcard is where one listens, never where one connects to.
  if (address === '0.0.0.0') return '127.0.0.1'
  if (address === '::') return '[::1]'
  return address.includes(':') ? `[${address}]` : address
}

function close(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    // Keep-alive connections become idle one by one as their last answer goes out.
    const sweep = setInterval(() => server.closeIdleConnections(), 20)
    const giveUp = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearInterval(sweep)
      clearTimeout(giveUp)
      resolve()
    })
  })
}
