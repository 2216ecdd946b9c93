/**
 * `node main.ts CHROMIUM FOLDER ARGUMENTS…`: runs the Electron app in FOLDER on the stand-in, as `electron FOLDER ARGUMENTS…` would on
 * Electron. The program that starts it may send functions to be called in it, as Playwright's `electronApp.evaluate` does.
 */
import fs from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { runInThisContext } from 'node:vm'
import { internals } from './app.ts'
import { closeAllWindows, manageWindows } from './browser-window.ts'
import { startChromium } from './chromium.ts'
import type { Chromium } from './chromium.ts'
import * as electron from './electron.ts'
import { defaultSession } from './session.ts'

const [, , program = '', folder = '', ...args] = process.argv
process.argv = [process.execPath, folder, ...args]

const standIn = new URL('./electron.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context)),
})

let chromium: Chromium | null = null
internals.begin(folder, {
  closeWindows: closeAllWindows,
  async close() {
    await chromium?.close()
  },
})
// Electron quits on these, and on the second one no longer asks.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => internals.quit())
// Whoever drives the app has died.
process.once('disconnect', () => internals.exit(1))
process.on('message', (message: { id: number; work: string; arg: unknown }) => void answer(message))

async function answer({ id, work, arg }: { id: number; work: string; arg: unknown }): Promise<void> {
  try {
    // Text of a function of the test's, for which Playwright and Electron have a way of their own.
    const run = runInThisContext(`(${work})`) as (api: typeof electron, arg: unknown) => unknown
    process.send?.({ id, value: await run(electron, arg) })
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

createRequire(import.meta.url)('../observe.cjs')
const { main } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as { main: string }
// Electron is ready only after the entry module has run to its end.
await import(pathToFileURL(path.join(folder, main)).href)
const userData = internals.getPath('userData')
chromium = await startChromium(program, path.join(userData, 'chromium'))
await manageWindows(chromium)
await defaultSession.watchDownloads(chromium.connection, path.join(userData, 'chromium-downloads'))
process.send?.({ endpoint: chromium.endpoint })
internals.becomeReady()
