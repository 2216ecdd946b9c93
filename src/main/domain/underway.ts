import type { Underway } from '../../shared/console/events.ts'

/** A change has taken long once it has taken this: until then nobody is told how far it is. */
const LONG_MS = 400

/** The long changes that are at work now. */
export interface UnderwayList {
  readonly all: () => Underway[]
  /** Runs one change, whose reports are told of once it has taken long, and whose end is told of then too. */
  during<T>(work: (report: (now: Underway) => void) => Promise<T>): Promise<T>
}

/** @param tell called when the list has changed */
export function underwayList(tell: () => void): UnderwayList {
  const list = new Map<string, Underway>()
  return {
    all: () => [...list.values()],
    async during(work) {
      const begun = performance.now()
      let told: string | undefined
      try {
        return await work((now) => {
          if (performance.now() - begun < LONG_MS) return
          told = now.correlationId
          list.set(told, now)
          tell()
        })
      } finally {
        if (told !== undefined && list.delete(told)) tell()
      }
    },
  }
}
