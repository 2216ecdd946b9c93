/**
 * `node scripts/run.mjs COMMAND|FILE ARGUMENTS…`: runs a command of a dev dependency (oxlint, tsc, vitest …) or a script of ours on the
 * Node that Muster needs, installing the dependencies first where they are missing.
 */
import path from 'node:path'
import process from 'node:process'
import { endLike, endWith, runInPlace } from './setup/child.mjs'
import { ensureInstalled } from './setup/install.mjs'
import { packageCommand, requiredNode, root } from './setup/place.mjs'

try {
  const [name, ...args] = process.argv.slice(2)
  await ensureInstalled((line) => process.stderr.write(`${line}\n`))
  const file = /\.(ts|mjs)$/.test(name) ? path.join(root, name) : packageCommand(name)
  endLike(await runInPlace(requiredNode(), [file, ...args]))
} catch (error) {
  endWith(error)
}
