import { IconButton } from '../../ui/Button.tsx'
import styles from './CorrelationFilter.module.css'

/** Shows that only one cascade is listed, and takes the restriction off. */
export function CorrelationFilter({ id, onClear }: { id: string; onClear: () => void }) {
  return (
    <span className={styles.chip}>
      <span className="muted">Correlation</span>
      <code className={styles.id} title={id}>
        {id.slice(-12)}
      </code>
      <IconButton icon="close" label="Show all, not only this correlation" onPress={onClear} />
    </span>
  )
}
