import type { ReactNode } from 'react'
import type { IconName } from './icons.tsx'
import { Icon } from './icons.tsx'
import styles from './EmptyState.module.css'

/** Nothing here: what would be, why it is not, and one thing to do about it. */
export function EmptyState({ icon, title, children, action }: { icon: IconName; title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <span className={styles.mark}>
        <Icon name={icon} size={20} />
      </span>
      <p className={styles.title}>{title}</p>
      <div className={styles.words}>{children}</div>
      {action && <div className={styles.action}>{action}</div>}
    </div>
  )
}
