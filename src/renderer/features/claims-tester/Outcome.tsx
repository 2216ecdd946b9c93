import type { SignInEvaluation, UnmatchedValue } from '../../../shared/console/sign-ins.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Card } from '../../ui/Page.tsx'
import { Entries } from './Entries.tsx'
import styles from './Outcome.module.css'
import { OutcomeIn } from './OutcomeIn.tsx'
import { claimWords, counted, reasonLabel } from './words.ts'
import type { Tense } from './words.ts'

/** S1, S2: what a sign-in does in each organization, and which values of the claim lead nowhere. `within`: the person whose details it is part of. */
export function Outcome({
  outcome,
  tense,
  unmatchedCount,
  within,
}: {
  outcome: SignInEvaluation
  tense: Tense
  unmatchedCount?: number
  within?: string
}) {
  const claim = claimWords(outcome.claim)
  const isNowhere = outcome.organizations.length === 0 && outcome.claim.state !== 'malformed'
  return (
    <div className="stack">
      {claim && (
        <Notice tone={claim.tone} title={claim.title}>
          <p>{claim.text}</p>
        </Notice>
      )}
      {isNowhere && (
        <Notice title="No organization is concerned">
          <p>
            {outcome.known ? `${outcome.userName} is in no organization, and ` : `Nobody here goes by ${outcome.userName}, and `}
            no value of the claim is a group of one.
          </p>
        </Notice>
      )}
      {outcome.organizations.map((organization) => (
        <OutcomeIn
          key={organization.organizationId}
          organization={organization}
          tense={tense}
          isMalformed={outcome.claim.state === 'malformed'}
          within={within}
        />
      ))}
      {outcome.unmatched.length > 0 && <UnmatchedValues values={outcome.unmatched} count={unmatchedCount ?? outcome.unmatched.length} />}
    </div>
  )
}

/** G12: each value that is no group of any organization, why, and what to do about it. Of `count` the first may be all that was kept. */
function UnmatchedValues({ values, count }: { values: readonly UnmatchedValue[]; count: number }) {
  return (
    <Card title="Values that match nothing" aside={<span className="muted number">{counted(count, 'value')}</span>}>
      <Entries label="Values that match nothing" items={values}>
        {({ value, reason, advice }) => (
          <li key={value} className={styles.entry}>
            <span className={styles.head}>
              <span className="mono">{value.trim() === '' ? '(empty)' : value}</span>
              <Badge tone={reason === 'unknown' ? 'neutral' : 'warning'}>{reasonLabel(reason)}</Badge>
            </span>
            <span className={styles.advice}>{advice}</span>
          </li>
        )}
      </Entries>
      {count > values.length && (
        <p className={styles.foot}>
          Of {counted(count, 'value')} the first {values.length.toLocaleString('en')} were kept.
        </p>
      )}
    </Card>
  )
}
