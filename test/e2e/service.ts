import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'

const root = path.resolve(import.meta.dirname, '../..')

/** A real headless service on a data folder of its own, as `npm start` would run it. */
export interface RunningService {
  readonly scim: string
  readonly console: string
  readonly dataDir: string
  /** A fresh one-time link into the console. */
  signInLink(): Promise<string>
  /** Runs the `muster` command on the same data folder and returns what it printed as JSON. */
  muster<T>(...args: string[]): Promise<T>
  stop(): Promise<void>
}

interface Ready {
  readonly scim: string
  readonly console: string
  readonly dataDir: string
}

type Muster = RunningService['muster']

/** `prepare` has the data folder and the command to itself before the service starts. */
export async function startService(prepare?: (dataDir: string, muster: Muster) => Promise<void>): Promise<RunningService> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'muster-e2e-'))
  const muster: Muster = async <T>(...args: string[]) => JSON.parse(await printed([...args, '--data', dataDir, '--json'])) as T
  await prepare?.(dataDir, muster)
  const child = run('serve', '--data', dataDir, '--scim-port', '0', '--console-port', '0', '--json')
  child.stderr?.pipe(process.stderr)
  const ready = await firstLine(child)
  return {
    ...ready,
    signInLink: async () =>
      (await printed(['console', '--data', dataDir]))
        .trim()
        .split(/\s+/)
        .find((word) => word.startsWith('http')) ?? '',
    muster,
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function run(...args: string[]): ChildProcess {
  return spawn(process.execPath, [path.join(root, 'bin/muster.mjs'), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function firstLine(child: ChildProcess): Promise<Ready> {
  if (child.stdout === null) throw new Error('the service was started without a pipe to read from')
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line) as Ready
  throw new Error('the service ended before it was ready')
}

async function printed(args: string[]): Promise<string> {
  const child = run(...args)
  let out = ''
  let wrong = ''
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (wrong += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number]
  if (code !== 0) throw new Error(`muster ${args.join(' ')} failed: ${wrong}`)
  return out
}
