import type { Backup, DataCounts } from '../../shared/console/backups.ts'
import type { ReadTx } from '../store/database/port.ts'
import { countData, liveTokenIds } from '../store/data-counts.ts'
import type { Change } from './change.ts'
import { DomainError } from './error.ts'

/** What a file in the backup folder is named by: when it was made, and why. */
export function backupName(kind: 'manual' | 'scheduled' | 'before-restore', at: number): string {
  const time = new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-')
  return `${kind === 'before-restore' ? kind : `muster-${kind}`}-${time}.db`
}

export function kindOf(name: string): Backup['kind'] {
  const [, kind] = /^(?:muster-(manual|scheduled)|(before-restore)|(before-schema))-/.exec(name)?.filter((part) => part !== undefined) ?? []
  return (kind as Backup['kind'] | undefined) ?? 'other'
}

/** The scheduled ones beyond the newest `keep`: the others were made by a person, or before something that cannot be undone. */
export function surplus(backups: readonly Pick<Backup, 'name' | 'kind' | 'at'>[], keep: number): string[] {
  return backups
    .filter(({ kind }) => kind === 'scheduled')
    .toSorted((a, b) => b.at - a.at)
    .slice(keep)
    .map(({ name }) => name)
}

/** Whether it is time for the next scheduled one. What a person made counts as well. */
export function isDue(backups: readonly Pick<Backup, 'kind' | 'at'>[], everyHours: number | null, now: number): boolean {
  if (everyHours === null) return false
  const made = backups.filter(({ kind }) => kind === 'manual' || kind === 'scheduled').map(({ at }) => at)
  return made.length === 0 || now - Math.max(...made) >= everyHours * 3_600_000
}

export const countsNow = (tx: ReadTx): Promise<DataCounts> => countData(tx)

/** What the present database knows of tokens that a backup does not, and the other way round. */
export async function tokenDifference(tx: ReadTx, inBackup: readonly string[]): Promise<{ revived: number; lost: number }> {
  const now = new Set(await liveTokenIds(tx))
  const then = new Set(inBackup)
  return { revived: [...then].filter((id) => !now.has(id)).length, lost: [...now].filter((id) => !then.has(id)).length }
}

export function requireSound(name: string, problem: string | null): void {
  if (problem !== null) throw new DomainError('backup_unsound', `The backup ${name} cannot be restored: ${problem}`)
}

export function requireSameInstance(name: string, same: boolean, otherAccepted: boolean): void {
  if (!same && !otherAccepted)
    throw new DomainError(
      'backup_unsound',
      `The backup ${name} is of another Muster: its organizations, people and tokens would take the place of the ones here. Say that this is meant, to restore it all the same.`,
    )
}

/** L2: backups are told of in the audit trail, the restored one in the database that it has become. */
export function recordBackup(
  change: Change,
  action: 'backup.created' | 'backup.deleted' | 'backup.restored',
  backup: Backup,
): Promise<void> {
  const { name, bytes, at } = backup
  return change.record({ organization: null, action, target: { type: 'backup', id: name, name }, after: { bytes, at } })
}
