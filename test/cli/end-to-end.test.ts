import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { lockFolder } from '../../src/main/store/database/folder-lock.ts'
import { rawClient } from '../http/raw.ts'
import { musterProcess, startForPeople, startService } from './process.ts'
import type { Service } from './process.ts'
import { muster } from './terminal.ts'

let dir: string
let service: Service | undefined
const children: ChildProcess[] = []
beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'muster-e2e-')), 'data')
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  service = undefined
  await rm(join(dir, '..'), { recursive: true, force: true })
})

/** Runs a command that must succeed, in this process, and gives what it printed as JSON. */
async function json<T>(...args: string[]): Promise<T> {
  const { status, out, err } = await muster([...args, '--json', '--data', dir])
  expect({ status, err }).toEqual({ status: 0, err: '' })
  return JSON.parse(out) as T
}

async function serving(...args: string[]): Promise<Service> {
  service = await startService(dir, args)
  children.push(service.child)
  return service
}

interface Issued {
  token: string
  endpoint: string
  mounts: { okta: string; entra: string; integration: string }
}

/** What an identity provider would do with the endpoint and token that it was given. */
function identityProvider({ token, mounts }: Issued, { scim }: Service) {
  const base = scim + new URL(mounts.entra).pathname
  return async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(base + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await answer.text()
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as { id: string } }
  }
}

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'

interface Entry {
  id: string
  time: string
}

