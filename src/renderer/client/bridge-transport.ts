import type { ConsoleBridge } from '../../shared/console/client.ts'
import type { InputOf, MethodName, OutputOf } from '../../shared/console/contract.ts'
import type { Result } from '../../shared/console/errors.ts'
import { ConsoleEvent } from '../../shared/console/events.ts'
import { connectionState } from './transport.ts'
import type { Transport } from './transport.ts'

/** The desktop app: the preload's bridge to the main process. It cannot drop, so it is always live. */
export function bridgeTransport(bridge: ConsoleBridge): Transport {
  const connection = connectionState('live')
  return {
    async invoke<M extends MethodName>(method: M, input: InputOf<M>): Promise<Result<OutputOf<M>>> {
      try {
        return (await bridge.invoke(method, input)) as Result<OutputOf<M>>
      } catch (cause) {
        return {
          ok: false,
          error: {
            code: 'unavailable',
            message: 'The service did not answer this window.',
            hint: `Try again. If it keeps happening, restart Muster. (${cause instanceof Error ? cause.message : String(cause)})`,
          },
        }
      }
    },
    subscribe(listener) {
      return bridge.subscribe((event) => {
        const parsed = ConsoleEvent.safeParse(event)
        if (parsed.success) listener(parsed.data)
      })
    },
    watchConnection: (listener) => connection.watch(listener),
  }
}
