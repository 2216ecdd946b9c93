import type { Organization } from '../../../shared/console/organizations.ts'
import { useLive } from '../../stores/live.ts'
import styles from './WorkUnderway.module.css'

/** Changes that take long and are not done yet, while they last: until then nothing of them shows on any screen. */
export function WorkUnderway({ organization }: { organization: Organization | null }) {
  const underway = useLive((state) => state.underway).filter(
    ({ organizationId }) => organizationId === null || organizationId === organization?.id,
  )
  return (
    <div role="status" aria-label="Work under way">
      {underway.map(({ correlationId, what, done, total }) => (
        <div key={correlationId} className={styles.work}>
          <span className={styles.what}>{what}</span>
          <progress className={styles.bar} value={done} max={total} aria-label={what} />
          <span className={styles.count}>
            {done.toLocaleString('en')} of {total.toLocaleString('en')}
          </span>
        </div>
      ))}
    </div>
  )
}
