import { afterEach, describe, expect, it } from 'vitest'
import type { Listener } from '../../src/main/http/listener.ts'
import { listenScim } from '../../src/main/http/scim-listener.ts'
import type { ScimListenerOptions } from '../../src/main/http/scim-listener.ts'
import type { ScimRequest } from '../../src/main/scim/exchange.ts'
import { bodyOf, rawClient, rawExchange } from '../http/raw.ts'

const LIMIT = 100_000
const listeners: Listener[] = []
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close(0)))
})

async function start(options: Partial<ScimListenerOptions> = {}) {
  const seen: ScimRequest[] = []
  const listener = await listenScim({
    host: '127.0.0.1',
    port: 0,
    publicUrl: () => null,
    limits: { bodyBytes: LIMIT },
    report: () => undefined,
    handle: async (received) => {
      seen.push(received)
      return { status: 200, headers: {}, body: 'handled' }
    },
    ...options,
  })
  listeners.push(listener)
  return { ...listener, seen, host: `127.0.0.1:${listener.port}` }
}

const scimError = (status: number, detail: RegExp) => ({
  schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
  status: String(status),
  detail: expect.stringMatching(detail) as string,
})

describe('a body over the limit', () => {
  it('R10: is refused with 413 that a client sees which sends everything before it reads anything', async () => {
    const { port, host, seen } = await start()
    const client = await rawClient(port)
    client.socket.pause()
    client.send(`POST /Users HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 20000000\r\n\r\n`)
    await new Promise((resolve) => client.socket.write(Buffer.alloc(20_000_000, 'x'), resolve))
    client.socket.resume()
    const answer = await client.closed()
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
    expect(answer).toMatch(/content-type: application\/scim\+json\r\n/i)
    expect(bodyOf(answer)).toEqual(scimError(413, /larger than the 100000 bytes.*smaller parts/))
    expect(seen).toEqual([])
  })

  it('R10: is refused in chunks too, where nothing announces its size', async () => {
    const { port, host, seen } = await start()
    const client = await rawClient(port)
    client.send(`POST /Users HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n`)
    for (let i = 0; i < 200; i += 1) client.send(`3e8\r\n${'x'.repeat(1_000)}\r\n`)
    const answer = await client.until(/parts/)
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
    client.socket.destroy()
    expect(seen).toEqual([])
  })

  it('R10: of exactly the limit is accepted', async () => {
    const { url, seen } = await start()
    expect((await fetch(`${url}/Users`, { method: 'POST', body: 'x'.repeat(LIMIT) })).status).toBe(200)
    expect(seen[0]?.body?.length).toBe(LIMIT)
    expect((await fetch(`${url}/Users`, { method: 'POST', body: 'x'.repeat(LIMIT + 1) })).status).toBe(413)
  })

  it('is refused before it is sent, when the client asks with Expect: 100-continue', async () => {
    const { port, host } = await start()
    const lines = ['POST /Users HTTP/1.1', `Host: ${host}`, `Content-Length: ${LIMIT + 1}`, 'Expect: 100-continue']
    const answer = await rawExchange(port, lines)
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
  })
})

describe('Expect', () => {
  it('100-continue is answered, and then the body is read', async () => {
    const { port, host, seen } = await start()
    const client = await rawClient(port)
    client.send(`POST /Users HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n`)
    await client.until(/^HTTP\/1.1 100 Continue\r\n\r\n/)
    expect(seen).toEqual([])
    client.send('body')
    await client.until(/handled/)
    expect(seen).toHaveLength(1)
    client.socket.destroy()
  })

  it('of anything else is refused with 417', async () => {
    const { port, host } = await start()
    const answer = await rawExchange(port, ['POST /Users HTTP/1.1', `Host: ${host}`, 'Content-Length: 0', 'Expect: miracles'])
    expect(bodyOf(answer)).toEqual(scimError(417, /100-continue/))
  })
})

