import { request } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { ListenError } from '../../src/main/http/listen-error.ts'
import type { Listener } from '../../src/main/http/listener.ts'
import { listenScim } from '../../src/main/http/scim-listener.ts'
import type { ScimListenerOptions } from '../../src/main/http/scim-listener.ts'
import type { ScimRequest } from '../../src/main/scim/exchange.ts'
import { bodyOf, rawClient, rawExchange } from './raw.ts'

const listeners: Listener[] = []
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.close(0)))
})

/** A listener whose handler answers with what it was given, and remembers it. */
async function start(options: Partial<ScimListenerOptions> = {}) {
  const seen: ScimRequest[] = []
  const reported: string[] = []
  const listener = await listenScim({
    host: '127.0.0.1',
    port: 0,
    publicUrl: () => null,
    limits: { bodyBytes: 1_000 },
    report: (entry) => reported.push(entry),
    handle: async (received) => {
      seen.push(received)
      const { method, target, origin, body } = received
      const text = body === null ? null : new TextDecoder().decode(body)
      return { status: 200, headers: { 'content-type': 'application/scim+json' }, body: JSON.stringify({ method, target, origin, text }) }
    },
    ...options,
  })
  listeners.push(listener)
  return { ...listener, seen, reported, host: `127.0.0.1:${listener.port}` }
}

const keepAliveHeaders = (host: string) => ['GET /scim/Users HTTP/1.1', `Host: ${host}`]

