import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where the build puts the screens, wherever this file stands in the package: as source under src/, or built under out/. */
export function rendererDir(): string {
  for (let dir = import.meta.dirname; dir !== dirname(dir); dir = dirname(dir))
    if (existsSync(join(dir, 'package.json'))) return join(dir, 'out', 'renderer')
  throw new Error('Muster lies outside of its package')
}
