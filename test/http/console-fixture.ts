import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listenConsole } from '../../src/main/http/console-listener.ts'
import type { ConsoleListenerOptions } from '../../src/main/http/console-listener.ts'
import { testDoor } from './door.ts'

export const CONTROL_KEY = 'k'.repeat(43)
export const METRICS_TOKEN = 'm'.repeat(43)
export const OWNER = { kind: 'person', name: 'owner' } as const

const closers: (() => Promise<unknown>)[] = []
export async function closeAll(): Promise<void> {
  await Promise.all(closers.splice(0).map((close) => close()))
}

/** A console listener on a free port, whose clock stands still until a test moves it. */
export async function startConsole(options: Partial<ConsoleListenerOptions> = {}) {
  const time = { now: 1_750_000_000_000 }
  const reported: string[] = []
  const door = testDoor()
  const listener = await listenConsole({
    host: '127.0.0.1',
    port: 0,
    door,
    staticDir: null,
    actor: OWNER,
    controlKey: CONTROL_KEY,
    health: () => ({ live: true, ready: true, detail: 'running' }),
    metrics: { token: METRICS_TOKEN, read: async () => 'muster_up 1\n' },
    clock: () => time.now,
    random: randomBytes,
    report: (entry) => reported.push(entry),
    ...options,
  })
  closers.push(() => listener.close(0))
  return { ...listener, door, reported, time, host: `127.0.0.1:${listener.port}` }
}

/** Spends a sign-in link and gives the session cookie, as `name=value`. */
export async function signIn(link: string): Promise<string> {
  const answer = await fetch(link, { redirect: 'manual' })
  return (answer.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
}

export async function rpc(url: string, headers: Record<string, string>, body = '{}', method = 'organizations.list'): Promise<Response> {
  return fetch(`${url}/console/rpc/${method}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
}

/** A folder as the build leaves it, with a link that leads out of it. */
export async function builtRenderer(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'muster-static-'))
  closers.push(() => rm(dir, { recursive: true, force: true }))
  await mkdir(join(dir, 'assets'))
  await writeFile(join(dir, 'index.html'), '<!doctype html><html><head><title>Muster</title></head><body></body></html>')
  await writeFile(join(dir, 'assets', 'index-B4x_9aQz.js'), 'export {}')
  await writeFile(join(dir, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  await writeFile(join(dir, '.secret.json'), '{}')
  await symlink('/etc/passwd', join(dir, 'passwd.txt'))
  return dir
}
