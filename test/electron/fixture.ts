import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import { launchShell } from './shell.ts'
import type { Shell } from './shell.ts'

interface Fixtures {
  /** A data folder of this test's own. */
  dataDir: string
  /** Starts Muster on it, on a free port unless told otherwise. What still runs at the end of the test is ended. */
  start: (...args: string[]) => Promise<Shell>
}

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads which fixtures this one needs from the pattern.
  dataDir: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'muster-shell-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  },
  start: async ({ dataDir }, use) => {
    const shells: Shell[] = []
    await use(async (...args) => {
      const port = args.includes('--scim-port') ? [] : ['--scim-port', '0']
      const shell = await launchShell(['--data', dataDir, ...port, ...args])
      shells.push(shell)
      return shell
    })
    await Promise.all(shells.map((shell) => shell.kill()))
  },
})

export { expect } from '@playwright/test'
