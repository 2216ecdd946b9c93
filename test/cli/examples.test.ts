import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest'
import { type ScimClient, scimClient } from '../support/scim-client.ts'
import { type Service, startService } from './process.ts'
import { muster } from './terminal.ts'

const WHICH_TEAMS = path.resolve(import.meta.dirname, '../../examples/which-teams.mjs')

let dir: string
let service: Service
let scim: ScimClient
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'muster-examples-'))
  service = await startService(dir)
  const { id } = await json<{ id: number }>('org', 'create', 'acme')
  const { token } = await json<{ token: string }>('token', 'issue', '--org', 'acme')
  scim = scimClient(`${service.scim}/api/orgs/${id}/scim/v2`, token)
  await scim.create('/Users', { userName: 'jane@example.com' })
})
afterEach(async () => {
  scim.close()
  service.child.kill('SIGKILL')
  await rm(dir, { recursive: true, force: true })
})

async function json<T>(...args: string[]): Promise<T> {
  const { status, out, err } = await muster([...args, '--json', '--data', dir])
  expect({ status, err }).toEqual({ status: 0, err: '' })
  return JSON.parse(out) as T
}

interface Started {
  readonly child: ChildProcess
  readonly lines: AsyncIterator<string>
  /** All of standard error. */
  readonly wrong: Promise<string>
}

function start(args: readonly string[], env: NodeJS.ProcessEnv): Started {
  const child = spawn(process.execPath, [WHICH_TEAMS, ...args], {
    env: { ...process.env, MUSTER_URL: service.scim, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const reader: Interface = createInterface({ input: child.stdout })
  return { child, lines: reader[Symbol.asyncIterator](), wrong: text(child.stderr) }
}

const next = async ({ lines }: Started): Promise<string> => String((await lines.next()).value)

it('S1, L5: an application asks which teams a person is in, is told of changes by signed webhooks, and takes no others', async () => {
  const { token } = await json<{ token: string }>('app-token', 'issue', 'which-teams')
  const jane = (await scim.get('/Users')).body.Resources[0]?.id ?? ''
  const group = await scim.create('/Groups', { displayName: 'Platform', members: [{ value: jane }] })
  await json('team', 'create', 'platform', '--org', 'acme')
  await json('team', 'link', 'platform', '--org', 'acme', '--group', 'Platform')

  const asking = start(['jane@example.com'], { MUSTER_APP_TOKEN: token })
  expect(await next(asking)).toBe('acme/platform\tprovisioning')
  expect((await asking.lines.next()).done).toBe(true)

  const port = await freePort()
  const { secret } = await json<{ secret: string }>('webhook', 'add', `http://127.0.0.1:${port}/`)
  const following = start(['jane@example.com', '--port', String(port)], { MUSTER_APP_TOKEN: token, MUSTER_WEBHOOK_SECRET: secret })
  expect(await next(following)).toBe('jane@example.com is in acme/platform (provisioning).')
  expect(await next(following)).toBe(`Listening on http://127.0.0.1:${port}/`)

  await scim.patch(`/Groups/${group}`, [{ op: 'remove', path: `members[value eq "${jane}"]` }])
  expect(await next(following)).toBe('After group.members-changed: left acme/platform.')
  await json('team', 'create', 'on-call', '--org', 'acme')
  await json('team', 'add-member', 'on-call', 'jane@example.com', '--org', 'acme')
  // Told of the team first, it may find the person in it already.
  expect(await next(following)).toMatch(/^After team\.[a-z-]+: joined acme\/on-call \(manual\)\.$/)

  expect(await forged(port, secret, { body: 'no JSON' })).toBe(400)
  expect(await forged(port, secret, {})).toBe(204)
  expect(await forged(port, secret, { key: 'whsec_c29tZW9uZSBlbHNl' })).toBe(401)
  expect(await forged(port, secret, { secondsAgo: 600 })).toBe(401)
  expect((await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}' })).status).toBe(401)
})

it('S1: with a token that Muster does not know it ends with what Muster said; without one it says where to get it', async () => {
  const wrong = start(['jane@example.com'], { MUSTER_APP_TOKEN: 'muster_app_wrong' })
  expect(await once(wrong.child, 'exit')).toEqual([1, null])
  expect(await wrong.wrong).toContain('Muster answered 401: ')
  const without = start(['jane@example.com'], {})
  expect(await once(without.child, 'exit')).toEqual([2, null])
  expect(await without.wrong).toContain('muster app-token issue NAME')
})

/** Posts a message as Muster would, but for what is given; resolves to the status. */
async function forged(
  port: number,
  secret: string,
  { key = secret, secondsAgo = 0, body = JSON.stringify({ type: 'team.updated', data: {} }) },
): Promise<number> {
  const timestamp = String(Math.floor(Date.now() / 1000) - secondsAgo)
  const signature = createHmac('sha256', Buffer.from(key.slice('whsec_'.length), 'base64'))
    .update(`x.${timestamp}.${body}`)
    .digest('base64')
  const headers = { 'webhook-id': 'x', 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
  return (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body })).status
}

/** A port that was free a moment ago: the webhook has to name it before the application listens. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
