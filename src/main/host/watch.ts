import type { Domain } from '../domain/domain.ts'
import { tellOfExpiringTokens } from '../domain/problems/expiry.ts'
import { tellOfDisk } from '../domain/problems/upkeep.ts'
import { diskSpace } from './disk.ts'
import { incident } from './incidents.ts'

const EVERY_MS = 10 * 60_000
const SYSTEM = { kind: 'system', name: 'Muster' } as const

/** Looks at the start and now and then for what becomes a problem with time: tokens that expire, a disk that fills. Returns the way to stop. */
export function keepWatch(domain: Domain, dataDir: string): () => Promise<void> {
  let looking: Promise<void> = Promise.resolve()
  async function look(): Promise<void> {
    const disk = await diskSpace(dataDir)
    await domain.change({ actor: SYSTEM }, async (change) => {
      await tellOfExpiringTokens(change)
      await tellOfDisk(change, dataDir, disk)
    })
  }
  const turn = (): void =>
    void (looking = look()
      .catch(incident('looking for problems'))
      .then(() => undefined))
  turn()
  const timer = setInterval(turn, EVERY_MS)
  timer.unref()
  return () => {
    clearInterval(timer)
    return looking
  }
}
