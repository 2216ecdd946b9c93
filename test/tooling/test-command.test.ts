import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { ownEnvironment, plantCommands } from './planted.ts'

const passing = "import { expect, it } from 'vitest'\nit('holds', () => expect(1).toBe(1))\n"
const failing = "import { expect, it } from 'vitest'\nit('does not hold', () => expect(1).toBe(2))\n"
const inBrowser = (address: string) =>
  `import { expect, test } from '@playwright/test'\ntest('shows ${address}', async ({ page }) => {\n  await page.goto('data:text/html,<p>hello</p>')\n  await expect(page.getByText('${address}')).toBeVisible({ timeout: 500 })\n})\n`

/** Runs `npm test` on a small suite; the last line that it prints, and its status. */
function suite(files: Record<string, string>, ...args: string[]) {
  const folder = plantCommands(files)
  fs.rmSync(path.join(folder, 'src'), { recursive: true })
  const { status, stdout } = spawnSync(process.execPath, [path.join(folder, 'scripts', 'test.mjs'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 120_000,
    env: ownEnvironment(),
  })
  return { status, lastLine: stdout.trimEnd().split('\n').at(-1) }
}

describe('npm test', () => {
  it('ends with the sum over Vitest and Playwright, and with status 0 when all passed', () => {
    const files = { 'test/a.test.ts': passing, 'test/faults/b.test.ts': passing, 'test/e2e/c.spec.ts': inBrowser('hello') }
    expect(suite(files)).toEqual({ status: 0, lastLine: '3 passed, 0 failed' })
  })

  it('counts what failed in either, with status 1', () => {
    const files = { 'test/a.test.ts': passing, 'test/b.test.ts': failing, 'test/e2e/c.spec.ts': inBrowser('goodbye') }
    expect(suite(files)).toEqual({ status: 1, lastLine: '1 passed, 2 failed' })
  })

  it('counts a file that cannot be loaded as a failure', () => {
    expect(suite({ 'test/a.test.ts': passing, 'test/b.test.ts': "import './gone.ts'\n" }, 'unit')).toEqual({
      status: 1,
      lastLine: '1 passed, 1 failed',
    })
  })

  it('counts an error outside any test as a failure', () => {
    const files = { 'test/a.test.ts': `${passing}setTimeout(() => { throw new Error('late') }, 0)\n` }
    expect(suite(files, 'unit')).toEqual({ status: 1, lastLine: '1 passed, 1 failed' })
  })

  it('fails when there is no test', () => {
    expect(suite({}, 'unit')).toEqual({ status: 1, lastLine: '0 passed, 1 failed' })
    expect(suite({}, 'e2e')).toEqual({ status: 1, lastLine: '0 passed, 1 failed' })
  })

  it('runs only what it is asked for', () => {
    const files = {
      'test/a.test.ts': failing,
      'test/faults/b.test.ts': passing,
      'test/faults/c.test.ts': failing,
      'test/e2e/d.spec.ts': inBrowser('goodbye'),
    }
    expect(suite(files, 'faults', 'test/faults/b.test.ts')).toEqual({ status: 0, lastLine: '1 passed, 0 failed' })
  })
})
