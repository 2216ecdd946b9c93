import type { Door } from '../../src/main/console/door.ts'
import type { Actor } from '../../src/shared/console/activity.ts'
import type { Result } from '../../src/shared/console/errors.ts'
import type { ConsoleEvent } from '../../src/shared/console/events.ts'

export interface TestDoor extends Door {
  readonly calls: { method: string; input: unknown; actor: Actor }[]
  emit(event: ConsoleEvent): void
  listeners(): number
}

/** A door that answers with what it was asked, for what lies on this side of it. */
export function testDoor(
  answer: (method: string, input: unknown) => Result<unknown> = (method, input) => ({ ok: true, value: { method, input } }),
): TestDoor {
  const calls: TestDoor['calls'] = []
  const listeners = new Set<(event: ConsoleEvent) => void>()
  return {
    calls,
    call: async (method, input, actor) => {
      calls.push({ method, input, actor })
      return answer(method, input)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    emit: (event) => listeners.forEach((listener) => listener(event)),
    listeners: () => listeners.size,
  }
}
