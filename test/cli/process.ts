import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Run } from './terminal.ts'

const MUSTER = resolve(import.meta.dirname, '../../bin/muster.mjs')

/** Runs `muster` as a person would, in a process of its own. */
export function musterProcess(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
  return new Promise((done) => {
    execFile(process.execPath, [MUSTER, ...args], { env: { ...process.env, ...env } }, (error, out, err) => {
      done({ status: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out: out.trimEnd(), err: err.trimEnd() })
    })
  })
}

export interface Service {
  readonly child: ChildProcess
  readonly scim: string
  readonly console: string
  readonly dataDir: string
  readonly signIn: string
  /** Sends the signal and resolves to the exit status, or to the signal when it killed the process. */
  stop(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals | null>
}

/** `muster serve --json` on free ports, once it says that it is ready. */
export async function startService(dataDir: string, args: readonly string[] = []): Promise<Service> {
  const child = spawn(
    process.execPath,
    [MUSTER, 'serve', '--json', '--scim-port', '0', '--console-port', '0', '--data', dataDir, ...args],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => text as string),
    ended.then(([code, signal]) => {
      throw new Error(`muster serve ended with ${code ?? signal} before it was ready`)
    }),
  ])
  const ready = JSON.parse(line) as Omit<Service, 'child' | 'stop'>
  return {
    ...ready,
    child,
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      const [code, killedBy] = await ended
      return code ?? killedBy
    },
  }
}

/** `muster serve` as a person starts it, once it has said all that it says. */
export async function startForPeople(
  dataDir: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ readonly child: ChildProcess; readonly said: string; readonly stop: () => Promise<number | null> }> {
  const argv = [MUSTER, 'serve', '--scim-port', '0', '--console-port', '0', '--data', dataDir, ...args]
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...env } })
  const ended = once(child, 'exit') as Promise<[number | null]>
  let said = ''
  for await (const line of createInterface({ input: child.stdout })) {
    said += `${line}\n`
    if (line.includes('Ctrl+C')) break
  }
  return {
    child,
    said,
    async stop() {
      child.kill('SIGTERM')
      return (await ended)[0]
    },
  }
}
