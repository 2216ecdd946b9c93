import { isMac, keycaps } from './keys.ts'
import styles from './Keycaps.module.css'

/** Keys to press, drawn as keys. */
export function Keycaps({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keycaps(keys, isMac).map(({ key, isWord }, index) => (isWord ? <span key={index}>{key}</span> : <kbd key={index}>{key}</kbd>))}
    </span>
  )
}
