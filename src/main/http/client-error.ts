import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

/** What a listener says to a client in its own form: SCIM errors on one, plain text on the other. */
export interface Refusal {
  readonly headers: Record<string, string>
  readonly body: string
}
export type ComposeRefusal = (status: number, detail: string) => Refusal

/** How long a refused client may go on sending before the connection is closed on it. */
const LINGER_MS = 2_000

/**
 * Answers, then closes the connection, but not at once: closing with bytes of the request unread makes the kernel reset the
 * connection, and the reset can overtake the answer (RFC 9112 §9.6). The body is written whole first, so the client has it.
 */
export function refuseAndClose(res: ServerResponse, status: number, { headers, body }: Refusal): void {
  const { req } = res
  res.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' })
  res.write(body)
  const finish = (): void => {
    clearTimeout(timer)
    res.end()
  }
  const timer = setTimeout(finish, LINGER_MS)
  if (req.readableEnded || req.destroyed) return finish()
  req.once('end', finish)
  req.once('close', finish)
  req.resume()
}

/** Gives every request that Node's parser rejects, or that comes too slowly, an answer that says so. */
export function answerClientErrors(server: Server, compose: ComposeRefusal): void {
  const latest = new WeakMap<Duplex, ServerResponse>()
  const refused = new WeakSet<Duplex>()
  const remember = (req: IncomingMessage, res: ServerResponse): void => void latest.set(req.socket, res)
  server.prependListener('request', remember)
  server.prependListener('checkContinue', remember)
  server.on('clientError', (error: Error & { code?: string }, socket) => {
    // The parser reports every packet after the first bad one again.
    if (refused.has(socket)) return
    refused.add(socket)
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
    const [status, detail] = explain(error.code, 'encrypted' in socket)
    const res = latest.get(socket)
    if (res === undefined || res.writableFinished) return refuseRaw(socket, status, compose(status, detail))
    // The bad bytes come after a complete request: its answer goes out, and is the last one on this connection.
    if (res.req.complete && !res.headersSent) res.shouldKeepAlive = false
    else if (res.headersSent) socket.destroy()
    else refuseAndClose(res, status, compose(status, detail))
  })
}

function explain(code: string | undefined, encrypted: boolean): [status: number, detail: string] {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return [408, 'The request took too long to arrive: headers have 5 seconds, the whole request 10. Send it again.']
    case 'HPE_HEADER_OVERFLOW':
      return [431, 'The request headers are larger than 16 KB. Send fewer or shorter headers, or a shorter filter.']
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return [413, 'The chunk extensions of the request body are too large. Send the body without them.']
    default:
      return [
        400,
        `The request is not well-formed HTTP/1.1.${encrypted ? '' : ' Check that the client speaks plain HTTP to this port, and not HTTPS.'}`,
      ]
  }
}

function refuseRaw(socket: Duplex, status: number, { headers, body }: Refusal): void {
  const lines = Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${head}\r\n${body}`)
  const timer = setTimeout(() => socket.destroy(), LINGER_MS)
  socket.once('close', () => clearTimeout(timer))
  socket.end()
}
