import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { musterProcess } from '../cli/process.ts'
import { muster } from '../cli/terminal.ts'
import { inconsistencies } from '../support/consistency.ts'
import { prepared } from './serving.ts'

/** ms after the restore was asked for at which the service is killed. */
const KILLS = [0, 20, 60, 120, 250]

it('X4: kill -9 in the middle of a restore: the folder holds one database or the other, whole, and the other one is kept', async () => {
  const { serve, dataDir, file } = await prepared()
  for (const [round, after] of KILLS.entries()) {
    const { service, scim } = await serve()
    const { status, out } = await muster(['backup', '--json', '--data', dataDir])
    expect(status).toBe(0)
    const { name } = JSON.parse(out) as { name: string }
    const { body: before } = await scim.get('/Users?count=0')
    const present = await scim.create('/Users', { userName: `after-${round}@acme.example` })

    const restoring = musterProcess(['restore', name, '--yes', '--data', dataDir])
    await pause(after + 150)
    expect(await service.stop('SIGKILL')).toBe('SIGKILL')
    await restoring

    const again = await serve()
    expect(inconsistencies(file)).toEqual([])
    const found = await again.scim.get(`/Users/${present}`)
    expect([200, 404]).toContain(found.status)
    const { totalResults } = (await again.scim.get('/Users?count=0')).body as { totalResults: number }
    expect(totalResults).toBe((before as { totalResults: number }).totalResults + (found.status === 200 ? 1 : 0))
    // The database that gave way is there, and nothing half-done is.
    if (found.status === 404) expect(readdirSync(join(dataDir, 'backups')).some((each) => each.startsWith('before-restore-'))).toBe(true)
    expect(readdirSync(dataDir).filter((each) => each === 'restore.json')).toEqual([])
    expect(await again.service.stop('SIGTERM')).toBe(0)
  }
})
