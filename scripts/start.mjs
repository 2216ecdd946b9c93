/**
 * `npm start [-- ARGUMENTS OF muster serve]`: sets up, then runs the desktop app where Electron is to be had, and otherwise says why not
 * and runs the headless service, whose console opens in the browser. Plain JavaScript for Node 20 with nothing installed.
 */
import path from 'node:path'
import process from 'node:process'
import { ensureBuilt } from './setup/built.mjs'
import { endLike, endWith, runInPlace } from './setup/child.mjs'
import { findElectron } from './setup/electron.mjs'
import { ensureInstalled } from './setup/install.mjs'
import { requiredNode, root } from './setup/place.mjs'

/** The service's own standard output may be meant for a program (`--json`), so what the launcher has to say goes beside it. */
const say = (line) => process.stderr.write(`${line}\n`)

/** How soon an app that cannot open its window or its sandbox on this machine gives up. */
const startingMs = 5_000

async function desktop(program, args) {
  await ensureBuilt(['renderer', 'main'], say)
  const began = Date.now()
  const end = await runInPlace(program, [root, ...args])
  const neverStarted = Date.now() - began < startingMs && end.asked === undefined && (end.signal !== null || end.code !== 0)
  return neverStarted ? undefined : end
}

async function headless(args) {
  await ensureBuilt(['renderer'], say)
  return runInPlace(requiredNode(), [path.join(root, 'bin', 'muster.mjs'), 'serve', ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
}

try {
  const args = process.argv.slice(2)
  await ensureInstalled(say)
  const electron = await findElectron(say)
  let end
  if ('program' in electron) {
    end = await desktop(electron.program, args)
    electron.reason = 'it ended as soon as it was started'
  }
  if (end === undefined) {
    say(`The desktop app cannot run because ${electron.reason}, so this is the headless service with its console in the browser.`)
    end = await headless(args)
  }
  endLike(end)
} catch (error) {
  endWith(error)
}
