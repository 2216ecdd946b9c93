import type { ChildProcess } from 'node:child_process'
import type { Page } from '@playwright/test'
import type * as Electron from 'electron'
import { launchOnElectron } from './on-electron.ts'
import { launchOnStandIn } from './on-stand-in.ts'

/** The desktop app under test, on the stand-in or on Electron itself. */
export interface Shell {
  /** Calls a function in the main process. Like Playwright's, it is sent as text: it sees its arguments and globals, and nothing else. */
  evaluate<R>(work: (electron: typeof Electron) => R | Promise<R>): Promise<R>
  evaluate<R, A>(work: (electron: typeof Electron, arg: A) => R | Promise<R>, arg: A): Promise<R>
  /** The window that shows the console, as soon as there is one. */
  window(): Promise<Page>
  /** The page of some window, as soon as there is one that `matches`. */
  page(matches: (page: Page) => boolean): Promise<Page>
  /** How many pages there are. */
  pages(): Promise<number>
  /** Resolves when the app has ended, to its exit code; null when a signal ended it. */
  readonly exited: Promise<number | null>
  readonly process: ChildProcess
  /** What it has written to standard error so far. */
  errors(): string
  /** Ends it, whatever it is doing. */
  kill(): Promise<void>
}

/** Runs `electron FOLDER-OF-MUSTER ...args`: on Electron where MUSTER_ELECTRON says so, on the stand-in otherwise. */
export function launchShell(args: readonly string[]): Promise<Shell> {
  return process.env['MUSTER_ELECTRON'] === undefined ? launchOnStandIn(args) : launchOnElectron(args)
}
