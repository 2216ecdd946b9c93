import { useState } from 'react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { IconButton } from './Button.tsx'
import { ScrollArea } from './scroll-area.ts'
import styles from './Drawer.module.css'

/** Details beside the list they come from. Rendered while it is open; Escape and a click outside close it. */
export function Drawer({
  title,
  eyebrow,
  badges,
  actions,
  children,
  onClose,
}: {
  title: string
  /** What kind of thing this is: "Group". */
  eyebrow: string
  badges?: ReactNode
  actions?: ReactNode
  children: ReactNode
  onClose: () => void
}) {
  const [body, setBody] = useState<HTMLElement | null>(null)
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(open) => !open && onClose()} className={styles.overlay}>
      <Modal className={styles.modal}>
        <AriaDialog className={styles.drawer}>
          <div className={styles.head}>
            <div className={styles.names}>
              <p className={styles.eyebrow}>{eyebrow}</p>
              <Heading slot="title" level={2} className={styles.title}>
                {title}
              </Heading>
              {badges && <div className={styles.badges}>{badges}</div>}
            </div>
            <div className={styles.actions}>
              {actions}
              <IconButton icon="close" label="Close details" size="medium" onPress={onClose} plain />
            </div>
          </div>
          <div className={styles.body} ref={setBody}>
            <ScrollArea value={body}>{children}</ScrollArea>
          </div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

/** A titled part of a drawer or of a page. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <div className={styles.sectionHead}>
        <h3>{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  )
}
