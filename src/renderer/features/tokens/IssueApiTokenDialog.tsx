import { useState } from 'react'
import type { ErrorLike } from '../../ui/Notice.tsx'
import type { TokenLifetime } from '../../../shared/console/tokens.ts'
import { FormDialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/Field.tsx'
import { LifetimeSelect } from './LifetimeSelect.tsx'
import { ShownOnce } from './ShownOnce.tsx'

/** T2: a token of the management API: first its name, then its plaintext, once. `issue` resolves to the plaintext. */
export function IssueApiTokenDialog({
  intro,
  placeholder,
  issue,
  isPending,
  error,
  onClose,
}: {
  intro: string
  placeholder: string
  issue: (input: { name: string; lifetimeDays: TokenLifetime }) => Promise<string>
  isPending: boolean
  error: ErrorLike | null
  onClose: () => void
}) {
  const [name, setName] = useState('')
  const [lifetimeDays, setLifetime] = useState<TokenLifetime>(null)
  const [token, setToken] = useState<string | null>(null)
  if (token !== null) return <ShownOnce token={token} onClose={onClose} />
  return (
    <FormDialog
      title="Issue a token"
      intro={intro}
      submitLabel="Issue token"
      isPending={isPending}
      error={error}
      canSubmit={name.trim() !== ''}
      // A refusal is shown from `error`.
      onSubmit={() => void issue({ name: name.trim(), lifetimeDays }).then(setToken, () => undefined)}
      onClose={onClose}
    >
      <TextField label="Name" value={name} onChange={setName} placeholder={placeholder} autoFocus maxLength={63} />
      <LifetimeSelect value={lifetimeDays} onChange={setLifetime} />
    </FormDialog>
  )
}
