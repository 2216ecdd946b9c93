import type { Actor } from '../../../shared/console/activity.ts'
import { dropLog, lastLogSeq } from '../../store/provisioning-log.ts'
import type { Domain } from '../domain.ts'

/** L1: forgets all entries that are there when it begins, a bounded number in each unit of work; those that come in meanwhile stay. */
export async function clearLog(domain: Domain, actor: Actor): Promise<number> {
  const last = await domain.read(lastLogSeq)
  const correlationId = domain.newId()
  let cleared = 0
  for (;;) {
    const gone = await domain.change({ actor, correlationId }, async (change) => {
      const dropped = await dropLog(change.tx, last)
      change.touch('requests', null)
      if (dropped > 0)
        await change.record({
          organization: null,
          action: 'log.cleared',
          target: { type: 'log', id: 'requests', name: 'Request log' },
          after: { entries: dropped },
        })
      return dropped
    })
    if (gone === 0) return cleared
    cleared += gone
  }
}
