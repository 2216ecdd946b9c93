import { useState } from 'react'
import { TOKEN_LIFETIMES } from '../../../shared/console/tokens.ts'
import type { Endpoint, IssuedToken, TokenLifetime } from '../../../shared/console/tokens.ts'
import { useCommand } from '../../client/queries.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Choice.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { Dialog, FormDialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import styles from './TokenDialog.module.css'

/** T2: first what will happen, then the token, once. The plaintext lives in this component and nowhere else. */
export function TokenDialog({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const [issued, setIssued] = useState<IssuedToken | null>(null)
  return issued ? <ShownOnce issued={issued} onClose={onClose} /> : <IssueForm endpoint={endpoint} onIssued={setIssued} onClose={onClose} />
}

const lifetimes = TOKEN_LIFETIMES.map((days) => ({ value: String(days), label: days === null ? 'Never' : `In ${days} days` }))

function IssueForm({ endpoint, onIssued, onClose }: { endpoint: Endpoint; onIssued: (issued: IssuedToken) => void; onClose: () => void }) {
  const organization = useOrganization()
  const [lifetime, setLifetime] = useState<TokenLifetime>(null)
  const issue = useCommand('tokens.issue')
  const { token } = endpoint
  const rotates = token.state !== 'none'
  return (
    <FormDialog
      title={rotates ? 'Rotate the token' : 'Generate a token'}
      intro={`Whoever holds the token can create, change and delete the users and groups of ${organization.name}, and nothing else.`}
      submitLabel={rotates ? 'Rotate token' : 'Generate token'}
      isPending={issue.isPending}
      error={issue.error}
      onSubmit={() => issue.mutate({ organizationId: organization.id, lifetimeDays: lifetime }, { onSuccess: onIssued })}
      onClose={onClose}
    >
      {token.state === 'live' && (
        <Notice tone="warning" title={`The token …${token.tail} stops working at the same moment`}>
          The identity provider gets status 401 until the new token is entered there. Have its provisioning settings open before you go on.
        </Notice>
      )}
      <Select
        label="Expires"
        value={String(lifetime)}
        onChange={(value) => setLifetime(TOKEN_LIFETIMES.find((days) => String(days) === value) ?? null)}
        options={lifetimes}
      />
    </FormDialog>
  )
}

function ShownOnce({ issued, onClose }: { issued: IssuedToken; onClose: () => void }) {
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
      <Secret value={issued.token} />
      <div className={styles.endpoints}>
        {issued.mounts.map((mount) => (
          <div key={mount.url} className={styles.endpoint}>
            <span className={styles.label}>{mount.label}</span>
            <CopyField value={mount.url} what={`${mount.label} URL`} />
          </div>
        ))}
      </div>
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
