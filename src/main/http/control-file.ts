import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isLoopback } from './host-header.ts'

/** How the command line reaches the service that runs on a data folder: a key that only the folder's owner can read. */
export const ControlFile = z.object({
  /** Base URL of the console listener. */
  url: z.url({ protocol: /^https?$/ }),
  key: z.string().min(32),
  pid: z.number().int().positive(),
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  startedAt: z.number().int(),
})
export type ControlFile = z.infer<typeof ControlFile>

function pathIn(dataDir: string): string {
  return join(dataDir, 'control.json')
}

/** Replaces the file in one step, so that a reader sees the old one, the new one or none. */
export async function writeControlFile(dataDir: string, control: ControlFile): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const draft = `${pathIn(dataDir)}.${process.pid}`
  await rm(draft, { force: true })
  // Exclusive and private from its first byte: chmod afterwards would leave a moment in which others can read it.
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(control)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, pathIn(dataDir))
}

/** Null when there is none, when it cannot be understood, or when it names another machine: the key leaves this one for nobody. */
export async function readControlFile(dataDir: string): Promise<ControlFile | null> {
  try {
    const { success, data } = ControlFile.safeParse(JSON.parse(await readFile(pathIn(dataDir), 'utf8')))
    return success && isLoopback(new URL(data.url).hostname.replace(/^\[|\]$/g, '')) ? data : null
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT')) return null
    throw error
  }
}

/** Removes the file, unless another service has put its own there since. */
export async function removeControlFile(dataDir: string, key: string): Promise<void> {
  const current = await readControlFile(dataDir)
  if (current?.key === key) await rm(pathIn(dataDir), { force: true })
}
