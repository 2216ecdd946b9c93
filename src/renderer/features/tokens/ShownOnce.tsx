import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { OnceDialog } from './OnceDialog.tsx'
import styles from './ShownOnce.module.css'

/** T2: a token, this once, and where it is entered. */
export function ShownOnce({
  token,
  addresses,
  children,
  onClose,
}: {
  token: string
  addresses?: readonly { label: string; url: string }[]
  children?: ReactNode
  onClose: () => void
}) {
  return (
    <OnceDialog title="Copy the token now" what="token" onClose={onClose}>
      <p>This is the only time that it is shown. Muster keeps a hash of it and its last four characters.</p>
      <Secret value={token} />
      {addresses && (
        <div className={styles.endpoints}>
          {addresses.map(({ label, url }) => (
            <div key={url} className={styles.endpoint}>
              <span className={styles.label}>{label}</span>
              <CopyField value={url} what={`${label} URL`} />
            </div>
          ))}
        </div>
      )}
      {children}
    </OnceDialog>
  )
}

function Secret({ value }: { value: string }) {
  const [isRevealed, setRevealed] = useState(false)
  return (
    <div className={styles.secret}>
      {isRevealed ? (
        <code className={styles.value}>{value}</code>
      ) : (
        <span className={styles.value} data-masked>
          <span className="visually-hidden">The token is hidden. It ends in {value.slice(-4)}.</span>
          <span className="mono" aria-hidden="true">
            {`${'•'.repeat(28)}${value.slice(-4)}`}
          </span>
        </span>
      )}
      <div className={styles.tools}>
        <Button icon={isRevealed ? 'eyeOff' : 'eye'} size="small" onPress={() => setRevealed(!isRevealed)}>
          {isRevealed ? 'Hide token' : 'Reveal token'}
        </Button>
        <CopyButton text={value} what="token" showLabel variant="primary" />
      </div>
    </div>
  )
}
