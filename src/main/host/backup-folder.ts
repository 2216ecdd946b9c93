import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Backup, BackupName } from '../../shared/console/backups.ts'
import { kindOf } from '../domain/backups.ts'
import { DomainError } from '../domain/error.ts'
import type { Examination } from '../store/backup/examine.ts'

/** What was found in a backup, kept beside it; it holds for the file of this size and time only. */
const Kept = z.object({
  at: z.number(),
  size: z.number(),
  mtimeMs: z.number(),
  found: z.object({
    problem: z.string().nullable(),
    bytes: z.number(),
    instanceId: z.string().nullable(),
    schemaVersion: z.number().nullable(),
    counts: z
      .object({ organizations: z.number(), users: z.number(), groups: z.number(), teams: z.number(), audit_events: z.number() })
      .nullable(),
    liveTokens: z.array(z.string()),
    lastChangeAt: z.number().nullable(),
  }),
})
type Kept = z.infer<typeof Kept>

/** The folder that backups lie in. Names come from outside: nothing outside of it is reached by one. */
export interface BackupFolder {
  readonly path: string
  /** Newest first. */
  list(): Backup[]
  /** Absolute. Throws not_found. */
  fileOf(name: string): string
  describe(name: string): Backup
  /** What was found in it when it was last examined, if it is still that file. */
  known(name: string): Examination | null
  remember(name: string, found: Examination, at: number): void
  remove(name: string): void
  /** Where a backup in the making is written, private from its first byte. */
  draft(name: string): string
  /** A finished draft gets its name. */
  keep(name: string): void
  /** An unfinished draft goes; never throws. */
  drop(name: string): void
}

export function backupFolder(path: string): BackupFolder {
  const noteOf = (file: string): string => file.replace(/\.db$/, '.json')

  function fileOf(name: string): string {
    const file = join(path, name)
    // A link in the folder could lead anywhere.
    if (BackupName.safeParse(name).success && existsSync(file) && realpathSync(file) === join(realpathSync(path), name)) return file
    throw new DomainError('not_found', `There is no backup ${name.slice(0, 120)} in ${path}.`)
  }

  function note(file: string): Kept | null {
    try {
      const { size, mtimeMs } = statSync(file)
      const kept = Kept.parse(JSON.parse(readFileSync(noteOf(file), 'utf8')))
      return kept.size === size && kept.mtimeMs === mtimeMs ? kept : null
    } catch {
      // None, or not ours: the backup is examined anew when somebody wants to know.
      return null
    }
  }

  function describe(name: string): Backup {
    const file = fileOf(name)
    const { size, mtimeMs } = statSync(file)
    const kept = note(file)
    return { name, at: Math.round(mtimeMs), bytes: size, kind: kindOf(name), examined: kept && examinedOf(kept) }
  }

  return {
    path,
    fileOf,
    describe,
    list() {
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return []
      const names = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isFile() && BackupName.safeParse(entry.name).success)
      return names.map(({ name }) => describe(name)).toSorted((a, b) => b.at - a.at || (a.name < b.name ? 1 : -1))
    },
    known: (name) => note(fileOf(name))?.found ?? null,
    remember(name, found, at) {
      const file = fileOf(name)
      const { size, mtimeMs } = statSync(file)
      writeFileSync(noteOf(file), `${JSON.stringify({ at, size, mtimeMs, found } satisfies Kept)}\n`, { mode: 0o600 })
    },
    remove(name) {
      const file = fileOf(name)
      for (const each of [file, noteOf(file), `${file}-wal`, `${file}-shm`]) rmSync(each, { force: true })
    },
    draft(name) {
      mkdirSync(path, { recursive: true, mode: 0o700 })
      const draft = join(path, `${name}.part`)
      rmSync(draft, { force: true })
      writeFileSync(draft, '', { mode: 0o600, flag: 'wx' })
      return draft
    },
    keep(name) {
      chmodSync(join(path, `${name}.part`), 0o600)
      renameSync(join(path, `${name}.part`), join(path, name))
    },
    drop(name) {
      try {
        rmSync(join(path, `${name}.part`), { force: true })
      } catch {
        // The folder is not one: then nothing was written there.
      }
    },
  }
}

function examinedOf({ at, found }: Kept): Backup['examined'] {
  const { problem, schemaVersion, counts } = found
  return { at, problem, schemaVersion, counts: counts && countsOf(counts) }
}

export function countsOf({ audit_events, ...rest }: NonNullable<Examination['counts']>) {
  return { ...rest, auditEvents: audit_events }
}
