import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../../ui/Button.tsx'
import styles from './Outcome.module.css'

/** A token may have a thousand groups: more than this is shown when asked for. */
const FIRST = 20

/** A framed list of a few things, or of the first of many. */
export function Entries<T>({ label, items, children }: { label: string; items: readonly T[]; children: (item: T) => ReactNode }) {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? items : items.slice(0, FIRST)
  return (
    <>
      <ul className={styles.entries} aria-label={label}>
        {shown.map((item) => children(item))}
      </ul>
      {shown.length < items.length && (
        <div className={styles.more}>
          <Button size="small" aria-label={`Show all of ${label}`} onPress={() => setWhole(true)}>
            Show all {items.length.toLocaleString('en')}
          </Button>
        </div>
      )}
    </>
  )
}
