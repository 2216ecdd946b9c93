import { CopyButton } from './CopyButton.tsx'
import styles from './CopyField.module.css'

/** A value that is pasted elsewhere: all of it, in mono, with its copy button beside it. */
export function CopyField({ value, what }: { value: string; what: string }) {
  return (
    <span className={styles.field}>
      <code className={styles.value} title={value}>
        {value}
      </code>
      <CopyButton text={value} what={what} />
    </span>
  )
}

/** An identifier in running layout: shortened when there is no room, with copy. */
export function CopyableId({ value, what }: { value: string; what: string }) {
  return (
    <span className={styles.inline}>
      <code className={styles.inlineValue} title={value}>
        {value}
      </code>
      <CopyButton text={value} what={what} />
    </span>
  )
}