describe('a request that arrives whole', () => {
  it('reaches the handler with its raw target, lower-case headers, body and time', async () => {
    const { url, seen } = await start({ clock: () => 1_234 })
    const answer = await fetch(`${url}/orgs/1//scim/v2/Users/?aadOptscim062020&a=%20b`, {
      method: 'POST',
      headers: { Authorization: 'Bearer x', 'Content-Type': 'application/scim+json; charset=utf-8' },
      body: '{"userName":"zoë"}',
    })
    expect(answer.status).toBe(200)
    const [received] = seen
    expect(received).toMatchObject({
      method: 'POST',
      target: '/orgs/1//scim/v2/Users/?aadOptscim062020&a=%20b',
      remoteAddress: '127.0.0.1',
      receivedAt: 1_234,
    })
    expect(received?.headers).toMatchObject({ authorization: 'Bearer x', 'content-type': 'application/scim+json; charset=utf-8' })
    expect(new TextDecoder().decode(received?.body ?? new Uint8Array())).toBe('{"userName":"zoë"}')
  })

  it('E4: goes out with exactly the content type that the handler chose', async () => {
    const { url } = await start()
    expect((await fetch(`${url}/Users`)).headers.get('content-type')).toBe('application/scim+json')
  })

  it('has a null body when it carries none', async () => {
    const { url, seen } = await start()
    await fetch(`${url}/Users`)
    await fetch(`${url}/Users`, { method: 'POST', body: '' })
    expect(seen.map(({ body }) => body)).toEqual([null, null])
  })

  it('is put together again when it comes in chunks', async () => {
    const { port, host } = await start()
    const lines = ['POST /Users HTTP/1.1', `Host: ${host}`, 'Transfer-Encoding: chunked', 'Connection: close']
    expect(bodyOf(await rawExchange(port, lines, '3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n'))).toMatchObject({ text: 'abcdefg' })
  })

  it('is handled as GET when it is HEAD, and answered with the length but no body', async () => {
    const { port, host, seen } = await start()
    const answer = await rawExchange(port, ['HEAD /Users HTTP/1.1', `Host: ${host}`, 'Connection: close'])
    expect(seen[0]?.method).toBe('GET')
    expect(answer).toMatch(/^HTTP\/1.1 200 /)
    expect(answer).toMatch(/content-length: [1-9]\d+\r\n/i)
    expect(answer.endsWith('\r\n\r\n')).toBe(true)
  })

  it('keeps its connection for the next one', async () => {
    const { port, host, seen } = await start()
    const client = await rawClient(port)
    client.send(`${keepAliveHeaders(host).join('\r\n')}\r\n\r\n`)
    await client.until(/\/scim\/Users/)
    client.send(`GET /scim/Groups HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    await client.until(/\/scim\/Groups/)
    client.socket.destroy()
    expect(seen).toHaveLength(2)
  })

  it('may name the host in its target instead (RFC 9112 §3.2.2)', async () => {
    const { port, host } = await start()
    const answer = await rawExchange(port, [`GET http://${host}/Users?a=b HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close'])
    expect(bodyOf(answer)).toMatchObject({ target: '/Users?a=b', origin: `http://${host}` })
  })

  it('does not leave a 204 with a length or a body', async () => {
    const { port, host } = await start({ handle: async () => ({ status: 204, headers: {}, body: null }) })
    const answer = await rawExchange(port, ['DELETE /Users/1 HTTP/1.1', `Host: ${host}`, 'Connection: close'])
    expect(answer).toMatch(/^HTTP\/1.1 204 /)
    expect(answer).not.toMatch(/content-length|transfer-encoding/i)
  })

  it('L4: health is told without a token and without asking SCIM; every other path is', async () => {
    let ready = true
    const { url, seen } = await start({ health: () => ({ live: true, ready, detail: ready ? 'running' : 'restoring' }) })
    const answer = await fetch(`${url}/readyz?from=balancer`)
    expect([answer.status, await answer.json()]).toEqual([200, { service: 'muster', status: 'ok', detail: 'running' }])
    expect((await fetch(`${url}/healthz`, { method: 'HEAD' })).status).toBe(200)
    ready = false
    expect((await fetch(`${url}/readyz`)).status).toBe(503)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    await fetch(`${url}/healthz/more`)
    await fetch(`${url}/healthz`, { method: 'POST' })
    expect(seen.map(({ method, target }) => `${method} ${target}`)).toEqual(['GET /healthz/more', 'POST /healthz'])
  })
})

describe('E3: the base URL', () => {
  it('is the one that the client used', async () => {
    const { url, port } = await start()
    expect(await (await fetch(`${url}/Users`)).json()).toMatchObject({ origin: url })
    expect(await (await fetch(`http://localhost:${port}/Users`)).json()).toMatchObject({ origin: `http://localhost:${port}` })
  })

  it('is the configured public URL behind a tunnel or proxy, from the moment it is set', async () => {
    let publicUrl: string | null = null
    const { url } = await start({ publicUrl: () => publicUrl })
    expect(await (await fetch(`${url}/Users`)).json()).toMatchObject({ origin: url })
    publicUrl = 'https://scim.example.com/muster/'
    expect(await (await fetch(`${url}/Users`)).json()).toMatchObject({ origin: 'https://scim.example.com/muster' })
  })
})

describe('E7: a handler that fails', () => {
  it('gives a SCIM error with an incident number, and tells the log alone what happened', async () => {
    const { url, reported } = await start({
      handle: async () => {
        throw new Error('SELECT secret FROM tokens')
      },
    })
    const answer = await fetch(`${url}/Users`)
    const text = await answer.text()
    expect(answer.status).toBe(500)
    expect(answer.headers.get('content-type')).toBe('application/scim+json')
    expect(JSON.parse(text)).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '500' })
    expect(text).not.toMatch(/SELECT| at /)
    const incident = /incident (\w+)/.exec(text)?.[1]
    expect(incident).toBeDefined()
    expect(reported.join()).toContain(`incident ${incident}: GET /Users: Error: SELECT secret`)
  })

  it('gives the same for an answer that cannot be sent', async () => {
    const { url } = await start({ handle: async () => ({ status: 200, headers: { location: 'a\r\nb' }, body: null }) })
    expect((await fetch(`${url}/Users`)).status).toBe(500)
  })
})

