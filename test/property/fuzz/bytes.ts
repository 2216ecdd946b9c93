import { connect } from 'node:net'
import * as fc from 'fast-check'

/** How long an answer is waited for, ms: the service gives slow headers five seconds. */
const PATIENCE = 9_000

const line = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      '{prefix}/Users',
      '{prefix}/Groups?filter=displayName+pr',
      '{prefix}/Schemas',
      '/',
      '*',
      'http://127.0.0.1{prefix}/Users',
    ),
  },
  { weight: 2, arbitrary: fc.string({ maxLength: 60 }).map((text) => `/${text.replaceAll(/[\r\n]/g, '')}`) },
  { weight: 1, arbitrary: fc.integer({ min: 10, max: 40_000 }).map((length) => `/${'a'.repeat(length)}`) },
)
const method = fc.constantFrom('GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'CONNECT', 'PRI', 'get', 'G\0T', '')
const version = fc.constantFrom('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/0.9', 'http/1.1', '')
const field = fc.oneof(
  fc.constantFrom(
    'Host: 127.0.0.1',
    'Host: evil.example',
    'Host:',
    'Authorization: {token}',
    'Authorization: Bearer x',
    'Content-Length: 5',
    'Content-Length: -1',
    'Content-Length: 99999999999999999999',
    'Content-Length: 5, 5',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: gzip, chunked',
    'Content-Encoding: gzip',
    'Content-Type: application/scim+json',
    'Expect: 100-continue',
    'Expect: something',
    'Connection: close',
    'Connection: Upgrade\r\nUpgrade: websocket',
    '__proto__: x',
    ': x',
    'no colon',
    ' folded: x',
  ),
  fc.tuple(fc.string({ maxLength: 8, unit: 'binary' }), fc.string({ maxLength: 30, unit: 'binary' })).map((pair) => pair.join(': ')),
  fc.integer({ min: 1, max: 20_000 }).map((length) => `X-Long: ${'y'.repeat(length)}`),
)
const body = fc.oneof(
  fc.constantFrom(
    '',
    'hello',
    '5\r\nhello\r\n0\r\n\r\n',
    'ffffffffffffffff\r\n',
    '{"userName":"x"}',
    '0\r\n\r\nGET / HTTP/1.1\r\n\r\n',
    `5;${'e'.repeat(30_000)}`,
  ),
  fc.string({ maxLength: 100, unit: 'binary' }),
)
const request = fc
  .tuple(method, line, version, fc.array(field, { maxLength: 6 }), fc.constantFrom('\r\n', '\r\n', '\r\n', '\n', '\r'), body)
  .map(([verb, target, http, fields, end, content]) => [`${verb} ${target} ${http}`, ...fields, '', content].join(end))

/** What may come over a socket: requests near enough to HTTP, several behind one another, and bytes that are nothing at all. */
export const bytes: fc.Arbitrary<string | Uint8Array> = fc.oneof(
  { weight: 8, arbitrary: request },
  { weight: 2, arbitrary: fc.array(request, { minLength: 2, maxLength: 3 }).map((all) => all.join('')) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
  { weight: 1, arbitrary: fc.constantFrom('\x16\x03\x01\x02\x00\x01\x00', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', '\r\n\r\n\r\n') },
)

/** Sends the bytes, says that no more will come, and resolves to everything that was answered when the connection is over. */
export function exchange(port: number, sent: string | Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' })
    let received = ''
    const timer = setTimeout(() => {
      socket.destroy()
      reject(new Error(`the connection was not ended within ${PATIENCE} ms; received: ${received}`))
    }, PATIENCE)
    socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')))
    // A reset is seen as the end: what counts is what had arrived before it.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(timer)
      resolve(received)
    })
    socket.end(sent)
  })
}
