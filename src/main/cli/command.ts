import type { InputOf, MethodName, OutputOf } from '../../shared/console/contract.ts'

/** What follows the words of a command. */
export interface Args {
  /** One for each operand that the command names, in its order; one in brackets may be missing. */
  readonly operands: readonly string[]
  text(option: string): string | undefined
  on(option: string): boolean
}

/** Asks the console contract, wherever it runs; rejects with Failure when it refuses. */
export type Call = <M extends MethodName>(method: M, input: InputOf<M>) => Promise<OutputOf<M>>

/** What a command has to show: to a program, and to a person. */
export interface Output {
  readonly json: unknown
  readonly text: string
  /** Exit status, where being asked was a success and the answer is not. */
  readonly status?: number
}

export interface Io {
  out(text: string): void
  err(text: string): void
  readonly env: NodeJS.ProcessEnv
}

export interface OptionSpec {
  /** What stands for its value in the help; a switch has none. */
  readonly value?: string
  readonly about: string
  readonly required?: boolean
}

interface Described {
  /** As typed: `org create`. */
  readonly words: string
  /** Names of what follows the words; the last one may be left out when it stands in brackets. */
  readonly operands: readonly string[]
  readonly summary: string
  /** What a person should know before using it. */
  readonly about: string
  readonly options: Readonly<Record<string, OptionSpec>>
  readonly example: string
}

/** A command that asks and shows: all of them but those that are about the service itself. */
export interface AskingCommand extends Described {
  /** Whether it may begin a data folder where there is none. */
  readonly begins?: boolean
  ask(call: Call, args: Args): Promise<Output>
}

export interface RunningCommand extends Described {
  /** Resolves to the exit status. */
  run(args: Args, io: Io): Promise<number>
}

export type Command = AskingCommand | RunningCommand

export const COMMON_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  data: { value: 'DIR', about: 'the data folder; without it $MUSTER_DATA, or the usual place of this system' },
  json: { about: 'print JSON, for programs' },
  help: { about: 'explain this command' },
}

export const ORG_OPTION: OptionSpec = { value: 'ORG', about: 'the organization: its slug, name or id', required: true }
