import type { Change } from '../change.ts'
import { diskVerdict } from '../health.ts'
import { raiseProblem, resolveProblems } from '../problems.ts'

/** Below this much free space it is a problem, whatever the size of the disk, bytes. A large disk that is nine tenths full is not one yet. */
const LOW = 1024 ** 3

/** Looked at now and then: bytes of the disk that the folder is on; null where the system does not tell. */
export async function tellOfDisk(change: Change, folder: string, disk: { free: number; total: number } | null): Promise<void> {
  const about = { organization: null, kind: 'disk-low', subject: folder } as const
  if (disk === null || disk.free >= LOW) await resolveProblems(change, about)
  else
    await raiseProblem(change, {
      ...about,
      severity: diskVerdict(disk) === 'error' ? 'error' : 'warning',
      detail: { folder, freeBytes: disk.free },
    })
}

/** X4: what came of a backup; null: it was made. */
export async function tellOfBackup(change: Change, why: string | null): Promise<void> {
  const about = { organization: null, kind: 'backup-failed', subject: 'backup' } as const
  if (why === null) await resolveProblems(change, about)
  else await raiseProblem(change, { ...about, detail: { why } })
}
