import { connect, type Socket } from 'node:net'

export interface WireRequest {
  readonly method: string
  /** Path and query below the mount, as on the request line. */
  readonly path: string
  readonly body?: string
}

export interface WireAnswer {
  readonly status: number
  /** Bytes of the body. */
  readonly bytes: number
  readonly body: Buffer
}

/**
 * One kept-open HTTP/1.1 connection, one request at a time. It does as little as it can: what a client costs is a part of what is measured,
 * on both sides of each ratio.
 */
export class Connection {
  readonly #socket: Socket
  readonly #prefix: string
  readonly #fields: string
  #received: Buffer = Buffer.alloc(0)
  #waiting: { resolve: (answer: WireAnswer) => void; reject: (error: Error) => void } | undefined

  constructor(base: string, token: string) {
    const { hostname, port, pathname } = new URL(base)
    this.#prefix = pathname === '/' ? '' : pathname
    this.#fields = `Host: ${hostname}:${port}\r\nAuthorization: Bearer ${token}\r\nAccept: application/scim+json\r\nUser-Agent: muster-bench\r\n`
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true })
    this.#socket.on('data', (chunk) => this.#take(chunk))
    this.#socket.on('error', (error) => this.#waiting?.reject(error))
    this.#socket.on('close', () => this.#waiting?.reject(new Error('the service closed the connection')))
  }

  send({ method, path, body }: WireRequest): Promise<WireAnswer> {
    const content = body === undefined ? '' : `Content-Type: application/scim+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket.write(`${method} ${this.#prefix}${path} HTTP/1.1\r\n${this.#fields}${content}\r\n${body ?? ''}`)
    })
  }

  close(): void {
    this.#socket.removeAllListeners('close')
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    const end = this.#received.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = this.#received.toString('latin1', 0, end)
    const status = Number(head.slice(9, 12))
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)
    if (this.#received.length < end + 4 + length) return
    const body = this.#received.subarray(end + 4, end + 4 + length)
    this.#received = this.#received.subarray(end + 4 + length)
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.resolve({ status, bytes: length, body })
  }
}
