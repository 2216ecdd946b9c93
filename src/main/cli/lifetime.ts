import { TokenLifetime } from '../../shared/console/tokens.ts'
import type { Args, OptionSpec } from './command.ts'
import { UsageError } from './failure.ts'

export const LIFETIME_OPTION: OptionSpec = { value: 'DAYS', about: '30, 90, 180 or 365; without it the token does not expire' }

/** T4: in days, null for never. */
export function lifetimeOf(args: Args, command: string): TokenLifetime {
  const text = args.text('lifetime')
  const { success, data } = TokenLifetime.safeParse(text === undefined ? null : Number(text))
  if (success) return data
  throw new UsageError(`--lifetime must be 30, 90, 180 or 365, not "${text}".`, command)
}
