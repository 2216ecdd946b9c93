import type { LoggedRequest } from '../../../shared/console/activity.ts'
import { paths } from '../../paths.ts'
import { TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import { StatusBadge } from './StatusBadge.tsx'
import styles from './RequestLines.module.css'

/** A few requests in short, each leading to its details. */
export function RequestLines({ requests, slug }: { requests: readonly LoggedRequest[]; slug: string }) {
  return (
    <ul className={styles.lines}>
      {requests.map((request) => (
        <li key={request.id} className={styles.line}>
          <span className={styles.when}>
            <Time at={request.at} />
          </span>
          <span className={styles.method}>{request.method}</span>
          <StatusBadge status={request.status} />
          <span className={styles.summary} title={request.summary}>
            <TextLink to={paths.requests(slug, { request: request.id })}>{request.summary}</TextLink>
          </span>
        </li>
      ))}
    </ul>
  )
}
