import { parseArgs } from 'node:util'
import { COMMON_OPTIONS } from './command.ts'
import type { Args, Command } from './command.ts'
import { UsageError } from './failure.ts'

/** Reads what follows the words of a command. Throws UsageError. With `--help`, nothing else is required. */
export function readArgs(command: Command, argv: readonly string[]): Args {
  const specs = { ...command.options, ...COMMON_OPTIONS }
  const { positionals, ...rest } = parsed(command, argv)
  const values: Record<string, string | boolean | undefined> = rest.values
  const args: Args = {
    operands: positionals,
    text: (option) => {
      const value = values[option]
      return typeof value === 'string' ? value : undefined
    },
    on: (option) => values[option] === true,
  }
  if (args.on('help')) return args
  const missing = command.operands[positionals.length]
  if (missing !== undefined && !missing.startsWith('[')) throw new UsageError(`${missing} is missing.`, command.words)
  const extra = positionals[command.operands.length]
  if (extra !== undefined) throw new UsageError(`There is no place for "${extra}"; put names with spaces in quotes.`, command.words)
  for (const [name, { required, value }] of Object.entries(specs)) {
    if (required === true && args.text(name) === undefined) throw new UsageError(`--${name} ${value} is missing.`, command.words)
    if (args.text(name) === '') throw new UsageError(`--${name} is empty.`, command.words)
  }
  return args
}

function parsed(command: Command, argv: readonly string[]) {
  const specs = { ...command.options, ...COMMON_OPTIONS }
  const types = Object.entries(specs).map(([name, { value }]) => [
    name,
    { type: value === undefined ? ('boolean' as const) : ('string' as const) },
  ])
  const options = Object.fromEntries(types) as Record<string, { type: 'string' | 'boolean' }>
  try {
    return parseArgs({ args: [...argv], options: { ...options, help: { type: 'boolean', short: 'h' } }, allowPositionals: true })
  } catch (error) {
    // The first sentence says what is wrong; what follows is advice for programmers.
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/)
    const unfilled = /^Option '(?:-\w, )?(--[\w-]+).*argument (?:missing|is ambiguous)/.exec(first)?.[1]
    throw new UsageError(unfilled === undefined ? `${first.replace(/\.$/, '')}.` : `${unfilled} needs a value.`, command.words)
  }
}

/** A whole number of at least `least`; undefined when the option is not given. */
export function numberOption(command: string, args: Args, option: string, least: number, most: number): number | undefined {
  const text = args.text(option)
  if (text === undefined) return undefined
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  throw new UsageError(`--${option} must be a number from ${least} to ${most}, not "${text}".`, command)
}
