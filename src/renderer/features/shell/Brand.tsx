import styles from './Brand.module.css'

/** The roll being called. */
export function Brand() {
  return (
    <span className={styles.brand}>
      <svg width="24" height="24" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <rect className={styles.plate} width="32" height="32" rx="8" />
        <g className={styles.lines} fill="none" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round">
          <path d="M7.5 10l2.2 2.2 4-4.4M18 10h6.5M7.5 17.2l2.2 2.2 4-4.4M18 17.2h6.5M8.6 24.2h4M18 24.2h6.5" />
        </g>
      </svg>
      <span>Muster</span>
    </span>
  )
}
