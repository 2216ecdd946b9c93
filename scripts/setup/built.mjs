/** Knows when a part of out/ is missing or was built from other sources, and builds it. Runs on Node 20. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { alone, cacheFolder } from './alone.mjs'
import { requiredNode, root, Unready } from './place.mjs'

const everyPart = ['src/shared', 'electron.vite.config.ts', 'package-lock.json']

/** The parts of out/: the configurations each is built by, the files that show it is there, and what it is made from. */
export const parts = {
  renderer: { builds: ['renderer'], files: ['out/renderer/index.html'], sources: ['src/renderer', ...everyPart] },
  main: {
    builds: ['main', 'preload'],
    files: ['out/main/index.js', 'out/main/cli.js', 'out/preload/index.cjs'],
    sources: ['src/main', 'src/preload', ...everyPart],
  },
}

/** Changes with the name or the content of any source of the part. */
export function fingerprint(name) {
  const hash = createHash('sha256')
  for (const file of parts[name].sources.flatMap((source) => filesUnder(path.join(root, source)))) {
    hash.update(`${path.relative(root, file)}\0`).update(createHash('sha256').update(fs.readFileSync(file)).digest())
  }
  return hash.digest('hex')
}

function filesUnder(place) {
  if (!fs.statSync(place).isDirectory()) return [place]
  return fs
    .readdirSync(place, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesUnder(path.join(place, entry.name)))
}

/** Where the fingerprint is kept of what a part was last built from. */
export function stampOf(name) {
  return path.join(cacheFolder, `built-${name}`)
}

function isBuilt(name) {
  // A packaged Muster has no sources: it is what it is.
  if (!fs.existsSync(path.join(root, 'src'))) return true
  if (!parts[name].files.every((file) => fs.existsSync(path.join(root, file)))) return false
  const stamp = stampOf(name)
  return fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === fingerprint(name)
}

/**
 * Builds those of the parts that are missing or stale.
 * @param {readonly (keyof typeof parts)[]} names
 * @param {(line: string) => void} say
 */
export async function ensureBuilt(names, say) {
  if (names.every(isBuilt)) return
  await alone('build', say, async () => {
    const stale = names.filter((name) => !isBuilt(name))
    if (stale.length === 0) return
    say(`Building ${stale.map((name) => (name === 'renderer' ? 'the console' : 'the desktop app')).join(' and ')} …`)
    const child = spawn(requiredNode(), [path.join(root, 'scripts', 'build.mjs'), '--quiet', ...stale], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve))
    if (code !== 0) throw new Unready(`the build failed:\n${output.trim()}`)
  })
}
