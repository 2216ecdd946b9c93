/** A small tree beside the project's own configuration, in which a test plants what a check must report. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'

export const checkout = path.join(import.meta.dirname, '../..')

const configuration = [
  '.oxfmtrc.json',
  '.oxlintrc.json',
  'knip.json',
  'package.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'tsconfig.web.json',
  'src/renderer/tsconfig.json',
  'src/shared/assert.ts',
]

const commands = ['bin', 'scripts', 'vitest.config.ts', 'playwright.config.ts', 'test/support/chromium.ts']

export interface Outcome {
  readonly status: number | null
  /** Standard output and standard error together. */
  readonly output: string
}

/** Makes the tree, with these files (path to text) in it; it is removed when the test ends. */
export function plant(files: Readonly<Record<string, string>>): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'muster-planted-')))
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }))
  fs.symlinkSync(path.join(checkout, 'node_modules'), path.join(folder, 'node_modules'), 'junction')
  for (const name of configuration) write(folder, name, fs.readFileSync(path.join(checkout, name), 'utf8'))
  for (const [name, text] of Object.entries(files)) write(folder, name, text)
  return folder
}

/** The same, with the commands themselves copied in: what they find beside them is the tree, not the checkout. */
export function plantCommands(files: Readonly<Record<string, string>>): string {
  const folder = plant(files)
  for (const name of commands) fs.cpSync(path.join(checkout, name), path.join(folder, name), { recursive: true })
  return folder
}

/** Vitest tells its children who they are; a suite of their own must not hear it. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST|CI$|npm_)/.test(name)))
}

function write(folder: string, name: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  fs.writeFileSync(path.join(folder, name), text)
}

/** Runs one of package.json's own checks on the tree, word for word. */
export function runScript(name: string, folder: string): Outcome {
  const { scripts } = JSON.parse(fs.readFileSync(path.join(checkout, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  const words = scripts[name]
  if (words === undefined) throw new Error(`package.json has no script called ${name}`)
  const command = words.replaceAll('node scripts/run.mjs', `"${process.execPath}" "${path.join(checkout, 'scripts', 'run.mjs')}"`)
  const { status, stdout, stderr } = spawnSync(command, {
    cwd: folder,
    shell: true,
    encoding: 'utf8',
    timeout: 120_000,
    env: { ...process.env, NO_COLOR: '1' },
  })
  return { status, output: stdout + stderr }
}
