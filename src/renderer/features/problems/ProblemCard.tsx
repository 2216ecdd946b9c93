import type { Problem } from '../../../shared/console/problems.ts'
import { useCommand } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { toast } from '../../stores/toasts.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { ConflictSides } from './ConflictSides.tsx'
import styles from './ProblemCard.module.css'
import { SeverityBadge } from './SeverityBadge.tsx'

/** One problem: what, why, the ways out, since when, and where to look further. */
export function ProblemCard({ problem }: { problem: Problem }) {
  const resolve = useCommand('problems.resolve')
  const isOpen = problem.resolvedAt === null
  return (
    <Card
      title={problem.title}
      aside={
        <span className={styles.badges}>
          {problem.organizationId === null && <Badge>Whole instance</Badge>}
          {isOpen ? <SeverityBadge severity={problem.severity} /> : <Badge tone="success">Resolved</Badge>}
        </span>
      }
    >
      <div className={styles.parts}>
        <p>{problem.cause}</p>
        {problem.conflict && <ConflictSides conflict={problem.conflict} />}
        {isOpen && (
          <div className={styles.ways}>
            <h3>{problem.remedies.length > 1 ? 'Ways out; one is enough' : 'What to do'}</h3>
            <ul className="bullets">
              {problem.remedies.map((remedy) => (
                <li key={remedy}>{remedy}</li>
              ))}
            </ul>
          </div>
        )}
        {resolve.error && <ErrorNotice error={resolve.error} />}
        <div className={styles.foot}>
          <div className={styles.seen}>
            <Seen problem={problem} />
            {isOpen && <p>{problem.clears ?? 'It stays until it is resolved by hand.'}</p>}
          </div>
          <div className={styles.links}>
            <Links problem={problem} />
            {isOpen && (
              <Button
                size="small"
                icon="check"
                isPending={resolve.isPending}
                aria-label={`Resolve: ${problem.title}`}
                onPress={() =>
                  resolve.mutate({ problemId: problem.id }, { onSuccess: () => toast('Resolved. If it is not over, it comes back.') })
                }
              >
                Resolve
              </Button>
            )}
          </div>
        </div>
      </div>
    </Card>
  )
}

function Seen({ problem }: { problem: Problem }) {
  if (problem.resolvedAt !== null)
    return (
      <p>
        {problem.resolvedBy === null ? 'Resolved itself' : `Resolved by ${problem.resolvedBy}`} <Time at={problem.resolvedAt} />; first seen{' '}
        <Time at={problem.firstSeenAt} />
      </p>
    )
  if (problem.count === 1)
    return (
      <p>
        Seen <Time at={problem.lastSeenAt} />
      </p>
    )
  return (
    <p>
      Seen {problem.count.toLocaleString('en')} times, first <Time at={problem.firstSeenAt} />, last <Time at={problem.lastSeenAt} />
    </p>
  )
}

function Links({ problem }: { problem: Problem }) {
  const { slug } = useOrganization()
  return (
    <>
      {problem.webhook && <TextLink to={paths.webhooks(problem.webhook.id)}>Open webhook</TextLink>}
      {problem.group && <TextLink to={paths.groupMapping(slug, problem.group.id)}>Open group</TextLink>}
      {problem.kind === 'name-conflict' && (
        <TextLink to={paths.requests(slug, { correlation: problem.correlationId })}>Last request</TextLink>
      )}
      {problem.integration && (
        <>
          <TextLink to={paths.integration(problem.organizationSlug ?? slug, problem.integration.id)}>Open integration</TextLink>
          <TextLink to={paths.requests(problem.organizationSlug ?? slug, { outcome: 'failure', integration: problem.integration.id })}>
            Failed requests
          </TextLink>
        </>
      )}
    </>
  )
}
