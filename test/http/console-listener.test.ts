import { afterEach, describe, expect, it, vi } from 'vitest'
import { instanceOf } from '../../src/main/http/secrets.ts'
import { builtRenderer, closeAll, CONTROL_KEY, OWNER, rpc, signIn, startConsole, METRICS_TOKEN } from './console-fixture.ts'
import { testDoor } from './door.ts'
import { rawClient } from './raw.ts'

afterEach(closeAll)

const KEY = { authorization: `Bearer ${CONTROL_KEY}` }
const INTENT = { 'x-muster-console': '1' }

describe('a call', () => {
  it('goes through the one door in the name of the owner, and its result comes back as it is', async () => {
    const { url, door, signInUrl } = await startConsole()
    const cookie = await signIn(signInUrl())
    const answer = await rpc(url, { cookie, ...INTENT }, '{"a":[1,null]}', 'teams.list')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ ok: true, value: { method: 'teams.list', input: { a: [1, null] } } })
    expect(door.calls).toEqual([{ method: 'teams.list', input: { a: [1, null] }, actor: OWNER }])
  })

  it('that is refused behind the door is still an answer', async () => {
    const refusal = { ok: false, error: { code: 'not_found', message: 'There is no such team.' } } as const
    const { url } = await startConsole({ door: testDoor(() => refusal) })
    const answer = await rpc(url, KEY)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual(refusal)
  })

  it('that breaks gives an incident number, and the log alone learns what happened', async () => {
    const door = testDoor(() => {
      throw new Error('SQLITE_CORRUPT at page 7')
    })
    const { url, reported } = await startConsole({ door })
    const answer = await rpc(url, KEY)
    const text = await answer.text()
    expect(answer.status).toBe(500)
    const { error } = JSON.parse(text) as { error: { code: string; incident: string } }
    expect(error.code).toBe('internal')
    expect(text).not.toContain('SQLITE')
    expect(reported.join()).toContain(`incident ${error.incident}: POST /console/rpc/organizations.list: Error: SQLITE_CORRUPT`)
  })

  it('with the control key may say who acts, in any script', async () => {
    const { url, door } = await startConsole()
    await rpc(url, { ...KEY, 'x-muster-actor': encodeURIComponent('Zoë Ångström 山') })
    await rpc(url, KEY)
    expect(door.calls.map(({ actor }) => actor)).toEqual([{ kind: 'person', name: 'Zoë Ångström 山' }, OWNER])
  })

  it.each([
    ['input that is not JSON', 400, '{', {}],
    ['input that is not announced as JSON', 415, '{}', { 'content-type': 'text/plain' }],
  ])('with %s is refused with what to do', async (_name, status, body, headers) => {
    const { url, door } = await startConsole()
    const answer = await rpc(url, { ...KEY, ...headers }, body)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ ok: false, error: { code: 'invalid', hint: expect.stringMatching(/Send/) as string } })
    expect(door.calls).toEqual([])
  })

  it('R10: of more than 1 MB is refused with 413, announced or in chunks', async () => {
    const { url, door } = await startConsole()
    const big = JSON.stringify('x'.repeat(1024 * 1024))
    const answer = await rpc(url, KEY, big)
    expect(answer.status).toBe(413)
    expect(await answer.json()).toMatchObject({ ok: false, error: { code: 'too_large' } })
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(big))
        controller.close()
      },
    })
    const init = { method: 'POST', body: stream, duplex: 'half', headers: { ...KEY, 'content-type': 'application/json' } } as const
    expect((await fetch(`${url}/console/rpc/teams.list`, init)).status).toBe(413)
    expect(door.calls).toEqual([])
  })
})

