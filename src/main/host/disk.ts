import { statfs } from 'node:fs/promises'

/** Bytes on the disk that holds a folder; null where the system does not tell. */
export async function diskSpace(folder: string): Promise<{ free: number; total: number } | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder)
    return blocks > 0 ? { free: bavail * bsize, total: blocks * bsize } : null
  } catch {
    return null
  }
}
