import type { ConsoleError } from '../../shared/console/errors.ts'
import { DomainError } from '../domain/error.ts'
import { ListenError } from '../http/listen-error.ts'
import { DatabaseRefused, StoreUnavailable } from '../store/database/port.ts'

/** What a command could not do: one clear sentence, and what to do about it. Exit status 1. */
export class Failure extends Error {
  override readonly name = 'Failure'
}

/** A command line that says nothing that can be done. Exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  /** The words of the command whose `--help` explains. */
  readonly command: string

  constructor(message: string, command = '') {
    super(message)
    this.command = command
  }
}

export function refused({ message, hint, issues }: ConsoleError): Failure {
  const details = (issues ?? []).map((issue) => issue.message).filter((text) => !message.includes(text))
  return new Failure([message, ...details, ...(hint === undefined ? [] : [hint])].join(' '))
}

/** What to print for an error, and the exit status. Never a stack, unless it is asked for. */
export function explain(error: unknown, env: NodeJS.ProcessEnv): { text: string; status: 1 | 2 } {
  const debug = env['MUSTER_DEBUG'] === '1' && error instanceof Error ? `\n${error.stack ?? ''}` : ''
  if (error instanceof UsageError) {
    const help = ['muster', error.command, '--help'].filter((word) => word !== '').join(' ')
    return { text: `muster: ${error.message} See "${help}".${debug}`, status: 2 }
  }
  if (error instanceof ListenError) return { text: `muster: ${error.message} ${error.hint}${debug}`, status: 1 }
  if (error instanceof Failure || error instanceof DatabaseRefused || error instanceof StoreUnavailable || error instanceof DomainError)
    return { text: `muster: ${error.message}${debug}`, status: 1 }
  const message = error instanceof Error ? error.message : String(error)
  const rest = debug === '' ? ' Run it again with MUSTER_DEBUG=1 for the details.' : debug
  return { text: `muster: This failed in a way that was not foreseen: ${message.replace(/\.?\s*$/, '.')}${rest}`, status: 1 }
}
