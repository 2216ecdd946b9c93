import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { Dot } from '../../ui/Badge.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { RequestLines } from '../activity/RequestLines.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import styles from './LiveRequests.module.css'

/** J1: "Waiting for the first request…", until requests take its place as they arrive. */
export function LiveRequests() {
  const { id, slug } = useOrganization()
  const answer = useQuery('activity.requests', { organizationId: id, limit: 5 })
  const requests = answer.data?.items ?? []
  return (
    <section className={styles.section} aria-labelledby="live-title">
      <div className={styles.head}>
        <h3 id="live-title">Latest requests</h3>
        {requests.length > 0 && <TextLink to={paths.requests(slug)}>Show all requests</TextLink>}
      </div>
      {answer.error && <ErrorNotice error={answer.error} />}
      {/* Said when the first one arrives, and not again: a push of a thousand users must not be read out. */}
      <p role="status" className={answer.data && requests.length === 0 ? styles.waiting : 'visually-hidden'}>
        {answer.data && requests.length === 0 ? (
          <>
            <Dot tone="warning" pulse />
            Waiting for the first request… It appears here the moment the identity provider calls.
          </>
        ) : (
          'Requests are arriving.'
        )}
      </p>
      {requests.length > 0 && <RequestLines requests={requests} slug={slug} />}
    </section>
  )
}
