/** Where the checkout (or the installed package) is, and which Node its programs run on. Plain JavaScript for Node 20: it runs before anything is installed. */
import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/** better-sqlite3 13 crashes older ones, and sources run by type stripping. */
const neededMajor = 24

export const root = path.resolve(fileURLToPath(import.meta.url), '../../..')

/** An error whose message is all that a person needs: it is printed without a stack. */
export class Unready extends Error {}

function bundledNode() {
  const folder = path.join(root, 'node_modules', 'node', 'bin')
  return [path.join(folder, 'node.exe'), path.join(folder, 'node')].find(
    (file) => fs.existsSync(file) && fs.statSync(file).size > 1_000_000,
  )
}

/** True when this very process is new enough to run Muster. */
export const currentNodeIsEnough = Number(process.versions.node.split('.')[0]) >= neededMajor

/** The Node that runs Muster: the current one if it is new enough, else the one among the dev dependencies; undefined when neither is. */
export function nodeForMuster() {
  return currentNodeIsEnough ? process.execPath : bundledNode()
}

/** The same, for those who cannot go on without. */
export function requiredNode() {
  const node = nodeForMuster()
  if (node === undefined) {
    throw new Unready(
      `Muster needs Node ${neededMajor} and this is ${process.version}: install Node ${neededMajor}, or allow the install script of the package "node".`,
    )
  }
  return node
}

/** The JavaScript file behind a command of an installed package: npm's links in `.bin` are not the same on every system. */
export function packageCommand(command) {
  const owner = { tsc: 'typescript', playwright: '@playwright/test' }[command] ?? command
  const folder = path.join(root, 'node_modules', owner)
  const { bin } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
  return path.join(folder, typeof bin === 'string' ? bin : bin[command])
}
