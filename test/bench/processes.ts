import { type ChildProcess, execFile, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import type { Order, Ran } from './client.ts'
import type { Directory } from './directory.ts'
import type { Purged, Screens } from './report.ts'

const here = (file: string): string => join(import.meta.dirname, file)
const running = new Set<ChildProcess>()

function started(child: ChildProcess): ChildProcess {
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

/** Whatever was begun is ended with us. */
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')))

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the process has no output to read')
  const line = once(createInterface({ input: child.stdout }), 'line').then(([text]) => String(text))
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the process ended with ${String(code)} before it was ready`)
  })
  return Promise.race([line, ended])
}

export interface Server {
  readonly url: string
  /** Where the console is, and a one-time way into it; of Muster only. */
  readonly console?: string
  readonly signIn?: string
  /** ms of processor time that the process has used so far; NaN where the system does not tell. */
  cpu(): number
  stop(): Promise<void>
}

function server(child: ChildProcess, url: string): Server {
  return {
    url,
    cpu: () => processorTime(child.pid),
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Linux counts hundredths of a second, in user and in kernel mode. */
function processorTime(pid: number | undefined): number {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return Number.NaN
  const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** `muster serve` as anyone starts it; with a folder for CPU profiles, written when it ends. */
export async function startMuster(dataDir: string, profileDir: string | undefined): Promise<Server> {
  const profiling = profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`]
  const args = [...profiling, resolve('bin/muster.mjs'), 'serve', '--json', '--scim-port', '0', '--console-port', '0', '--data', dataDir]
  const child = started(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] }))
  const { scim, ...ready } = JSON.parse(await firstLine(child)) as { scim: string; console: string; signIn: string }
  return { ...server(child, scim), console: ready.console, signIn: ready.signIn }
}

export async function startBareHttp(): Promise<Server> {
  const child = started(spawn(process.execPath, [here('bare-http.ts')], { stdio: ['ignore', 'pipe', 'inherit'] }))
  return server(child, await firstLine(child))
}

export interface Client {
  run(order: Order): Promise<Ran | undefined>
  stop(): void
}

export function startClient(): Client {
  const child = started(fork(here('client.ts')))
  return {
    async run(order) {
      child.send(order)
      const [answer] = (await once(child, 'message')) as [{ ok: true; ran: Ran | undefined } | { ok: false; error: string }]
      if (!answer.ok) throw new Error(answer.error)
      return answer.ran
    },
    stop: () => void child.kill(),
  }
}

const execute = promisify(execFile)

export async function bareSqlite(folder: string, ms: number): Promise<{ insert: number; select: number }> {
  const { stdout } = await execute(process.execPath, [here('bare-sqlite.ts'), folder, String(ms)])
  return JSON.parse(stdout) as { insert: number; select: number }
}

export async function purges(folder: string, teams: number, members: number, rounds: number): Promise<Purged[]> {
  const { stdout } = await execute(process.execPath, [here('purge.ts'), folder, ...[teams, members, rounds].map(String)])
  return JSON.parse(stdout) as Purged[]
}

export async function screens(muster: Server, directory: Directory, rounds: number): Promise<Screens> {
  const { console = '', signIn = '' } = muster
  const args = [console, signIn, 'bench', muster.url + directory.mount, directory.token, String(rounds)]
  const { stdout } = await execute(process.execPath, [here('screens.ts'), ...args])
  return JSON.parse(stdout) as Screens
}

export async function fill(folder: string, users: number, sizes: readonly number[]): Promise<void> {
  const child = started(spawn(process.execPath, [here('fill.ts'), folder, String(users), sizes.join(',')], { stdio: 'inherit' }))
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`the fill ended with ${code}`)
}
