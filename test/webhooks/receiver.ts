import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly json: { type: string; timestamp: string; data: Record<string, unknown> }
}

export interface Answer {
  readonly status: number
  readonly headers?: Record<string, string>
  readonly body?: string
  /** Never answers. */
  readonly hangs?: true
}

export interface Receiver {
  readonly url: string
  readonly received: Received[]
  answer(next: Answer | ((received: Received) => Answer)): void
  /** Resolves when so many have come in all. */
  arrived(count: number): Promise<Received[]>
  close(): Promise<void>
}

/** An application that is told of changes: keeps what comes and answers as it is told to. Closed when the test has finished. */
export async function receiver(port = 0): Promise<Receiver> {
  const received: Received[] = []
  const waiting = new Set<() => void>()
  let respond: (each: Received) => Answer = () => ({ status: 204 })
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const each = { path: request.url ?? '', headers: request.headers, body, json: JSON.parse(body) as Received['json'] }
      received.push(each)
      const answer = respond(each)
      if (answer.hangs === undefined) response.writeHead(answer.status, answer.headers).end(answer.body)
      for (const look of waiting) look()
    })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  onTestFinished(close)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close,
    answer: (next) => void (respond = typeof next === 'function' ? next : () => next),
    arrived: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (received.length < count) return
          waiting.delete(look)
          resolve(received)
        }
        waiting.add(look)
        look()
      }),
  }
}

/** How many of the signatures were made with the secret: a receiver's half of Standard Webhooks, written from its text. */
export function validSignatures({ headers, body }: Received, secret: string): number {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const expected = createHmac('sha256', key)
    .update(Buffer.concat([Buffer.from(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.`), Buffer.from(body)]))
    .digest()
  const given = String(headers['webhook-signature']).split(' ')
  return given.filter((each) => {
    const [version, text = ''] = each.split(',')
    const bytes = Buffer.from(text, 'base64')
    return version === 'v1' && bytes.length === expected.length && timingSafeEqual(bytes, expected)
  }).length
}