describe('closing', () => {
  it('lets a request in flight finish, and accepts no other', async () => {
    let release = (): void => undefined
    const gate = new Promise<void>((resolve) => (release = resolve))
    let started = (): void => undefined
    const begun = new Promise<void>((resolve) => (started = resolve))
    const { url, close } = await start({
      handle: async () => {
        started()
        await gate
        return { status: 200, headers: {}, body: 'done' }
      },
    })
    const inFlight = fetch(`${url}/Users`)
    await begun
    const closing = close(5_000)
    await expect(fetch(`${url}/Users`)).rejects.toThrow('fetch failed')
    release()
    const answer = await inFlight
    expect(await answer.text()).toBe('done')
    expect(answer.headers.get('connection')).toBe('close')
    await closing
  })

  it('destroys what has not finished after the time of grace', async () => {
    const { url, close } = await start({ handle: () => new Promise(() => undefined) })
    const inFlight = fetch(`${url}/Users`)
    const failure = inFlight.catch((error: unknown) => error)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const before = Date.now()
    await close(100)
    expect(Date.now() - before).toBeLessThan(2_000)
    expect(await failure).toBeInstanceOf(TypeError)
  })

  it('does not wait for connections that are only kept alive', async () => {
    const { port, host, close } = await start()
    const client = await rawClient(port)
    client.send(`${keepAliveHeaders(host).join('\r\n')}\r\n\r\n`)
    await client.until(/\/scim\/Users/)
    const before = Date.now()
    await close(10_000)
    expect(Date.now() - before).toBeLessThan(2_000)
  })
})

describe('X5: a listener that cannot start', () => {
  const failure = async (options: Partial<ScimListenerOptions>): Promise<ListenError> => {
    const error: unknown = await start(options).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    if (!(error instanceof ListenError)) throw new Error(`expected a ListenError, got ${String(error)}`)
    return error
  }

  it('says that the port is taken, by what, and what to do', async () => {
    const { port } = await start()
    const error = await failure({ port })
    expect(error.reason).toBe('port-taken')
    expect(error.message).toContain(`Port ${port} on 127.0.0.1 is taken`)
    expect(error.hint).toMatch(/another port/)
  })

  it('says that the machine has no such address', async () => {
    expect((await failure({ host: '192.0.2.1', insecureAddressAllowed: true })).reason).toBe('address-not-here')
  })

  it('says that a name is not an address', async () => {
    expect((await failure({ host: 'no such host', insecureAddressAllowed: true })).reason).toBe('invalid-address')
  })

  it('says which ports there are', async () => {
    const error = await failure({ port: 70_000 })
    expect(error.reason).toBe('invalid-address')
    expect(error.message).toContain('0 to 65535')
  })
})

describe('E8: the address', () => {
  it.each(['0.0.0.0', '::', '192.168.1.10', 'scim.example.com'])('%s is refused without TLS', async (host) => {
    const error: unknown = await start({ host }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'ListenError', reason: 'insecure-address' })
    expect((error as ListenError).message).toMatch(/without TLS: bearer tokens/)
  })

  it('is listened on with the explicit override, and answers to addresses of the machine', async () => {
    const { port, url } = await start({ host: '0.0.0.0', insecureAddressAllowed: true })
    expect(url).toBe(`http://127.0.0.1:${port}`)
    const answer = await rawExchange(port, ['GET /Users HTTP/1.1', 'Host: 192.168.1.10', 'Connection: close'])
    expect(answer).toMatch(/^HTTP\/1.1 200 /)
  })

  it.each(['::1', '[::1]'])('may be the IPv6 loopback, written %s', async (host) => {
    const { port, url, seen } = await start({ host })
    expect(url).toBe(`http://[::1]:${port}`)
    const status = await new Promise((resolve, reject) => {
      request(`${url}/Users`, (res) => {
        res.resume()
        resolve(res.statusCode)
      })
        .on('error', reject)
        .end()
    })
    expect(status).toBe(200)
    expect(seen[0]).toMatchObject({ origin: url, remoteAddress: '::1' })
  })
})
