#!/usr/bin/env node
/** The `muster` command. Plain JavaScript that starts on Node 20 with nothing installed, and goes on with Node 24. */
import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { endLike, endWith, onOrphaned, runInPlace } from '../scripts/setup/child.mjs'
import { ensureInstalled } from '../scripts/setup/install.mjs'
import { currentNodeIsEnough, requiredNode, root } from '../scripts/setup/place.mjs'

/** The sources in a checkout, the built program in a package. */
function program() {
  const source = path.join(root, 'src', 'main', 'cli', 'index.ts')
  return fs.existsSync(source) ? source : path.join(root, 'out', 'main', 'cli.js')
}

/** Started by an older Node, whose death must be ours: a service that outlived a killed launcher would hold the port and the data folder. */
function dieWithLauncher() {
  if (process.channel === undefined) return
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'))
  process.channel.unref()
}

try {
  const args = process.argv.slice(2)
  if (process.channel === undefined) await ensureInstalled((line) => process.stderr.write(`${line}\n`))
  if (currentNodeIsEnough) {
    dieWithLauncher()
    onOrphaned(() => process.kill(process.pid, 'SIGTERM'))
    const { main } = await import(pathToFileURL(program()).href)
    process.exitCode = await main(args)
  } else {
    const self = fileURLToPath(import.meta.url)
    endLike(await runInPlace(requiredNode(), [self, ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] }))
  }
} catch (error) {
  endWith(error)
}
