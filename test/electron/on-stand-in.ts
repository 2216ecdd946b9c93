import { spawn } from 'node:child_process'
import path from 'node:path'
import { chromium } from '@playwright/test'
import type { Browser, Page } from '@playwright/test'
import type * as Electron from 'electron'
import { ensureChromium } from '../support/chromium.ts'
import { isConsole } from './console-page.ts'
import type { Shell } from './shell.ts'

const root = path.resolve(import.meta.dirname, '..', '..')

type Said = { endpoint: string } | { id: number; value: unknown } | { id: number; error: string }

export async function launchOnStandIn(args: readonly string[]): Promise<Shell> {
  const program = await ensureChromium()
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'standin', 'main.ts'), program, root, ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: { ...process.env, CHROMIUM_PATH: program },
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()))

  const endpoint = Promise.withResolvers<string>()
  const asked = new Map<number, PromiseWithResolvers<unknown>>()
  child.on('message', (said: Said) => {
    if ('endpoint' in said) endpoint.resolve(said.endpoint)
    else if ('error' in said) asked.get(said.id)?.reject(new Error(said.error))
    else asked.get(said.id)?.resolve(said.value)
  })
  child.once('exit', (code) => {
    const gone = new Error(`the app has ended with ${code}:\n${errors}`)
    endpoint.promise.catch(() => undefined)
    endpoint.reject(gone)
    for (const { reject } of asked.values()) reject(gone)
  })

  let browser: Promise<Browser> | undefined
  return {
    async evaluate<R, A>(work: (electron: typeof Electron, arg: A) => R | Promise<R>, arg?: A): Promise<R> {
      const answer = Promise.withResolvers<unknown>()
      const id = asked.size
      asked.set(id, answer)
      child.send({ id, work: work.toString(), arg }, (error) => error && answer.reject(error))
      return (await answer.promise) as R
    },
    async window(): Promise<Page> {
      // Its defaults (downloads, focus, media) would hide from the test what the shell does.
      browser ??= endpoint.promise.then((url) => chromium.connectOverCDP(url, { noDefaults: true, isLocal: true }))
      const [context] = (await browser).contexts()
      if (context === undefined) throw new Error('Chromium has no context')
      return context.pages().find(isConsole) ?? context.waitForEvent('page', { predicate: arrivesAtConsole })
    },
    exited,
    process: child,
    errors: () => errors,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

async function arrivesAtConsole(page: Page): Promise<boolean> {
  await page.waitForURL((url) => url.protocol !== 'about:')
  return isConsole(page)
}
