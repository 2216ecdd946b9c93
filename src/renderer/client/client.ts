import type { ConsoleBridge } from '../../shared/console/client.ts'
import type { InputOf, MethodName, OutputOf } from '../../shared/console/contract.ts'
import type { ConsoleError } from '../../shared/console/errors.ts'
import { bridgeTransport } from './bridge-transport.ts'
import { httpTransport } from './http-transport.ts'
import type { Transport } from './transport.ts'

declare global {
  interface Window {
    /** Put there by the preload of the desktop app. */
    readonly muster?: ConsoleBridge
  }
}

/** A refusal, as something that can be thrown: `message` says what and why, `hint` what to do. */
export class InvocationError extends Error {
  readonly code: ConsoleError['code']
  readonly hint: string | undefined
  readonly issues: NonNullable<ConsoleError['issues']>
  readonly incident: string | undefined

  constructor(error: ConsoleError) {
    super(error.message)
    this.name = 'InvocationError'
    this.code = error.code
    this.hint = error.hint
    this.issues = error.issues ?? []
    this.incident = error.incident
  }
}

/** The only place that knows which transport this window is on. */
export const transport: Transport = window.muster ? bridgeTransport(window.muster) : httpTransport()

/** Asks or orders; rejects with an `InvocationError`. */
export async function invoke<M extends MethodName>(method: M, input: InputOf<M>): Promise<OutputOf<M>> {
  const result = await transport.invoke(method, input)
  if (!result.ok) throw new InvocationError(result.error)
  return result.value
}
