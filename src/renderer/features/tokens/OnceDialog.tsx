import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Choice.tsx'
import { Dialog } from '../../ui/Dialog.tsx'

/** Shows what will not be shown again; closing needs an acknowledgement (T2). */
export function OnceDialog({ title, what, children, onClose }: { title: string; what: string; children: ReactNode; onClose: () => void }) {
  const [isStored, setStored] = useState(false)
  return (
    <Dialog
      title={title}
      size="large"
      onClose={onClose}
      isDismissable={false}
      footer={
        <Button variant="primary" isDisabled={!isStored} onPress={onClose}>
          Close
        </Button>
      }
    >
      {children}
      <Checkbox isSelected={isStored} onChange={setStored}>
        I have stored this {what}
      </Checkbox>
    </Dialog>
  )
}
