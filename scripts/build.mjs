/** `build.mjs [--quiet] [renderer] [main]`: builds out/, or the named parts of it, by electron.vite.config.ts, and stamps each part. */
import fs from 'node:fs'
import process from 'node:process'
import { resolveConfig } from 'electron-vite'
import { build } from 'vite'
import { cacheFolder } from './setup/alone.mjs'
import { fingerprint, parts, stampOf } from './setup/built.mjs'
import { root } from './setup/place.mjs'

const asked = process.argv.slice(2).filter((argument) => argument !== '--quiet')
const names = asked.length === 0 ? Object.keys(parts) : asked
const logLevel = process.argv.includes('--quiet') ? 'error' : 'info'

process.chdir(root)
process.env.NODE_ENV_ELECTRON_VITE = 'production'
fs.mkdirSync(cacheFolder, { recursive: true })
for (const name of names) {
  if (!(name in parts)) throw new Error(`no part is called ${name}; there are ${Object.keys(parts).join(' and ')}`)
  // Taken before the build: a source that changes under it makes the result stale.
  const from = fingerprint(name)
  fs.rmSync(stampOf(name), { force: true })
  const { config } = await resolveConfig({ root, logLevel, mode: 'production' }, 'build', 'production')
  for (const part of parts[name].builds) await build(config[part])
  fs.writeFileSync(stampOf(name), from)
}
