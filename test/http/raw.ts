import { connect } from 'node:net'
import type { Socket } from 'node:net'

/** A client with no manners of its own: what it sends is what the test wrote. */
export interface RawClient {
  readonly socket: Socket
  send(text: string | Uint8Array): void
  /** Everything received so far. */
  received(): string
  /** Resolves once `pattern` has been received; rejects when the connection ends first. */
  until(pattern: RegExp): Promise<string>
  /** Resolves to everything received when the server has closed the connection. */
  closed(): Promise<string>
}

export async function rawClient(port: number, host = '127.0.0.1'): Promise<RawClient> {
  const socket = connect({ port, host })
  let text = ''
  let ended = false
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')))
  socket.on('close', () => (ended = true))
  // A reset is seen as the end: what counts is what had arrived before it.
  socket.on('error', () => undefined)
  await new Promise((resolve) => socket.once('connect', resolve))
  const until = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.test(text)
        if (!found && !ended) return
        socket.off('data', look)
        socket.off('close', look)
        if (found) resolve(text)
        else reject(new Error(`the connection ended before ${pattern}; received: ${text}`))
      }
      socket.on('data', look)
      socket.on('close', look)
      look()
    })
  const closed = (): Promise<string> =>
    new Promise((resolve) => {
      if (ended) resolve(text)
      else socket.once('close', () => resolve(text))
    })
  return { socket, send: (data) => void socket.write(data), received: () => text, until, closed }
}

/** Sends one request as written, with the line ends that HTTP wants, and resolves to the answer when the server closes. */
export async function rawExchange(port: number, lines: readonly string[], body = ''): Promise<string> {
  const client = await rawClient(port)
  client.send(`${lines.join('\r\n')}\r\n\r\n${body}`)
  const answer = await client.closed()
  client.socket.destroy()
  return answer
}

/** The JSON after the header section of a raw answer. */
export function bodyOf(answer: string): unknown {
  return JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4))
}
