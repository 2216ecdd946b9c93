import type { SubmitEvent, ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './Button.tsx'
import { ErrorNotice } from './Notice.tsx'
import type { ErrorLike } from './Notice.tsx'
import styles from './Dialog.module.css'

export interface DialogProps {
  title: string
  children: ReactNode
  /** The buttons, in order: Cancel first. */
  footer?: ReactNode
  onClose: () => void
  role?: 'dialog' | 'alertdialog'
  size?: 'small' | 'medium' | 'large'
  /** False: Escape and a click outside do nothing; only its own buttons close it. */
  isDismissable?: boolean
}

/** A question or a form in front of everything else. Rendered while it is open. */
export function Dialog({ title, children, footer, onClose, role = 'dialog', size = 'medium', isDismissable = true }: DialogProps) {
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(open) => !open && onClose()}
      className={styles.overlay}
      isDismissable={isDismissable && role === 'dialog'}
      isKeyboardDismissDisabled={!isDismissable}
    >
      <Modal className={styles.modal} data-size={size}>
        <AriaDialog role={role} className={styles.dialog}>
          <Heading slot="title" level={2} className={styles.title}>
            {title}
          </Heading>
          <div className={styles.body}>{children}</div>
          {footer && <div className={styles.footer}>{footer}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

export interface FormDialogProps {
  title: string
  intro?: ReactNode
  /** Verb and noun: "Create team". */
  submitLabel: string
  isPending: boolean
  error: ErrorLike | null
  canSubmit?: boolean
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
  size?: 'small' | 'medium' | 'large'
}

/** A dialog that is a form: Enter submits, the refusal stands above the buttons. */
export function FormDialog({
  title,
  intro,
  submitLabel,
  isPending,
  error,
  canSubmit = true,
  onSubmit,
  onClose,
  children,
  size,
}: FormDialogProps) {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (canSubmit && !isPending) onSubmit()
  }
  return (
    <Dialog title={title} onClose={onClose} size={size} isDismissable={!isPending}>
      <form onSubmit={submit} className={styles.form} noValidate>
        {intro && <p className={styles.intro}>{intro}</p>}
        {children}
        {error && <ErrorNotice error={error} />}
        <div className={styles.formFooter}>
          <Button onPress={onClose} isDisabled={isPending}>
            Cancel
          </Button>
          <Button type="submit" variant="primary" isPending={isPending} isDisabled={!canSubmit}>
            {submitLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
