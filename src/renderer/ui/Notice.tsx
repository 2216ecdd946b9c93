import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { Icon } from './icons.tsx'
import styles from './Notice.module.css'

/** A refusal to show: what and why, what to do, and where to find it in the service's own log. */
export interface ErrorLike {
  message: string
  hint?: string | undefined
  incident?: string | undefined
}

export type NoticeTone = 'info' | 'success' | 'warning' | 'danger'

/** Something to know, in the flow of the page. */
export function Notice({
  tone = 'info',
  title,
  children,
  action,
}: {
  tone?: NoticeTone
  title?: ReactNode
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className={styles.notice} data-tone={tone}>
      <Icon name={tone === 'success' ? 'check' : tone === 'info' ? 'info' : 'alert'} />
      <div className={styles.words}>
        {title && <p className={styles.title}>{title}</p>}
        {children && <div className={styles.body}>{children}</div>}
      </div>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}

/** Why something was refused, beside what was refused. */
export function ErrorNotice({ error, retry }: { error: ErrorLike; retry?: () => void }) {
  return (
    <div role="alert">
      <Notice
        tone="danger"
        title={error.message}
        action={
          retry && (
            <Button size="small" onPress={retry}>
              Try again
            </Button>
          )
        }
      >
        {error.hint && <p>{error.hint}</p>}
        {error.incident && (
          <p>
            Incident <code>{error.incident}</code>
          </p>
        )}
      </Notice>
    </div>
  )
}
