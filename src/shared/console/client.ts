import type { InputOf, MethodName, OutputOf } from './contract.ts'
import type { ConsoleEvent } from './events.ts'
import type { Result } from './errors.ts'

/** What a transport gives to the screens (and to the command line): ask, and listen. */
export interface ConsoleClient {
  invoke<M extends MethodName>(method: M, input: InputOf<M>): Promise<Result<OutputOf<M>>>
  /** Calls the listener after every commit that changed something; returns the way to stop. */
  subscribe(listener: (event: ConsoleEvent) => void): () => void
}

/** What the preload puts on `window.muster` in the desktop app. */
export interface ConsoleBridge {
  invoke(method: string, input: unknown): Promise<unknown>
  subscribe(listener: (event: unknown) => void): () => void
}