describe('the whole path, from a terminal', () => {
  it('G1, D1, G9, D5, L1, L2: works the same with and without a running service', async () => {
    const organization = await json<{ id: number; slug: string }>('org', 'create', 'Acme')
    expect(organization).toMatchObject({ id: expect.any(Number) as number, slug: 'acme', name: 'Acme' })
    const issued = await json<Issued>('token', 'issue', '--org', 'acme')
    expect(Object.keys(issued.mounts).toSorted()).toEqual(['entra', 'integration', 'okta'])
    expect(issued.mounts.okta).toMatch(new RegExp(`/api/orgs/${organization.id}/scim/v2$`))

    const push = identityProvider(issued, await serving())
    const ada = await push('POST', '/Users', { schemas: [USER], userName: 'ada@acme.example', displayName: 'Ada' })
    const group = await push('POST', '/Groups', { schemas: [GROUP], displayName: 'Platform Engineers', members: [{ value: ada.body.id }] })
    expect([ada.status, group.status]).toEqual([201, 201])

    const manual = await json('group', 'add', 'Ops', '--org', 'ACME', '--label', 'on call')
    expect(manual).toMatchObject({ displayName: 'Ops', source: 'manual', label: 'on call' })
    expect(await json('team', 'create', 'platform', '--org', 'acme')).toMatchObject({ name: 'platform', group: null })
    const linked = await json('team', 'link', 'PLATFORM', '--org', 'acme', '--group', 'platform engineers')
    expect(linked).toMatchObject({ name: 'platform', group: { displayName: 'Platform Engineers' } })
    const member = { userId: ada.body.id, userName: 'ada@acme.example', displayName: 'Ada', active: true, origins: ['provisioning'] }
    expect(await json('team', 'show', 'platform', '--org', 'acme')).toMatchObject({ name: 'platform', members: [member] })

    expect((await push('DELETE', `/Groups/${group.body.id}`)).status).toBe(204)
    const asked = [
      'org list',
      'orphans --org acme',
      'team show platform --org acme',
      'audit',
      'audit --org acme --limit 2',
      'log --org acme',
    ]
    const running = await Promise.all(asked.map((words) => json(...words.split(' '))))
    const [, orphans, team, audit, two, log] = running as [unknown, Entry[], { members: unknown[] }, Entry[], Entry[], Entry[]]
    expect(orphans).toEqual([
      expect.objectContaining({
        name: 'platform',
        group: 'Platform Engineers',
        cause: 'scim-delete',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
        purgedMembers: [expect.objectContaining({ userId: ada.body.id, userName: 'ada@acme.example', origin: 'provisioning' })],
      }),
    ])
    expect(team.members).toEqual([])
    expect(audit.map(({ time }) => time)).toEqual(
      audit
        .map(({ time }) => time)
        .toSorted()
        .toReversed(),
    )
    expect(two).toEqual(audit.filter((event) => 'organizationId' in event && event.organizationId === organization.id).slice(0, 2))
    expect(JSON.stringify(audit)).toContain(JSON.stringify({ kind: 'person', name: userInfo().username }))
    expect(log.map((entry) => ('method' in entry ? entry.method : undefined))).toEqual(['DELETE', 'POST', 'POST'])
    expect(JSON.stringify(running)).not.toContain(issued.token)

    expect(await service?.stop()).toBe(0)
    expect(await Promise.all(asked.map((words) => json(...words.split(' '))))).toEqual(running)
  })

  it('reads as well for people', async () => {
    const say = async (...args: string[]): Promise<string> => (await muster([...args, '--data', dir])).out
    expect(await say('org', 'create', 'Acme')).toMatch(
      /^Created the organization Acme \(slug acme, id \d+\)\.\nNext: muster token issue --org acme$/,
    )
    expect(await say('org', 'list')).toMatch(/^SLUG {2}NAME {2}ID {2}USERS {2}GROUPS {2}TEAMS {2}ORPHANED\nacme {2}Acme/)
    expect(await say('token', 'issue', '--org', 'Acme')).toMatch(
      /^Token, shown this once:\n\n\S+\n\nIt does not expire\..*\n\nENDPOINT FOR +URL\n/,
    )
    expect(await say('group', 'add', 'Ops', '--org', 'acme')).toBe('Added the group Ops to the catalog of Acme.')
    expect(await say('team', 'create', 'ops', '--org', 'acme', '--group', 'ops')).toBe(
      'Created the team ops in Acme. Its members follow the group Ops.',
    )
    expect(await say('team', 'show', 'ops', '--org', 'acme')).toBe(
      'Team ops\nManaged in the identity provider, by the group Ops.\n\nIt has no members.',
    )
    expect(await say('orphans', '--org', 'acme')).toBe('Acme has no orphaned teams.')
    expect(await say('log')).toBe('No SCIM request has arrived yet.')
    expect(await say('audit', '--limit', '1')).toMatch(/^TIME +ORGANIZATION +WHO +ACTION +TARGET +CORRELATION\n\S+ \S+Z +Acme /)
  })

  it('T3: issuing again makes the token before it useless at once, also behind the back of a running service', async () => {
    await json('org', 'create', 'Acme')
    const first = await json<Issued>('token', 'issue', '--org', 'acme')
    const running = await serving()
    const second = await json<Issued>('token', 'issue', '--org', 'acme')
    expect((await identityProvider(first, running)('GET', '/Users')).status).toBe(401)
    expect((await identityProvider(second, running)('GET', '/Users')).status).toBe(200)
    expect(second.endpoint.startsWith(running.scim)).toBe(true)
  })
})