describe('events', () => {
  const event = (revision: number) => ({ revision, changes: [{ topic: 'catalog' as const, organizationId: 1 }] })

  it('L3: reach every listener that is signed in, as they happen', async () => {
    const { port, host, door, signInUrl } = await startConsole()
    const cookie = await signIn(signInUrl())
    const client = await rawClient(port)
    client.send(`GET /console/events HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\n\r\n`)
    const head = await client.until(/retry: 2000\n\n/)
    expect(head).toMatch(/content-type: text\/event-stream; charset=utf-8\r\n/i)
    expect(head).toMatch(/cache-control: no-store\r\n/i)
    door.emit(event(7))
    expect(await client.until(/"revision":7/)).toContain(`id: 7\ndata: ${JSON.stringify(event(7))}\n\n`)
    client.socket.destroy()
  })

  it('stop when the session is signed out', async () => {
    const { port, host, url, door, signInUrl } = await startConsole()
    const cookie = await signIn(signInUrl())
    const client = await rawClient(port)
    client.send(`GET /console/events HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`)
    await client.until(/retry/)
    await fetch(`${url}/console/sign-out`, { method: 'POST', headers: { cookie, ...INTENT } })
    door.emit(event(1))
    expect(await client.closed()).not.toContain('revision')
  })

  it('drop a listener that does not read, and no other', async () => {
    const { port, host, door } = await startConsole()
    const ask = `GET /console/events HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${CONTROL_KEY}\r\n\r\n`
    const [slow, reader] = [await rawClient(port), await rawClient(port)]
    slow.send(ask)
    reader.send(ask)
    await Promise.all([slow.until(/retry/), reader.until(/retry/)])
    slow.socket.pause()
    const changes = Array.from({ length: 20_000 }, () => ({ topic: 'catalog' as const, organizationId: 1 }))
    for (let revision = 1; revision <= 30; revision += 1) {
      const wanted = reader.socket.bytesRead + JSON.stringify(changes).length
      door.emit({ revision, changes })
      await vi.waitUntil(() => reader.socket.bytesRead > wanted)
    }
    slow.socket.resume()
    const got = await slow.closed()
    expect(got).not.toContain('id: 30\n')
    expect(reader.received()).toContain('id: 30\n')
    reader.socket.destroy()
  })

  it('end, and the door is left, when the listener closes', async () => {
    const { port, host, door, close } = await startConsole()
    const client = await rawClient(port)
    client.send(`GET /console/events HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${CONTROL_KEY}\r\n\r\n`)
    await client.until(/retry/)
    const before = Date.now()
    await close(10_000)
    expect(Date.now() - before).toBeLessThan(2_000)
    expect(door.listeners()).toBe(0)
  })
})

describe('L4: metrics', () => {
  it('are read with their own token alone', async () => {
    const { url } = await startConsole()
    const read = (authorization?: string) => fetch(`${url}/metrics`, authorization === undefined ? {} : { headers: { authorization } })
    for (const wrong of [undefined, 'Bearer', `Bearer ${CONTROL_KEY}`, `Bearer ${METRICS_TOKEN}x`, `Basic ${METRICS_TOKEN}`]) {
      const refused = await read(wrong)
      expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
      expect(await refused.text()).not.toContain('muster_up')
    }
    const answer = await read(`Bearer ${METRICS_TOKEN}`)
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(await answer.text()).toBe('muster_up 1\n')
  })

  it('the token opens nothing else', async () => {
    const { url } = await startConsole()
    expect((await rpc(url, { authorization: `Bearer ${METRICS_TOKEN}` })).status).toBe(401)
  })
})

describe('L4: health', () => {
  it('is told to anyone on the machine, with a mark that the holder of the key can check', async () => {
    let ready = true
    const { url } = await startConsole({ health: () => ({ live: true, ready, detail: ready ? 'running' : 'draining' }) })
    const answer = await fetch(`${url}/readyz`)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ service: 'muster', instance: instanceOf(CONTROL_KEY), status: 'ok', detail: 'running' })
    ready = false
    expect((await fetch(`${url}/readyz`)).status).toBe(503)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })
})

describe('the page', () => {
  it('is served for every path that the renderer routes, with a nonce for styles that is new each time', async () => {
    const { url } = await startConsole({ staticDir: await builtRenderer() })
    const nonces = await Promise.all(
      ['/', '/orgs/acme/teams', '/index'].map(async (path) => {
        const answer = await fetch(url + path)
        expect(answer.status).toBe(200)
        expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
        expect(answer.headers.get('cache-control')).toBe('no-store')
        const nonce = /<head><meta property="csp-nonce" nonce="([\w-]+)">/.exec(await answer.text())?.[1]
        expect(answer.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`)
        return nonce
      }),
    )
    expect(new Set(nonces).size).toBe(3)
  })

  it('has its hashed assets cached for good and the rest asked for again', async () => {
    const { url } = await startConsole({ staticDir: await builtRenderer() })
    const script = await fetch(`${url}/assets/index-B4x_9aQz.js`)
    expect(script.headers.get('content-type')).toMatch(/^text\/javascript/)
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    const icon = await fetch(`${url}/icon.svg`)
    expect(icon.headers.get('content-type')).toBe('image/svg+xml')
    expect(icon.headers.get('cache-control')).toBe('no-cache')
  })

  it.each(['/assets/gone-12345678.js', '/passwd.txt', '/console/nothing', '/assets/..%2f..%2fetc%2fpasswd.txt', '/index.html.map'])(
    'is not served for %s, which is nothing',
    async (path) => {
      const { url } = await startConsole({ staticDir: await builtRenderer() })
      expect((await fetch(url + path)).status).toBe(404)
    },
  )

  it('X5: that has not been built says so, and how to build it', async () => {
    const { url } = await startConsole({ staticDir: '/nowhere/at/all' })
    const answer = await fetch(`${url}/`)
    expect(answer.status).toBe(503)
    expect(await answer.text()).toMatch(/not been built.*npm start/)
  })
})

it('X5: a console port that is taken is said in words', async () => {
  const { port } = await startConsole()
  await expect(startConsole({ port })).rejects.toMatchObject({
    name: 'ListenError',
    reason: 'port-taken',
    message: expect.stringContaining(`${port}`) as string,
  })
})
