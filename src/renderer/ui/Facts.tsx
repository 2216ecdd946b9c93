import type { ReactNode } from 'react'
import styles from './Facts.module.css'

/** Names and values, aligned. A null value is left out of the list. */
export function Facts({ items, wide = false }: { items: readonly (readonly [name: string, value: ReactNode] | null)[]; wide?: boolean }) {
  return (
    <dl className={styles.facts} data-wide={wide || undefined}>
      {items.map(
        (item) =>
          item && (
            <div key={item[0]} className={styles.fact}>
              <dt>{item[0]}</dt>
              <dd>{item[1]}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

/** Stands where there is no value. */
export function None({ text = 'None' }: { text?: string }) {
  return <span className="muted">{text}</span>
}
