import type { Problem, Severity } from '../../../shared/console/problems.ts'
import { usePages } from '../../client/pages.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/Button.tsx'
import { Segments } from '../../ui/Choice.tsx'
import type { Option } from '../../ui/Choice.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorNotice } from '../../ui/Notice.tsx'
import { Card, Page, useDocumentTitle } from '../../ui/Page.tsx'
import { useSearchParam, useSetParams } from '../../ui/search-param.ts'
import { SkeletonLines } from '../../ui/Skeleton.tsx'
import { ButtonLink } from '../../ui/TextLink.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { ProblemCard } from './ProblemCard.tsx'
import styles from './Problems.module.css'

type State = 'open' | 'resolved'
type SeverityFilter = Severity | 'all'

const states: readonly Option<State>[] = [
  { value: 'open', label: 'Open' },
  { value: 'resolved', label: 'Resolved' },
]
const severities: readonly Option<SeverityFilter>[] = [
  { value: 'all', label: 'All' },
  { value: 'error', label: 'Errors' },
  { value: 'warning', label: 'Warnings' },
  { value: 'notice', label: 'Notices' },
]

/** G8: what should be acted on, why it is, and the ways out. */
export function Problems() {
  const organization = useOrganization()
  const [stateParam, setState] = useSearchParam('state')
  const [severityParam, setSeverity] = useSearchParam('severity')
  const state: State = stateParam === 'resolved' ? 'resolved' : 'open'
  const severity = severities.find(({ value }) => value === severityParam)?.value ?? 'all'
  const rows = usePages('problems.list', {
    organizationId: organization.id,
    state,
    severity: severity === 'all' ? undefined : severity,
  })
  useDocumentTitle('Problems', organization.name)
  return (
    <Page
      title="Problems"
      intro="What needs somebody to act, with why it is and what to do. Most of it clears by itself once the cause is gone."
      width="reading"
    >
      <div className={styles.filters}>
        <Segments label="State" hideLabel value={state} onChange={(next) => setState(next === 'open' ? null : next)} options={states} />
        <Segments
          label="Severity"
          hideLabel
          value={severity}
          onChange={(next) => setSeverity(next === 'all' ? null : next)}
          options={severities}
        />
      </div>
      {rows.error && <ErrorNotice error={rows.error} retry={rows.retry} />}
      {rows.total === null && !rows.error && <SkeletonLines count={8} />}
      <ProblemList problems={rows.loaded} />
      {rows.total !== null && rows.loaded.length < rows.total && rows.total > 0 && (
        <div>
          <Button onPress={() => rows.show(0, rows.loaded.length)}>{`Show more of ${rows.total.toLocaleString('en')} problems`}</Button>
        </div>
      )}
      {rows.total === 0 && <Nothing state={state} isFiltered={severity !== 'all'} />}
    </Page>
  )
}

function ProblemList({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null
  return (
    <ul className={styles.list} aria-label="Problems">
      {problems.map((problem) => (
        <li key={problem.id}>
          <ProblemCard problem={problem} />
        </li>
      ))}
    </ul>
  )
}

function Nothing({ state, isFiltered }: { state: State; isFiltered: boolean }) {
  const { slug } = useOrganization()
  const setParams = useSetParams()
  if (isFiltered)
    return (
      <Card flush>
        <EmptyState
          icon="search"
          title="No problem of this severity"
          action={<Button onPress={() => setParams({ severity: null })}>Show all severities</Button>}
        >
          There may be others: the filter hides them.
        </EmptyState>
      </Card>
    )
  return (
    <Card flush>
      {state === 'open' ? (
        <EmptyState
          icon="check"
          title="No open problems"
          action={<ButtonLink to={paths.requests(slug, { outcome: 'failure' })}>Show failed requests</ButtonLink>}
        >
          Refused group names, refused tokens, failing webhooks and the like come here when there is something to act on. A single failed
          request is in Activity.
        </EmptyState>
      ) : (
        <EmptyState icon="check" title="Nothing has been resolved yet">
          A problem that is over stays here for as long as requests are kept.
        </EmptyState>
      )}
    </Card>
  )
}