describe('what cannot be done is said in one sentence, with status 1', () => {
  const refused = async (...args: string[]): Promise<string> => {
    const { status, out, err } = await muster([...args, '--data', dir])
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toMatch(/^muster: [^\n]+$/)
    return err
  }

  it('names that nothing has', async () => {
    await json('org', 'create', 'Acme')
    await json('team', 'create', 'ops', '--org', 'acme')
    expect(await refused('orphans', '--org', 'umbrella')).toBe('muster: There is no organization "umbrella". There is acme.')
    expect(await refused('team', 'show', 'dev', '--org', 'acme')).toMatch(/There is no team "dev" in Acme\./)
    expect(await refused('team', 'link', 'ops', '--org', 'acme', '--group', 'Dev')).toMatch(/There is no group "Dev" in Acme\./)
  })

  it('D6: a name that breaks the rule, and one that is taken', async () => {
    expect(await refused('org', 'create', '-')).toMatch(/2 to 39 letters/)
    await json('org', 'create', 'Acme')
    expect(await refused('org', 'create', 'acme')).toMatch(/acme/i)
  })

  it('a folder without data is neither read nor begun, except by "org create"', async () => {
    for (const words of [
      'org list',
      'audit',
      'log',
      'orphans --org a',
      'token issue --org a',
      'group add x --org a',
      'team create x --org a',
    ])
      expect(await refused(...words.split(' '))).toContain(`There is no Muster data in ${dir}. Begin with "muster org create NAME"`)
    expect(existsSync(dir)).toBe(false)
    await json('org', 'create', 'Acme')
    expect(existsSync(dir)).toBe(true)
  })

  it('a folder that another process holds and does not answer for', async () => {
    await json('org', 'create', 'Acme')
    const lock = lockFolder(dir)
    try {
      expect(await refused('org', 'list')).toMatch(/locked by another Muster that does not answer.*--data/)
    } finally {
      lock.release()
    }
  })

  it('also from a process of its own, without a stack', async () => {
    const run = await musterProcess(['orphans', '--org', 'a', '--data', dir])
    expect(run).toMatchObject({ status: 1, out: '' })
    expect(run.err).toMatch(/^muster: There is no Muster data in [^\n]+$/)
    expect((await musterProcess(['orphans'])).status).toBe(2)
  })
})

it('commands that run at the same time wait for each other', async () => {
  await json('org', 'create', 'Acme')
  const runs = await Promise.all(['Ops', 'Dev', 'Sec'].map((name) => musterProcess(['group', 'add', name, '--org', 'acme', '--data', dir])))
  expect(runs.map(({ status, err }) => ({ status, err }))).toEqual(runs.map(() => ({ status: 0, err: '' })))
  expect(await json('org', 'list')).toMatchObject([{ counts: { groups: 3 } }])
})

