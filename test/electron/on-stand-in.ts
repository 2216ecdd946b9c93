import { spawn } from 'node:child_process'
import path from 'node:path'
import { chromium, expect } from '@playwright/test'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import type * as Electron from 'electron'
import { ensureChromium, findChromium } from '../support/chromium.ts'
import { isConsole, pageOf } from './console-page.ts'
import type { Shell } from './shell.ts'

const root = path.resolve(import.meta.dirname, '..', '..')

const HUNG_MS = 5_000
const SETTLES_MS = 45_000

/** Playwright that comes to a page in the middle of a navigation waits for ever for a world that was made before it came. */
function isSettled({ BrowserWindow }: typeof Electron): boolean {
  const windows = BrowserWindow.getAllWindows()
  return windows.length > 0 && windows.every(({ webContents }) => !webContents.isLoading())
}

type Said = { endpoint: string } | { id: number; value: unknown } | { id: number; error: string }

export async function launchOnStandIn(args: readonly string[]): Promise<Shell> {
  // The runner has seen to it that the one it names starts.
  const program = findChromium() ?? (await ensureChromium())
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

  async function evaluate<R, A>(work: (electron: typeof Electron, arg: A) => R | Promise<R>, arg?: A): Promise<R> {
    const answer = Promise.withResolvers<unknown>()
    const id = asked.size
    asked.set(id, answer)
    child.send({ id, work: work.toString(), arg }, (error) => error && answer.reject(error))
    return (await answer.promise) as R
  }

  let browser: Promise<Browser> | undefined
  async function context(): Promise<BrowserContext> {
    await expect.poll(() => evaluate(isSettled), { timeout: SETTLES_MS }).toBe(true)
    // Its defaults (downloads, focus, media) would hide from the test what the shell does.
    browser ??= endpoint.promise.then((url) => chromium.connectOverCDP(url, { noDefaults: true, isLocal: true }))
    const [only] = (await browser).contexts()
    if (only === undefined) throw new Error('Chromium has no context')
    return only
  }
  const page = async (matches: (page: Page) => boolean): Promise<Page> => pageOf(await context(), matches)

  return {
    evaluate,
    window: () => page(isConsole),
    page,
    pages: async () => (await context()).pages().length,
    exited,
    process: child,
    errors: () => errors,
    async kill() {
      // It takes this for the end of whoever drives it, and ends without asking anyone.
      if (child.connected) child.disconnect()
      const hung = setTimeout(() => child.kill('SIGKILL'), HUNG_MS)
      await exited
      clearTimeout(hung)
      await (await browser?.catch(() => undefined))?.close()
    },
  }
}
