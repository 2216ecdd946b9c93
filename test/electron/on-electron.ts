import path from 'node:path'
import { _electron } from '@playwright/test'
import type { Page } from '@playwright/test'
import type * as Electron from 'electron'
import { isConsole, pageOf } from './console-page.ts'
import type { Shell } from './shell.ts'

const root = path.resolve(import.meta.dirname, '..', '..')

/** The same on real Electron, whose program must be there (`npx install-electron`) and which needs a display. */
export async function launchOnElectron(args: readonly string[]): Promise<Shell> {
  const observe = path.join(import.meta.dirname, 'observe.cjs')
  const app = await _electron.launch({ args: ['-r', observe, root, ...args], cwd: root })
  const child = app.process()
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  let errors = ''
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const page = (matches: (page: Page) => boolean): Promise<Page> => pageOf(app.context(), matches)
  return {
    evaluate<R, A>(work: (electron: typeof Electron, arg: A) => R | Promise<R>, arg?: A): Promise<R> {
      return app.evaluate(work as never, arg) as Promise<R>
    },
    window: () => page(isConsole),
    page,
    pages: async () => app.windows().length,
    exited,
    process: child,
    errors: () => errors,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
