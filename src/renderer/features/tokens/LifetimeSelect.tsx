import { TOKEN_LIFETIMES } from '../../../shared/console/tokens.ts'
import type { TokenLifetime } from '../../../shared/console/tokens.ts'
import { Select } from '../../ui/Select.tsx'

const lifetimes = TOKEN_LIFETIMES.map((days) => ({ value: String(days), label: days === null ? 'Never' : `In ${days} days` }))

/** T4: when a new token expires. */
export function LifetimeSelect({
  label = 'Expires',
  value,
  onChange,
}: {
  label?: string
  value: TokenLifetime
  onChange: (value: TokenLifetime) => void
}) {
  return (
    <Select
      label={label}
      value={String(value)}
      onChange={(next) => onChange(TOKEN_LIFETIMES.find((days) => String(days) === next) ?? null)}
      options={lifetimes}
    />
  )
}
