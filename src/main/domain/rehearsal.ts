import { auditAfter, type AuditRow, lastAuditSeq } from '../store/audit.ts'
import type { WriteTx } from '../store/database/port.ts'
import { beginChange } from './change.ts'
import type { Domain } from './domain.ts'

/** What a rehearsal came to, thrown so that the store undoes all that was done for it. */
class Rehearsed extends Error {
  readonly outcome: unknown

  constructor(outcome: unknown) {
    super('a rehearsal is over')
    this.outcome = outcome
  }
}

export interface Rehearsal<T> {
  readonly value: T
  /** The audit events that it would have left, oldest first. */
  readonly events: readonly AuditRow[]
}

/**
 * Does `work` on the data as they are, and undoes all of it, whatever it was: nothing becomes durable, and nobody is told of it. The
 * domain that `work` is given lives in one unit of work, in which every change of its own is one that fails alone. `work` awaits nothing
 * but that domain.
 */
export async function rehearse<T>(domain: Domain, work: (rehearsed: Domain) => Promise<T>): Promise<Rehearsal<T>> {
  try {
    return await domain.change({ actor: { kind: 'system', name: 'Muster' } }, async ({ tx }) => {
      const before = await lastAuditSeq(tx)
      const value = await work(within(domain, tx))
      throw new Rehearsed({ value, events: await auditAfter(tx, before) } satisfies Rehearsal<T>)
    })
  } catch (error) {
    if (error instanceof Rehearsed) return error.outcome as Rehearsal<T>
    throw error
  }
}

const nobody = (): void => undefined

function within(domain: Domain, tx: WriteTx): Domain {
  return {
    ...domain,
    read: (work) => work(tx),
    change: (who, work) =>
      tx.attempt(() => {
        const correlationId = who.correlationId ?? domain.newId()
        return work(beginChange(tx, domain, { actor: who.actor, correlationId }, nobody, nobody))
      }),
    subscribe: () => () => undefined,
  }
}
