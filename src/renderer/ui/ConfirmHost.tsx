import { useState } from 'react'
import { closeConfirmation, useConfirmation } from '../stores/confirm.ts'
import type { Confirmation } from '../stores/confirm.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { ErrorNotice } from './Notice.tsx'
import type { ErrorLike } from './Notice.tsx'

/** Shows the question that is open, if any. Mounted once. */
export function ConfirmHost() {
  const confirmation = useConfirmation((state) => state.open)
  return confirmation && <ConfirmDialog confirmation={confirmation} />
}

function ConfirmDialog({ confirmation }: { confirmation: Confirmation }) {
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<ErrorLike | null>(null)
  const { title, body, confirmLabel, tone, act } = confirmation

  const run = async (): Promise<void> => {
    setPending(true)
    setError(null)
    try {
      await act()
      closeConfirmation()
    } catch (cause) {
      setError(cause instanceof Error ? cause : { message: String(cause) })
      setPending(false)
    }
  }
  return (
    <Dialog
      title={title}
      role="alertdialog"
      size="small"
      onClose={closeConfirmation}
      isDismissable={!isPending}
      footer={
        <>
          <Button onPress={closeConfirmation} isDisabled={isPending} autoFocus={tone === 'danger'}>
            Cancel
          </Button>
          <Button variant={tone} isPending={isPending} onPress={() => void run()} autoFocus={tone === 'primary'}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {body}
      {error && <ErrorNotice error={error} />}
    </Dialog>
  )
}
