import { join } from 'node:path'
import { decideRestore, stageRestore } from '../store/backup/restore.ts'
import type { CoreSlot } from './core-slot.ts'
import type { Core } from './core.ts'
import { incident } from './incidents.ts'

/**
 * Another database below a service that goes on listening: what is under way is finished, what comes in meanwhile is told to come back.
 * A database that cannot be opened makes way for the one that was there before. Rejects with why.
 */
export async function exchangeDatabase(
  dataDir: string,
  slot: CoreSlot,
  open: () => Promise<Core>,
  safetyCopy: string,
  between: () => void,
): Promise<void> {
  let decided = false
  try {
    await slot.take().close()
    between()
    decided = true
    slot.put(await open())
  } catch (error) {
    incident('putting a backup in place of the database')(error)
    if (decided) {
      stageRestore(dataDir, join(dataDir, 'backups', safetyCopy))
      decideRestore(dataDir, `unusable-${safetyCopy}`)
    }
    slot.put(await open())
    throw error
  }
}
