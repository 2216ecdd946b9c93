/** T7: an address that keeps failing waits longer and longer for its 401. */
export interface Slowdown {
  /** Counts a failure; how long its answer is to wait, ms. */
  failed(address: string): number
  succeeded(address: string): void
}

const FREE_FAILURES = 5
const FIRST_WAIT = 100
const LONGEST_WAIT = 3_000
const FORGET_AFTER = 60_000
const MOST_ADDRESSES = 10_000

export function createSlowdown(clock: () => number): Slowdown {
  const failures = new Map<string, { count: number; at: number }>()
  return {
    failed(address) {
      const now = clock()
      const before = failures.get(address)
      const count = before !== undefined && now - before.at < FORGET_AFTER ? before.count + 1 : 1
      failures.delete(address)
      failures.set(address, { count, at: now })
      // Insertion order is age: the oldest goes first.
      if (failures.size > MOST_ADDRESSES) for (const oldest of failures.keys()) if (failures.delete(oldest)) break
      return count <= FREE_FAILURES ? 0 : Math.min(FIRST_WAIT * 2 ** (count - FREE_FAILURES - 1), LONGEST_WAIT)
    },
    succeeded(address) {
      failures.delete(address)
    },
  }
}
