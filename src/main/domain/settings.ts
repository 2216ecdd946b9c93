import { isDeepStrictEqual } from 'node:util'
import { Settings } from '../../shared/console/settings.ts'
import type { ReadTx } from '../store/database/port.ts'
import { readSettings, writeSetting } from '../store/settings.ts'
import type { Change } from './change.ts'
import { given } from './given.ts'
import { webhookHost } from './webhooks/destination.ts'

export const DEFAULT_SETTINGS: Settings = {
  publicUrl: null,
  logRetentionDays: 30,
  logRetentionMegabytes: 500,
  logBodies: true,
  backupEveryHours: 24,
  backupKeep: 7,
  backupFolder: null,
  webhookHosts: [],
}

export async function currentSettings(tx: ReadTx): Promise<Settings> {
  const stored = await readSettings(tx)
  return Settings.parse({ ...DEFAULT_SETTINGS, ...Object.fromEntries(stored) })
}

/** Changes what is given and leaves the rest. The public URL loses its trailing slash: paths are put behind it. */
export async function changeSettings(change: Change, wanted: Partial<Settings>): Promise<Settings> {
  const before = await currentSettings(change.tx)
  const after: Settings = { ...before, ...given(wanted) }
  after.webhookHosts = [...new Set(after.webhookHosts.map(webhookHost))]
  after.publicUrl = after.publicUrl?.replace(/\/+$/, '') ?? null
  const changed = (Object.keys(DEFAULT_SETTINGS) as (keyof Settings)[]).filter((name) => !isDeepStrictEqual(after[name], before[name]))
  if (changed.length === 0) return before
  for (const name of changed) await writeSetting(change.tx, name, after[name])
  await change.record({
    organization: null,
    action: 'settings.changed',
    target: { type: 'settings', id: 'settings', name: 'Settings' },
    before,
    after,
  })
  change.touch('settings', null)
  change.touch('status', null)
  change.touch('tokens', null)
  return after
}
