import { z } from 'zod'
import { command, query } from './define.ts'
import { Instant, Nothing } from './values.ts'

export const Settings = z.object({
  /** E3: how clients behind a tunnel or proxy reach the SCIM service; null when they reach it directly. */
  publicUrl: z
    .url({ protocol: /^https?$/, error: 'Enter a whole address, such as https://scim.example.com.' })
    .refine((url) => !/[?#]|\/\/[^/]*@/.test(url), 'Leave out user names, queries (?) and fragments (#): paths are put behind the address.')
    .nullable(),
  /** L1: the provisioning log keeps entries up to this age and size, whichever comes first. */
  logRetentionDays: z.number().int().min(1).max(3650),
  logRetentionMegabytes: z.number().int().min(1).max(100_000),
  /** L1: whether redacted bodies are kept with the entries. */
  logBodies: z.boolean(),
  /** X4: how often a backup is made by itself; null: never. */
  backupEveryHours: z.number().int().min(1).max(8760).nullable(),
  /** How many of those are kept. Backups made by hand stay until they are deleted. */
  backupKeep: z.number().int().min(1).max(365),
  /** Where backups lie; null: in the data folder. */
  backupFolder: z
    .string()
    .max(1000)
    .regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)/, 'Enter a whole path, from the root of the disk on.')
    .nullable(),
  /** L5: where webhooks may go besides this machine: host names, `*.example.com`, addresses, ranges. */
  webhookHosts: z.array(z.string().trim().min(1).max(255)).max(100),
})
export type Settings = z.infer<typeof Settings>

export const Warning = z.object({ code: z.string(), message: z.string(), hint: z.string() })

export const Status = z.object({
  version: z.string(),
  mode: z.enum(['desktop', 'headless']),
  state: z.enum(['running', 'draining']),
  scimUrl: z.string(),
  consoleUrl: z.string().nullable(),
  dataDir: z.string(),
  databaseBytes: z.number().int(),
  startedAt: Instant,
  warnings: z.array(Warning),
})
export type Status = z.infer<typeof Status>

export const settings = {
  get: query(Nothing, Settings),
  update: command(Settings.partial(), Settings),
  status: query(Nothing, Status),
}
