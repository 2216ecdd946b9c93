import type { ReactNode } from 'react'
import styles from './Badge.module.css'

export type BadgeTone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger'

/** A state in a word; the colour only repeats it. */
export function Badge({ tone = 'neutral', children, title }: { tone?: BadgeTone; children: ReactNode; title?: string }) {
  return (
    <span className={styles.badge} data-tone={tone} title={title}>
      {children}
    </span>
  )
}

/** A number beside a label, as in the navigation. */
export function CountBadge({ count, label }: { count: number; label: string }) {
  return (
    <span className={styles.count}>
      <span aria-hidden="true">{count > 999 ? '999+' : count}</span>
      <span className="visually-hidden">{label}</span>
    </span>
  )
}

export type DotTone = 'success' | 'warning' | 'danger' | 'neutral'

/** A lamp; words stand beside it. */
export function Dot({ tone, pulse = false }: { tone: DotTone; pulse?: boolean }) {
  return <span className={styles.dot} data-tone={tone} data-pulse={pulse || undefined} aria-hidden="true" />
}
