import { z } from 'zod'
import { command, query } from './define.ts'
import { Instant, Nothing } from './values.ts'

/** A file name in the backup folder, and nothing that leads out of it. */
export const BackupName = z
  .string()
  .max(120)
  .regex(/^[A-Za-z\d][\w.-]*\.db$/, 'A backup is named by its file name, which ends in .db.')

export const DataCounts = z.object({
  organizations: z.number().int(),
  users: z.number().int(),
  groups: z.number().int(),
  teams: z.number().int(),
  auditEvents: z.number().int(),
})
export type DataCounts = z.infer<typeof DataCounts>

/** X4: one backup. `before-…` are the copies that Muster makes before it restores another one or changes the schema. */
export const Backup = z.object({
  name: BackupName,
  at: Instant,
  bytes: z.number().int(),
  kind: z.enum(['manual', 'scheduled', 'before-restore', 'before-schema', 'other']),
  /** What reading it whole found; null while that has not been done. */
  examined: z
    .object({
      at: Instant,
      /** Why it cannot be restored; null when it is sound. */
      problem: z.string().nullable(),
      schemaVersion: z.number().int().nullable(),
      counts: DataCounts.nullable(),
    })
    .nullable(),
})
export type Backup = z.infer<typeof Backup>

/** What restoring a backup would do to the data that is there now. */
export const RestoreImpact = z.object({
  backup: Backup,
  present: DataCounts,
  restored: DataCounts,
  /** The last change that it holds; what was done after it is lost. Null when it holds none. */
  lastChangeAt: Instant.nullable(),
  /** Changes in the audit trail that it does not hold. */
  changesLost: z.number().int(),
  /** Tokens that have been revoked since and would open their endpoints again. */
  tokensRevived: z.number().int(),
  /** Tokens that have been issued since and would open nothing any more. */
  tokensLost: z.number().int(),
  /** False: the backup is of another Muster, whose people and tokens would take the place of these. */
  sameInstance: z.boolean(),
})
export type RestoreImpact = z.infer<typeof RestoreImpact>

const OneBackup = z.object({ name: BackupName })

export const backups = {
  list: query(
    Nothing,
    z.object({
      /** Absolute. */
      folder: z.string(),
      items: z.array(Backup),
      /** One is being made, or restored. */
      busy: z.boolean(),
      /** Why the last one could not be made; null when it could. */
      failure: z.string().nullable(),
    }),
  ),
  /** Made while the service answers, read whole afterwards, and kept only when it is sound. */
  create: command(Nothing, Backup),
  /** Reads a backup whole, again. */
  verify: command(OneBackup, Backup),
  remove: command(OneBackup, z.object({})),
  restoreImpact: query(OneBackup, RestoreImpact),
  /**
   * Verified first; then the present database is kept as a backup of its own, and the other takes its place. Requests that come in
   * meanwhile are told to come back (503). `otherInstance` accepts a backup of another Muster.
   */
  restore: command(
    OneBackup.extend({ otherInstance: z.boolean().default(false) }),
    z.object({ restored: Backup, safetyCopy: BackupName.nullable() }),
  ),
}