it('no proxy that the environment names sees what the command line and the service say to each other', async () => {
  await json('org', 'create', 'Acme')
  await serving()
  const asked: string[] = []
  const proxy = createServer((req, res) => {
    asked.push(req.url ?? '')
    res.end()
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const env = { NODE_USE_ENV_PROXY: '1', http_proxy: url, HTTP_PROXY: url, no_proxy: '', NO_PROXY: '' }
  const run = await musterProcess(['console', '--data', dir], env)
  proxy.close()
  expect(run).toMatchObject({ status: 0, err: '' })
  expect(asked).toEqual([])
})

describe('muster serve', () => {
  it('says in one line where it is, keeps its key to its owner, and leaves nothing behind when it is stopped', async () => {
    const running = await serving()
    expect(running).toMatchObject({
      scim: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
      console: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
      dataDir: dir,
    })
    expect((await fetch(running.signIn, { redirect: 'manual' })).status).toBe(303)
    expect((await fetch(`${running.console}/readyz`)).status).toBe(200)
    const control = join(dir, 'control.json')
    expect((await stat(control)).mode & 0o777).toBe(0o600)
    const { key } = JSON.parse(await readFile(control, 'utf8')) as { key: string }
    expect(key).toMatch(/^[\w-]{43}$/)
    expect(await running.stop('SIGTERM')).toBe(0)
    expect(existsSync(control)).toBe(false)
  })

  it('answers a push that is half sent when it is told to stop, and keeps what it answered', async () => {
    await json('org', 'create', 'Acme')
    const { token, mounts } = await json<Issued>('token', 'issue', '--org', 'acme')
    const running = await serving()
    const body = JSON.stringify({ schemas: [GROUP], displayName: 'Ops' })
    const { port, host } = new URL(running.scim)
    const client = await rawClient(Number(port))
    const path = `${new URL(mounts.okta).pathname}/Groups`
    client.send(`POST ${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/scim+json\r\n`)
    client.send(`Content-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`)
    await vi.waitUntil(() => client.socket.bytesWritten > 100)
    const stopped = running.stop('SIGTERM')
    await vi.waitUntil(() =>
      fetch(running.scim).then(
        () => false,
        () => true,
      ),
    )
    client.send(body.slice(10))
    expect(await client.closed()).toMatch(/^HTTP\/1.1 201 [^]*connection: close/i)
    expect(await stopped).toBe(0)
    expect(await json('org', 'list')).toMatchObject([{ counts: { groups: 1 } }])
  })

  it.skipIf(process.platform !== 'linux').each([
    ['opens the console in the browser where there is a desktop', { DISPLAY: ':0', CI: '' }, [], 1],
    ['opens nothing where there is none', { DISPLAY: undefined, WAYLAND_DISPLAY: undefined, CI: '' }, [], 0],
    ['opens nothing in continuous integration', { DISPLAY: ':0', CI: 'true' }, [], 0],
    ['opens nothing when told not to', { DISPLAY: ':0', CI: '' }, ['--no-open'], 0],
  ])('%s', async (_name, env: NodeJS.ProcessEnv, args, times) => {
    const place = join(dir, '..')
    const opened = join(place, 'opened')
    await writeFile(join(place, 'xdg-open'), `#!/bin/sh\necho "$1" >> ${opened}\n`, { mode: 0o755 })
    const { child, said, stop } = await startForPeople(dir, args, { ...env, PATH: `${place}:${process.env['PATH']}` })
    children.push(child)
    expect(said).toMatch(times === 1 ? /Sign in +opened in your browser/ : /Sign in +http:\/\/127.0.0.1:\d+\/sign-in\?code=/)
    if (times === 1) await vi.waitUntil(() => existsSync(opened), { timeout: 5_000 })
    expect(await stop()).toBe(0)
    const links = existsSync(opened) ? (await readFile(opened, 'utf8')).trim().split('\n') : []
    expect(links).toEqual(
      Array.from({ length: times }, () => expect.stringMatching(/^http:\/\/127.0.0.1:\d+\/sign-in\?code=[\w-]{43}$/) as string),
    )
  })

  it.each(['SIGINT', 'SIGHUP'] as const)('drains on %s too', async (signal) => {
    expect(await (await serving()).stop(signal)).toBe(0)
  })

  it('that was killed leaves a folder that the command line and the next service use', async () => {
    await json('org', 'create', 'Acme')
    expect(await (await serving()).stop('SIGKILL')).toBe('SIGKILL')
    expect(existsSync(join(dir, 'control.json'))).toBe(true)
    expect(await json('org', 'list')).toMatchObject([{ slug: 'acme' }])
    await serving()
    expect(await json('org', 'list')).toMatchObject([{ slug: 'acme' }])
  })

  it('X5: says that a port is taken, and does not half-start', async () => {
    const running = await serving()
    const other = join(dir, '..', 'other')
    for (const taken of ['scim', 'console'] as const) {
      const ports = { scim: '0', console: '0', [taken]: new URL(running[taken]).port }
      const run = await musterProcess(['serve', '--scim-port', ports.scim, '--console-port', ports.console, '--data', other, '--json'])
      expect(run).toMatchObject({ status: 1, out: '' })
      expect(run.err).toMatch(
        new RegExp(`^muster: Port ${ports[taken]} on 127.0.0.1 is taken, so .* another program[^\\n]*choose another port[^\\n]*$`),
      )
      expect(existsSync(join(other, 'control.json'))).toBe(false)
    }
  })

  it('X5: says that the folder is in use', async () => {
    await serving()
    const run = await musterProcess(['serve', '--scim-port', '0', '--console-port', '0', '--data', dir, '--json'])
    expect(run).toMatchObject({ status: 1, out: '' })
    expect(run.err).toMatch(/^muster: Another Muster is already using the data folder [^\n]+$/)
  })

  it('E8: refuses an address that others can reach, unless told that this is meant', async () => {
    const args = ['serve', '--host', '0.0.0.0', '--scim-port', '0', '--console-port', '0', '--data', dir]
    const run = await musterProcess(args)
    expect(run).toMatchObject({ status: 1, out: '' })
    expect(run.err).toMatch(/without TLS.*--allow-insecure-address/)
    const running = await serving('--host', '0.0.0.0', '--allow-insecure-address')
    expect(running.scim).toMatch(/^http:\/\/127\.0\.0\.1:/)
  })
})
