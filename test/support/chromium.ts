/**
 * The Chromium that browser tests drive. Playwright downloads its own from the internet, which a closed machine cannot, so: the one that
 * CHROMIUM_PATH names, one that is installed, Playwright's if it is there, Debian's package where we may install it, and last the one
 * that the package @sparticuz/chromium carries. `node test/support/chromium.ts` prints the path, or says what to install.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { chromium } from '@playwright/test'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe']

const usualPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
]

const asRoot = process.getuid?.() === 0

/** Command line for tests: no window system, no calls home, and no sandbox as root, where Chromium refuses to start with one. */
export const chromiumArguments = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(asRoot ? ['--no-sandbox'] : []),
]

/** The path of a Chromium that is already on this machine. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH']
  if (named !== undefined && named !== '') return named
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  const candidates = folders.flatMap((folder) => names.map((name) => path.join(folder, name)))
  return [...candidates, ...usualPlaces, chromium.executablePath()].find((file) => fs.existsSync(file))
}

/** Finds a Chromium that starts, installing one where that can be done. Throws a sentence that says what to install. */
export async function ensureChromium(): Promise<string> {
  const here = findChromium()
  if (here !== undefined && starts(here)) return here
  if (asRoot && installDebianPackage()) {
    const installed = findChromium()
    if (installed !== undefined && starts(installed)) return installed
  }
  const carried = await unpackCarried()
  if (carried !== undefined && starts(carried)) return carried
  throw new Error('No Chromium starts on this machine: install the package "chromium" (or Chrome), or set CHROMIUM_PATH to one.')
}

function starts(file: string): boolean {
  return spawnSync(file, ['--version', ...(asRoot ? ['--no-sandbox'] : [])], { stdio: 'ignore', timeout: 30_000 }).status === 0
}

function installDebianPackage(): boolean {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]): boolean =>
    spawnSync('apt-get', ['-qq', ...args], { stdio: 'ignore', timeout: 600_000, env: environment }).status === 0
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return false
  process.stderr.write('Installing Chromium for the browser tests …\n')
  return apt('update') && apt('install', '--yes', '--no-install-recommends', 'chromium')
}

async function unpackCarried(): Promise<string | undefined> {
  try {
    const { default: carried } = await import('@sparticuz/chromium')
    return await carried.executablePath()
  } catch {
    // Built for 64-bit Linux only; elsewhere there is nothing to unpack.
    return undefined
  }
}

if (import.meta.main) {
  try {
    process.stdout.write(`${await ensureChromium()}\n`)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
