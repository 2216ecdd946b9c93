import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useTabStop } from './row-focus.ts'
import styles from './TextLink.module.css'

/** A link to another screen. `strong`: it is the name of its row. */
export function TextLink({ to, children, strong = false }: { to: string; children: ReactNode; strong?: boolean }) {
  const tabStop = useTabStop()
  return (
    <Link to={to} className={styles.link} data-strong={strong || undefined} tabIndex={tabStop ? undefined : -1}>
      {children}
    </Link>
  )
}

/** A link that looks like a button. */
export function ButtonLink({
  to,
  children,
  variant = 'secondary',
}: {
  to: string
  children: ReactNode
  variant?: 'primary' | 'secondary'
}) {
  return (
    <Link to={to} className={styles.button} data-variant={variant}>
      {children}
    </Link>
  )
}
