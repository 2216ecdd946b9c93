import styles from './Skeleton.module.css'

/** Holds the place of text that is on its way. Shows nothing for the first moment, so that quick answers do not flicker. */
export function Skeleton({ width = '100%', height = 12 }: { width?: string | number; height?: number }) {
  return <span className={styles.skeleton} style={{ width, height }} aria-hidden="true" />
}

export function SkeletonLines({ count }: { count: number }) {
  const widths = ['92%', '78%', '85%', '64%', '88%', '71%']
  return (
    <span className={styles.lines}>
      <span className="visually-hidden">Loading…</span>
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} width={widths[index % widths.length]} />
      ))}
    </span>
  )
}
