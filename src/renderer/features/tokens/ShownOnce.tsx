import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Choice.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import styles from './ShownOnce.module.css'

/** T2: a token, this once, and where it is entered. Closing needs an acknowledgement. */
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
  const [isStored, setStored] = useState(false)
  return (
    <Dialog
      title="Copy the token now"
      size="large"
      onClose={onClose}
      isDismissable={false}
      footer={
        <Button variant="primary" isDisabled={!isStored} onPress={onClose}>
          Close
        </Button>
      }
    >
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
      <Checkbox isSelected={isStored} onChange={setStored}>
        I have stored this token
      </Checkbox>
    </Dialog>
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
