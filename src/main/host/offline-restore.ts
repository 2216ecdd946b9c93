import { backupName, requireSound } from '../domain/backups.ts'
import { newId } from '../domain/change.ts'
import { examine, type Examination } from '../store/backup/examine.ts'
import { decideRestore, forgetRestore, stageRestore } from '../store/backup/restore.ts'
import { lockFolder } from '../store/database/folder-lock.ts'
import { openDataFolder } from '../store/database/open.ts'
import { clock, random } from './core.ts'

/**
 * X4: puts a backup in place of a database that cannot be opened any more, with nothing running. What is there is kept under `backups/`
 * as it is. Throws DomainError when the backup is not sound, DatabaseRefused when the folder is in use; then nothing has changed.
 */
export async function restoreOffline(dataDir: string, file: string): Promise<{ found: Examination; safetyCopy: string }> {
  const lock = lockFolder(dataDir)
  try {
    const found = examine(stageRestore(dataDir, file))
    if (found.problem !== null) forgetRestore(dataDir)
    requireSound(file, found.problem)
    const safetyCopy = backupName('before-restore', clock())
    decideRestore(dataDir, safetyCopy)
    const { database } = openDataFolder(dataDir, { id: newId({ clock, random }), now: clock() })
    await database.close()
    return { found, safetyCopy }
  } finally {
    lock.release()
  }
}
