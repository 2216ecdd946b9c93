/** Installs the dependencies when they are missing or are not those of package-lock.json. Runs on Node 20 with nothing installed. */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { alone } from './alone.mjs'
import { nodeForMuster, root, Unready } from './place.mjs'

const installLimitMs = 15 * 60_000

/**
 * Says what is missing, or undefined when nothing is. npm keeps what it installed in `node_modules/.package-lock.json`, so the two
 * lists are compared; packages for other platforms are absent from the second by right.
 */
function whatIsMissing() {
  const wanted = packagesIn(path.join(root, 'package-lock.json'))
  // Installed from a package, not a checkout: npm has seen to the dependencies.
  if (wanted === undefined) return undefined
  const installed = packagesIn(path.join(root, 'node_modules', '.package-lock.json'))
  if (installed === undefined) return 'nothing is installed yet'
  for (const [place, { version, optional }] of Object.entries(wanted)) {
    const found = installed[place]
    if (place !== '' && (found === undefined ? !optional : found.version !== version)) return 'package-lock.json has changed'
  }
  return nodeForMuster() === undefined ? 'the bundled Node is missing' : undefined
}

function packagesIn(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Makes sure that the dependencies are there. @param {(line: string) => void} say */
export async function ensureInstalled(say) {
  if (whatIsMissing() === undefined) return
  await alone('install', say, async () => {
    const reason = whatIsMissing()
    if (reason === undefined) return
    say(`Installing dependencies (${reason}) …`)
    // Windows cannot delete a program that is running, and `npm ci` begins by deleting everything.
    const gently = process.platform === 'win32' && process.execPath.startsWith(path.join(root, 'node_modules'))
    await npm([gently ? 'install' : 'ci', ...(gently ? ['--no-save'] : []), '--include=dev', '--loglevel=error'])
    if (nodeForMuster() === undefined) await npm(['rebuild', 'node', '--loglevel=error'])
    const still = whatIsMissing()
    if (still !== undefined) throw new Unready(`npm finished, but ${still}; try "npm ci" and read what it prints.`)
  })
}

async function npm(args) {
  // Not the Node inside node_modules: npm is about to delete that one.
  const ours = path.join(root, 'node_modules')
  const PATH = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => !folder.startsWith(ours))
    .join(path.delimiter)
  const child = spawn('npm', args, {
    cwd: root,
    env: { ...process.env, PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: installLimitMs,
    shell: process.platform === 'win32',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const code = await new Promise((resolve, reject) => {
    child.once('error', () => reject(new Unready('npm was not found on the PATH; install Node.js with npm.')))
    child.once('close', resolve)
  })
  if (code !== 0) throw new Unready(`"npm ${args[0]}" failed:\n${output.trim().split('\n').slice(-25).join('\n')}`)
}
