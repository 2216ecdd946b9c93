import type { Verdict } from '../../../shared/console/health.ts'
import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { Badge, Dot } from '../../ui/Badge.tsx'
import type { BadgeTone, DotTone } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { TextLink } from '../../ui/TextLink.tsx'
import { Time } from '../../ui/Time.tsx'
import styles from './HealthCard.module.css'

const shown: Readonly<Record<Verdict, { badge: BadgeTone; dot: DotTone; words: string; each: string }>> = {
  ok: { badge: 'success', dot: 'success', words: 'All is well', each: 'In order' },
  warning: { badge: 'warning', dot: 'warning', words: 'Look at this', each: 'Warning' },
  error: { badge: 'danger', dot: 'danger', words: 'Something is wrong', each: 'Error' },
}

/** The state of the service, check by check, with what to do where something is to be done. */
export function HealthCard() {
  const answer = useQuery('health.get', {})
  return (
    <Card
      title="Health of the service"
      aside={answer.data && <Badge tone={shown[answer.data.verdict].badge}>{shown[answer.data.verdict].words}</Badge>}
    >
      {answer.error && <ErrorNotice error={answer.error} retry={() => void answer.refetch()} />}
      {!answer.data && !answer.error && <SkeletonLines count={6} />}
      {answer.data && (
        <>
          <ul className={styles.checks}>
            {answer.data.checks.map((check) => (
              <li key={check.id} className={styles.check}>
                <span className={styles.lamp}>
                  <Dot tone={shown[check.verdict].dot} />
                  <span className="visually-hidden">{shown[check.verdict].each}: </span>
                </span>
                <span className={styles.words}>
                  <span className={styles.title}>{check.title}</span>
                  <span className="muted">{check.summary}</span>
                  {check.advice && <span>{check.advice}</span>}
                </span>
              </li>
            ))}
          </ul>
          <div className={styles.foot}>
            <span className="muted">
              Looked at <Time at={answer.data.at} />
            </span>
            <TextLink to={paths.settingsOf('service')}>Service settings</TextLink>
            <Button size="small" icon="refresh" isPending={answer.isFetching} onPress={() => void answer.refetch()}>
              Check again
            </Button>
          </div>
        </>
      )}
    </Card>
  )
}
