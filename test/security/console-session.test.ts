import { afterEach, describe, expect, it } from 'vitest'
import { builtRenderer, closeAll, CONTROL_KEY, rpc, signIn, startConsole } from '../http/console-fixture.ts'
import { rawClient, rawExchange } from '../http/raw.ts'

afterEach(closeAll)

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const INTENT = { 'x-muster-console': '1' }
const code = async (answer: Response): Promise<unknown> => ((await answer.json()) as { error?: { code?: unknown } }).error?.code

describe('a sign-in link', () => {
  it('opens a session with a cookie that scripts and other sites cannot use', async () => {
    const { url, signInUrl } = await startConsole()
    const link = signInUrl()
    expect(link).toMatch(/\/sign-in\?code=[\w-]{43}$/)
    const answer = await fetch(link, { redirect: 'manual' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/')
    const [cookie] = answer.headers.getSetCookie()
    expect(cookie).toMatch(/^muster_session=[\w-]{43};/)
    expect(cookie?.split('; ').slice(1).toSorted()).toEqual(['HttpOnly', 'Max-Age=43200', 'Path=/', 'SameSite=Strict'])
    expect((await rpc(url, { cookie: cookie?.split(';')[0] ?? '', ...INTENT })).status).toBe(200)
  })

  it('works once', async () => {
    const { signInUrl } = await startConsole()
    const link = signInUrl()
    await fetch(link, { redirect: 'manual' })
    const again = await fetch(link, { redirect: 'manual' })
    expect(again.status).toBe(403)
    expect(again.headers.getSetCookie()).toEqual([])
    expect(await again.text()).toMatch(/works once.*muster console/s)
  })

  it('is not spent by a preview that asks with HEAD', async () => {
    const { signInUrl } = await startConsole()
    const link = signInUrl()
    await fetch(link, { method: 'HEAD', redirect: 'manual' })
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(303)
  })

  it('works for ten minutes', async () => {
    const { signInUrl, time } = await startConsole()
    const [early, late] = [signInUrl(), signInUrl()]
    time.now += 10 * MINUTE - 1
    expect((await fetch(early, { redirect: 'manual' })).status).toBe(303)
    time.now += 1
    expect((await fetch(late, { redirect: 'manual' })).status).toBe(403)
  })

  it('cannot be guessed or left out', async () => {
    const { url } = await startConsole()
    for (const path of ['/sign-in', '/sign-in?code=', `/sign-in?code=${'A'.repeat(43)}`]) expect((await fetch(url + path)).status).toBe(403)
  })

  it('is given afresh to the holder of the control key, and to nobody else', async () => {
    const { url, signInUrl } = await startConsole()
    const ask = (headers: Record<string, string>) => fetch(`${url}/console/sign-in-link`, { method: 'POST', headers })
    const answer = await ask({ authorization: `Bearer ${CONTROL_KEY}` })
    const { value } = (await answer.json()) as { value: { url: string } }
    expect((await fetch(value.url, { redirect: 'manual' })).status).toBe(303)
    expect((await ask({})).status).toBe(401)
    expect((await ask({ cookie: await signIn(signInUrl()), ...INTENT })).status).toBe(403)
  })
})

describe('a session', () => {
  it('ends twelve hours after it was last used', async () => {
    const { url, signInUrl, time } = await startConsole()
    const cookie = await signIn(signInUrl())
    const ask = () => rpc(url, { cookie, ...INTENT })
    time.now += 11 * HOUR
    const refreshed = await ask()
    expect(refreshed.status).toBe(200)
    expect(refreshed.headers.getSetCookie()[0]).toMatch(/^muster_session=.*Max-Age=43200;/)
    time.now += 11 * HOUR
    expect((await ask()).status).toBe(200)
    time.now += 12 * HOUR
    const ended = await ask()
    expect(ended.status).toBe(401)
    expect(await code(ended)).toBe('signed_out')
  })

  it('ends when it is signed out, and the cookie goes', async () => {
    const { url, signInUrl } = await startConsole()
    const cookie = await signIn(signInUrl())
    const answer = await fetch(`${url}/console/sign-out`, { method: 'POST', headers: { cookie, ...INTENT } })
    expect(answer.headers.getSetCookie()[0]).toMatch(/^muster_session=; Max-Age=0;/)
    expect((await rpc(url, { cookie, ...INTENT })).status).toBe(401)
  })

  it.each(['', 'muster_session=', 'muster_session=x', `muster_session=${'A'.repeat(43)}`])(
    'is not opened by the cookie "%s"',
    async (cookie) => {
      const { url, door } = await startConsole()
      const answer = await rpc(url, { cookie, ...INTENT })
      expect(answer.status).toBe(401)
      expect(await code(answer)).toBe('signed_out')
      expect((await fetch(`${url}/console/events`, { headers: { cookie } })).status).toBe(401)
      expect(door.calls).toEqual([])
    },
  )
})

describe('a page of another origin, in a browser that is signed in', () => {
  it.each([
    ['without the header that only the console sends', {}],
    ['from another site', { ...INTENT, origin: 'https://evil.example' }],
    ['from another local port', { ...INTENT, origin: 'http://127.0.0.1:3000' }],
    ['from a sandboxed frame', { ...INTENT, origin: 'null' }],
    ['marked cross-site', { ...INTENT, 'sec-fetch-site': 'cross-site' }],
    ['marked same-site', { ...INTENT, 'sec-fetch-site': 'same-site' }],
    ['naming another actor', { ...INTENT, 'x-muster-actor': 'somebody' }],
  ])('%s gets nothing done', async (_name, headers: Record<string, string>) => {
    const { url, signInUrl, door } = await startConsole()
    const cookie = await signIn(signInUrl())
    const answer = await rpc(url, { cookie, ...headers })
    expect(answer.status).toBe(403)
    expect(await code(answer)).toBe('forbidden')
    expect(door.calls).toEqual([])
  })

  it('gets no events', async () => {
    const { url, signInUrl } = await startConsole()
    const cookie = await signIn(signInUrl())
    expect((await fetch(`${url}/console/events`, { headers: { cookie, origin: 'http://127.0.0.1:3000' } })).status).toBe(403)
  })

  it('gets no CORS header, asked for or not', async () => {
    const { url } = await startConsole()
    const asked = {
      origin: 'https://evil.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'x-muster-console',
    }
    for (const method of ['OPTIONS', 'GET', 'POST']) {
      const answer = await fetch(`${url}/console/rpc/teams.list`, { method, headers: asked })
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })

  it('but the console itself gets through, by any of its names', async () => {
    const { url, port, signInUrl } = await startConsole()
    const cookie = await signIn(signInUrl())
    expect((await rpc(url, { cookie, ...INTENT, origin: url, 'sec-fetch-site': 'same-origin' })).status).toBe(200)
    const other = `http://localhost:${port}`
    expect((await rpc(other, { cookie, ...INTENT, origin: other })).status).toBe(200)
    expect((await rpc(other, { cookie, ...INTENT, origin: url })).status).toBe(403)
  })
})

describe('the control key', () => {
  it.each(['Bearer wrong', 'Bearer ', 'Bearer', `Basic ${CONTROL_KEY}`, CONTROL_KEY, `Bearer ${CONTROL_KEY}x`])(
    'is not "%s", and a session does not make up for it',
    async (authorization) => {
      const { url, signInUrl, door } = await startConsole()
      const cookie = await signIn(signInUrl())
      expect((await rpc(url, { authorization, cookie, ...INTENT })).status).toBe(401)
      expect(door.calls).toEqual([])
    },
  )
})

describe('Host', () => {
  it.each(['evil.example', 'evil.example:PORT', '127.0.0.1', 'localhost:1', '127.0.0.1.nip.io:PORT', '192.168.1.10:PORT'])(
    '%s is refused on every route (DNS rebinding)',
    async (template) => {
      const { port, signInUrl } = await startConsole({ staticDir: await builtRenderer() })
      const host = template.replace('PORT', String(port))
      const { pathname, search } = new URL(signInUrl())
      for (const path of ['/', '/healthz', pathname + search, '/console/events', '/assets/index-B4x_9aQz.js']) {
        const answer = await rawExchange(port, [
          `GET ${path} HTTP/1.1`,
          `Host: ${host}`,
          `Authorization: Bearer ${CONTROL_KEY}`,
          'Connection: close',
        ])
        expect(answer).toMatch(/^HTTP\/1.1 421 /)
        expect(answer).not.toMatch(/set-cookie/i)
      }
    },
  )

  it.each([[[]], [['a b']], [['localhost', 'localhost']]])('%j is refused as no Host at all', async (hosts) => {
    const { port } = await startConsole()
    const answer = await rawExchange(port, ['GET / HTTP/1.1', ...hosts.map((host) => `Host: ${host}`), 'Connection: close'])
    expect(answer).toMatch(/^HTTP\/1.1 400 /)
  })

  it('is not got around by a target in absolute form', async () => {
    const { port, host } = await startConsole()
    expect(await rawExchange(port, [`GET http://evil.example/healthz HTTP/1.1`, `Host: ${host}`, 'Connection: close'])).toMatch(
      /^HTTP\/1.1 400 /,
    )
  })
})

describe('every answer', () => {
  it('carries the strict policy, whoever composed it', async () => {
    const { url, port, host, signInUrl } = await startConsole({ staticDir: await builtRenderer() })
    const paths = [
      '/',
      '/nothing.txt',
      '/healthz',
      '/console/events',
      '/sign-in?code=x',
      '/assets/index-B4x_9aQz.js',
      new URL(signInUrl()).pathname,
    ]
    for (const path of paths) {
      const { headers } = await fetch(url + path, { redirect: 'manual' })
      const policy = headers.get('content-security-policy')
      expect({ path, policy }).toEqual({
        path,
        policy: expect.stringMatching(/^default-src 'none'; script-src 'self'; style-src 'self'/) as string,
      })
      expect(policy).not.toMatch(/unsafe|\*|https?:/)
      expect({ path, ...Object.fromEntries(headers) }).toMatchObject({
        path,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'permissions-policy': expect.stringContaining('camera=()') as string,
      })
    }
    for (const lines of [
      ['nonsense'],
      ['GET / HTTP/1.1', 'Host: evil.example'],
      ['GET /%zz HTTP/1.1', `Host: ${host}`, 'Connection: close'],
    ])
      expect(await rawExchange(port, lines)).toMatch(/content-security-policy: default-src 'none'/i)
  })

  it('says nothing of what the service is made of', async () => {
    const { url } = await startConsole()
    const answer = await fetch(`${url}/nothing.txt`)
    expect([...answer.headers.keys()]).not.toContain('x-powered-by')
    expect([...answer.headers.keys()]).not.toContain('server')
  })
})

it('policy violations that browsers report are counted and logged on one line, a few of them', async () => {
  const { url, cspReports, reported } = await startConsole()
  expect(cspReports()).toBe(0)
  const report = {
    method: 'POST',
    body: '{"csp-report":{\n"blocked-uri":"inline"}}',
    headers: { 'content-type': 'application/csp-report' },
  }
  for (let i = 0; i < 30; i += 1) await fetch(`${url}/console/csp-report`, report)
  expect(cspReports()).toBe(30)
  expect(reported).toHaveLength(20)
  expect(reported[0]).toMatch(/^content security policy violation: .*blocked-uri/)
  expect(reported[0]).not.toContain('\n')
  expect((await fetch(`${url}/console/csp-report`, { ...report, body: 'x'.repeat(20_000) })).status).toBe(413)
  expect((await fetch(`${url}/console/csp-report`)).status).toBe(401)
})

it.each(['0.0.0.0', '::', '192.168.1.10'])('E8: the console does not listen on %s at all', async (host) => {
  await expect(startConsole({ host })).rejects.toMatchObject({ name: 'ListenError', reason: 'insecure-address' })
})

it('a slow client is cut off', { timeout: 15_000 }, async () => {
  const { port } = await startConsole()
  const client = await rawClient(port)
  client.send('POST /console/rpc/teams.list HTTP/1.1\r\nHost: 127')
  expect(await client.closed()).toMatch(/^HTTP\/1.1 408 /)
})
