import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Examination } from './examine.ts'

/** Examines a file in a thread of its own, so that requests are answered meanwhile. */
export function examineAside(file: string): Promise<Examination> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program(), { workerData: file })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the examination of ${file} ended without an answer (${code})`)))
  })
}

/** The source beside this file, or what the build made of it. */
function program(): string {
  const source = join(import.meta.dirname, 'worker.ts')
  if (existsSync(source)) return source
  for (let dir = import.meta.dirname; dir !== dirname(dir); dir = dirname(dir))
    if (existsSync(join(dir, 'package.json'))) return join(dir, 'out', 'main', 'examine.js')
  throw new Error('Muster lies outside of its package')
}
