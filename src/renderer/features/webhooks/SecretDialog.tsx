import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Choice.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'

/** The secret that signs, once. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const [isStored, setStored] = useState(false)
  return (
    <Dialog
      title="Copy the signing secret now"
      size="large"
      onClose={onClose}
      isDismissable={false}
      footer={
        <Button variant="primary" isDisabled={!isStored} onPress={onClose}>
          Close
        </Button>
      }
    >
      <p>
        This is the only time that it is shown. The receiver verifies with it that messages come from here; libraries for Standard Webhooks
        take it as it is.
      </p>
      <CopyField value={secret} what="signing secret" />
      <Checkbox isSelected={isStored} onChange={setStored}>
        I have stored this secret
      </Checkbox>
    </Dialog>
  )
}
