import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card, Page, useDocumentTitle } from '../../ui/Page.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import { RequestLines } from '../activity/RequestLines.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { SeverityBadge } from '../problems/SeverityBadge.tsx'
import { HealthCard } from './HealthCard.tsx'
import styles from './Overview.module.css'
import { RequestChart } from './RequestChart.tsx'
import { SetupCard } from './SetupCard.tsx'

/** What an administrator wants to know first: whether all is well, what arrived, what to act on, what is left to set up. */
export function Overview() {
  const organization = useOrganization()
  const answer = useQuery('overview.get', { organizationId: organization.id })
  useDocumentTitle('Overview', organization.name)
  const isSetUp = answer.data?.setup.every(({ done }) => done) === true
  return (
    <Page title="Overview" intro={`How ${organization.name} and the service that it runs on are doing.`}>
      {answer.error && <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data && !isSetUp && <SetupCard steps={answer.data.setup} />}
      <div className={styles.columns}>
        <div className={styles.column}>
          <Card title="Requests in the last 24 hours" aside={<TextLink to={paths.requests(organization.slug)}>Open activity</TextLink>}>
            {answer.data ? <RequestChart hours={answer.data.hours} /> : !answer.error && <SkeletonLines count={5} />}
          </Card>
          <LatestCard />
        </div>
        <div className={styles.column}>
          <ProblemsCard />
          <HealthCard />
        </div>
      </div>
    </Page>
  )
}

const LATEST = 6
const MOST_PROBLEMS = 5

/** What the identity provider did last. */
function LatestCard() {
  const { id, slug } = useOrganization()
  const answer = useQuery('activity.requests', { organizationId: id, limit: LATEST })
  return (
    <Card title="What the identity provider did last">
      {answer.error && <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />}
      {!answer.data && !answer.error && <SkeletonLines count={LATEST} />}
      {answer.data &&
        (answer.data.items.length > 0 ? (
          <RequestLines requests={answer.data.items} slug={slug} />
        ) : (
          <EmptyState icon="activity" title="No request yet">
            <p>
              The first one comes when the identity provider has the endpoint and its token; both are under{' '}
              <TextLink to={paths.groupMapping(slug)}>Group mapping</TextLink>.
            </p>
          </EmptyState>
        ))}
    </Card>
  )
}

function ProblemsCard() {
  const { id, slug } = useOrganization()
  const answer = useQuery('problems.list', { organizationId: id, limit: MOST_PROBLEMS })
  return (
    <Card title="Problems to act on" aside={<TextLink to={paths.problems(slug)}>Show all problems</TextLink>}>
      {answer.error && <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />}
      {!answer.data && !answer.error && <SkeletonLines count={3} />}
      {answer.data?.items.length === 0 && <p className="muted">None. What needs somebody to act comes here.</p>}
      {answer.data && answer.data.items.length > 0 && (
        <ul className="lines">
          {answer.data.items.map((problem) => (
            <li key={problem.id}>
              <span className={styles.problem}>
                <TextLink to={paths.problems(slug)}>{problem.title}</TextLink>
                <span className="muted">
                  <Time at={problem.lastSeenAt} />
                </span>
              </span>
              <SeverityBadge severity={problem.severity} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
