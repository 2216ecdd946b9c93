import type { Door } from '../console/door.ts'
import type { Settings } from '../../shared/console/settings.ts'
import type { ConsoleEvent } from '../../shared/console/events.ts'
import type { ManagementHandler } from '../management/exchange.ts'
import { Refusal, refused } from '../management/respond.ts'
import type { ScimHandler } from '../scim/exchange.ts'
import { DEFAULT_SETTINGS } from '../domain/settings.ts'
import { errorAnswer } from '../scim/respond.ts'
import { ScimError } from '../protocol/error.ts'
import type { Core } from './core.ts'

/**
 * The place of the core: sockets and windows hold on to this, so that they outlive the exchange of the database below them. While it
 * is empty, identity providers are told to come back, and the console that it has to wait.
 */
export interface CoreSlot {
  readonly door: Door
  readonly handle: ScimHandler
  readonly manage: ManagementHandler
  /** Those of the last core, while the slot is empty. */
  settings(): Settings
  isEmpty(): boolean
  /** Throws while the slot is empty. */
  core(): Core
  put(core: Core): void
  /** Takes the core out, to be closed; the slot is empty until the next `put`. */
  take(): Core
  /** The same where it may be empty already. */
  leave(): Core | null
}

const EXCHANGING = 'The database is being exchanged for a backup.'

export function coreSlot(): CoreSlot {
  const listeners = new Set<(event: ConsoleEvent) => void>()
  let current: Core | null = null
  let settings = (): Settings => DEFAULT_SETTINGS
  let unsubscribe = (): void => undefined
  let revision = 0

  const core = (): Core => {
    if (current === null) throw new Error(EXCHANGING)
    return current
  }
  function leave(): Core | null {
    const left = current
    unsubscribe()
    current = null
    return left
  }
  return {
    core,
    settings: () => settings(),
    isEmpty: () => current === null,
    handle: async (request) =>
      current === null
        ? errorAnswer(new ScimError(503, undefined, `${EXCHANGING} Try again in a moment.`))
        : current.service.handle(request),
    manage: async (request) =>
      current === null
        ? refused(new Refusal(503, 'unavailable', `${EXCHANGING} Try again in a moment.`, { headers: { 'retry-after': '2' } }))
        : current.management.handle(request),
    door: {
      call: async (method, input, actor) =>
        current === null
          ? { ok: false, error: { code: 'unavailable', message: EXCHANGING, hint: 'Try again in a moment.' } }
          : current.door.call(method, input, actor),
      subscribe(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    put(next) {
      current = next
      settings = next.settings
      // A gap in the revisions: whoever listens asks for everything again, since nothing is as it was.
      revision++
      unsubscribe = next.door.subscribe((event) => {
        revision++
        for (const listener of listeners) listener({ ...event, revision })
      })
    },
    take() {
      const taken = core()
      leave()
      return taken
    },
    leave,
  }
}
