import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of Muster itself, wherever this file stands in it: as source under src/, or built under out/. */
function packageRoot(): string {
  for (let dir = import.meta.dirname; dir !== dirname(dir); dir = dirname(dir)) if (existsSync(join(dir, 'package.json'))) return dir
  throw new Error('Muster lies outside of its package')
}

export function version(): string {
  const { version: text } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }
  return text
}

/** Where the build puts the screens. */
export function rendererDir(): string {
  return join(packageRoot(), 'out', 'renderer')
}
