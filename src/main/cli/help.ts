import { COMMON_OPTIONS } from './command.ts'
import type { Command, OptionSpec } from './command.ts'

/** What `muster --help` says, or, for the first word of several commands, what `muster team --help` says. */
export function overview(commands: readonly Command[], version: string): string {
  const lines = commands.map((command) => [`  ${usage(command)}`, command.summary] as const)
  return [
    `Muster ${version}: a SCIM 2.0 service on your own machine, with a console for its administrator.`,
    '',
    'Commands:',
    ...aligned(lines),
    '',
    'Every command takes --data DIR, --json and --help.',
    'They work whether or not the service is running on the data folder.',
  ].join('\n')
}

export function commandHelp(command: Command): string {
  const specific = Object.entries(command.options)
  const options = [...specific, ...Object.entries(COMMON_OPTIONS)].map(
    ([name, spec]) => [`  ${flag(name, spec)}`, described(spec)] as const,
  )
  return [`muster ${usage(command)}`, '', command.about, '', 'Options:', ...aligned(options), '', 'Example:', `  ${command.example}`].join(
    '\n',
  )
}

function usage({ words, operands, options }: Command): string {
  const required = Object.entries(options).filter(([, { required: must }]) => must === true)
  return [words, ...operands, ...required.map(([name, spec]) => flag(name, spec))].join(' ')
}

function flag(name: string, { value }: OptionSpec): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`
}

function described({ about, required }: OptionSpec): string {
  return required === true ? `${about} (required)` : about
}

function aligned(lines: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...lines.map(([left]) => left.length))
  return lines.map(([left, right]) => `${left.padEnd(width)}  ${right}`)
}