describe('a request that does not arrive whole', () => {
  it('never reaches the handler when the client goes away in the middle of the body', async () => {
    const { port, host, seen, url } = await start()
    for (const framing of ['Content-Length: 10\r\n\r\n{"us', 'Transfer-Encoding: chunked\r\n\r\n4\r\n{"us\r\n']) {
      const client = await rawClient(port)
      client.send(`POST /Users HTTP/1.1\r\nHost: ${host}\r\n${framing}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
      client.socket.destroy()
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(seen).toEqual([])
    expect((await fetch(`${url}/Users`)).status).toBe(200)
  })

  it('has its headers cut off after 5 seconds and its body after 10, with an answer that says so', { timeout: 20_000 }, async () => {
    const { port, host, seen } = await start()
    const before = Date.now()
    const headers = await rawClient(port)
    headers.send('GET /Users HTTP/1.1\r\nHost: 127')
    const body = await rawClient(port)
    body.send(`POST /Users HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 10\r\n\r\nabc`)
    const silent = await rawClient(port)

    const late = await headers.closed()
    expect(Date.now() - before).toBeLessThan(8_000)
    expect(late).toMatch(/^HTTP\/1.1 408 /)
    expect(bodyOf(late)).toEqual(scimError(408, /took too long/))

    await silent.closed()
    const slow = await body.until(/too long/)
    expect(Date.now() - before).toBeLessThan(13_000)
    expect(slow).toMatch(/^HTTP\/1.1 408 /)
    expect(seen).toEqual([])
  })
})

describe('bytes that are not HTTP', () => {
  it.each([
    ['noise', 'hello there\r\n\r\n', 400],
    ['a TLS greeting', '\x16\x03\x01\x02\x00\x01\x00', 400],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n', 400],
    [
      'a length and chunks (request smuggling)',
      'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['headers of 20 KB', `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
  ])('%s gets a SCIM error', async (_name, bytes, status) => {
    const { port, seen } = await start()
    const client = await rawClient(port)
    client.send(bytes)
    const answer = await client.closed()
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(bodyOf(answer)).toEqual(scimError(status, /\./))
    expect(seen).toEqual([])
  })

  it('after a request take nothing away from its answer', async () => {
    const { port, host } = await start({
      handle: async () => {
        await new Promise((resolve) => setTimeout(resolve, 100))
        return { status: 200, headers: {}, body: 'handled' }
      },
    })
    const client = await rawClient(port)
    client.send(`GET /Users HTTP/1.1\r\nHost: ${host}\r\n\r\n\x00\x01nonsense\r\n\r\n`)
    const answer = await client.closed()
    expect(answer).toMatch(/^HTTP\/1.1 200 [^]*connection: close[^]*handled$/i)
  })

  it('in the middle of a body get a SCIM error', async () => {
    const { port, host, seen } = await start()
    const client = await rawClient(port)
    client.send(`POST /Users HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n`)
    await new Promise((resolve) => setTimeout(resolve, 30))
    client.send('not a chunk size\r\n')
    expect(await client.until(/plain HTTP/)).toMatch(/^HTTP\/1.1 400 /)
    client.socket.destroy()
    expect(seen).toEqual([])
  })

  it('in a compressed body are refused with 415', async () => {
    const { url } = await start()
    const answer = await fetch(`${url}/Users`, { method: 'POST', body: 'x', headers: { 'content-encoding': 'gzip' } })
    expect(answer.status).toBe(415)
    expect(await answer.json()).toEqual(scimError(415, /Content-Encoding/))
  })
})

describe('Host', () => {
  const ask = (port: number, ...hosts: string[]) =>
    rawExchange(port, ['GET /Users HTTP/1.1', ...hosts.map((host) => `Host: ${host}`), 'Connection: close'])

  it.each(['localhost', 'LOCALHOST:99', '127.0.0.1', '127.8.8.8:1', '[::1]:7643', 'muster.localhost'])(
    '%s is this machine',
    async (host) => {
      const { port } = await start()
      expect(await ask(port, host)).toMatch(/^HTTP\/1.1 200 /)
    },
  )

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '192.168.1.10', '127.0.0.1.nip.io:7643'])(
    '%s is refused on a loopback address, since a browser can be made to send it (DNS rebinding)',
    async (host) => {
      const { port, seen } = await start()
      const answer = await ask(port, host)
      expect(answer).toMatch(/^HTTP\/1.1 421 /)
      expect(bodyOf(answer)).toEqual(scimError(421, /public URL in the Settings/))
      expect(seen).toEqual([])
    },
  )

  it('of the public URL is accepted, and no other name besides', async () => {
    const { port } = await start({ publicUrl: () => 'https://SCIM.example.com/x' })
    expect(await ask(port, 'scim.example.com')).toMatch(/^HTTP\/1.1 200 /)
    expect(await ask(port, 'scim.example.com:443')).toMatch(/^HTTP\/1.1 200 /)
    expect(await ask(port, 'evil.example')).toMatch(/^HTTP\/1.1 421 /)
  })

  it.each([[[]], [['']], [['a b']], [['user@localhost']], [['localhost:99999']], [['[127.0.0.1]']], [['localhost', 'evil.example']]])(
    '%j is refused as no Host at all',
    async (hosts) => {
      const { port, seen } = await start()
      const answer = await ask(port, ...hosts)
      expect(answer).toMatch(/^HTTP\/1.1 400 /)
      expect(bodyOf(answer)).toEqual(scimError(400, /host/i))
      expect(seen).toEqual([])
    },
  )

  it('cannot be got around by a target in absolute form', async () => {
    const { port, seen } = await start()
    const answer = await rawExchange(port, ['GET http://evil.example/Users HTTP/1.1', 'Host: localhost', 'Connection: close'])
    expect(answer).toMatch(/^HTTP\/1.1 421 /)
    expect(seen).toEqual([])
  })
})

it('a header called __proto__ is only a header', async () => {
  const { port, host, seen } = await start()
  await rawExchange(port, ['GET /Users HTTP/1.1', `Host: ${host}`, '__proto__: x', 'Connection: close'])
  expect(Object.keys(seen[0]?.headers ?? {})).toContain('__proto__')
  expect(({} as Record<string, unknown>)['x']).toBeUndefined()
})

it('two Authorization headers are refused rather than one of them chosen', async () => {
  const { port, host, seen } = await start()
  const lines = ['GET /Users HTTP/1.1', `Host: ${host}`, 'Authorization: Bearer a', 'Authorization: Bearer b', 'Connection: close']
  expect(bodyOf(await rawExchange(port, lines))).toEqual(scimError(400, /more than one authorization/))
  expect(seen).toEqual([])
})
