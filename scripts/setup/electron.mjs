/**
 * Finds the Electron program, fetching it where that can be done. Since Electron 42 its package has no install script: the program is
 * downloaded on first use, and many machines that Muster is for reach no internet. Runs on Node 20.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { alone, cacheFolder } from './alone.mjs'
import { requiredNode, root } from './place.mjs'

const fetchLimitMs = 5 * 60_000
const retryAfterMs = 6 * 60 * 60_000
const electron = path.join(root, 'node_modules', 'electron')

/** The Electron program that is already here. */
function installedElectron() {
  const file = path.join(electron, 'path.txt')
  if (!fs.existsSync(file)) return undefined
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH || path.join(electron, 'dist')
  const program = path.join(folder, fs.readFileSync(file, 'utf8').trim())
  return fs.existsSync(program) ? program : undefined
}

/** Why a desktop app cannot run here whatever is installed; undefined when it can. */
function whyNoDesktop() {
  if (process.env.MUSTER_HEADLESS) return 'MUSTER_HEADLESS is set'
  if (process.platform !== 'linux') return undefined
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return 'this machine has no display'
  return process.getuid() === 0 ? 'its sandbox does not run as root' : undefined
}

/**
 * The Electron program to run, or the reason why there is none.
 * @param {(line: string) => void} say
 * @returns {Promise<{ program: string } | { reason: string }>}
 */
export async function findElectron(say) {
  const reason = whyNoDesktop()
  if (reason !== undefined) return { reason }
  let program = installedElectron()
  if (program !== undefined) return { program }
  let failure = rememberedFailure()
  if (failure === undefined) {
    await alone('electron', say, async () => {
      if (installedElectron() === undefined) failure = fetchElectron(say)
    })
    program = installedElectron()
    if (program !== undefined) return { program }
  }
  return { reason: `its program is not installed and could not be downloaded (${failure})` }
}

const memory = () => path.join(cacheFolder, 'electron-fetch.json')

/** A machine that reached no download this morning is not made to wait for the same answer at every start. */
function rememberedFailure() {
  try {
    const { version, at, failure } = JSON.parse(fs.readFileSync(memory(), 'utf8'))
    return version === electronVersion() && Date.now() - at < retryAfterMs ? failure : undefined
  } catch {
    return undefined
  }
}

function electronVersion() {
  return JSON.parse(fs.readFileSync(path.join(electron, 'package.json'), 'utf8')).version
}

function fetchElectron(say) {
  const version = electronVersion()
  say(`Fetching Electron ${version} (once) …`)
  const run = spawnSync(requiredNode(), [path.join(electron, 'install.js')], {
    cwd: electron,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: fetchLimitMs,
  })
  if (run.status === 0) return 'the download is incomplete'
  const failure = run.error?.code === 'ETIMEDOUT' ? 'it took too long' : shortest(run.stderr)
  fs.writeFileSync(memory(), JSON.stringify({ version, at: Date.now(), failure }))
  return failure
}

/** Node says no more than "fetch failed" of a network that is not there. */
function shortest(stderr) {
  if (/fetch failed|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ETIMEDOUT/.test(stderr)) return 'the download server cannot be reached'
  return stderr.trim().split('\n')[0]?.slice(0, 120) || 'no reason was given'
}
