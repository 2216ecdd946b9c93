import { useNavigate, useSearchParams } from 'react-router'
import type { LoggedRequest } from '../../../shared/console/activity.ts'
import type { InputOf } from '../../../shared/console/contract.ts'
import { usePages } from '../../client/pages.ts'
import { useQuery } from '../../client/queries.ts'
import { paths } from '../../paths.ts'
import { useActions } from '../../stores/actions.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Segments } from '../../ui/Choice.tsx'
import type { Option } from '../../ui/Choice.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SearchBox } from '../../ui/Field.tsx'
import { useAddressWith, useSearchText, useSetParams } from '../../ui/search-param.ts'
import { Select } from '../../ui/Select.tsx'
import { ButtonLink } from '../../ui/TextLink.tsx'
import { TotalCount } from '../../ui/TotalCount.tsx'
import { useOrganization } from '../organizations/scope.tsx'
import { CorrelationFilter } from './CorrelationFilter.tsx'
import { ExportRequests } from './ExportRequests.tsx'
import { IntegrationFilter } from './IntegrationFilter.tsx'
import { requestColumns } from './request-columns.tsx'
import { RequestDrawer } from './RequestDrawer.tsx'
import { useFollowing } from './useFollowing.ts'
import type { Following } from './useFollowing.ts'

type Input = InputOf<'activity.requests'>
type Method = 'any' | NonNullable<Input['method']>
type Within = 'ever' | NonNullable<Input['within']>
type Resource = 'any' | NonNullable<Input['resourceType']>
type Outcome = 'all' | NonNullable<Input['outcome']>

const methods: readonly Option<Method>[] = [
  { value: 'any', label: 'Any method' },
  ...(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).map((method) => ({ value: method, label: method })),
]
const resources: readonly Option<Resource>[] = [
  { value: 'any', label: 'Any resource' },
  { value: 'User', label: 'Users' },
  { value: 'Group', label: 'Groups' },
]
const spans: readonly Option<Within>[] = [
  { value: 'ever', label: 'Any time' },
  { value: 'hour', label: 'Last hour' },
  { value: 'day', label: 'Last 24 hours' },
  { value: 'week', label: 'Last 7 days' },
]
const nothing = { q: null, method: null, outcome: null, resource: null, within: null, correlation: null, integration: null }
const outcomes: readonly Option<Outcome>[] = [
  { value: 'all', label: 'All' },
  { value: 'success', label: 'Succeeded' },
  { value: 'failure', label: 'Failed' },
  { value: 'problem', label: 'Problems' },
]

/** L1, L3: the provisioning log, live. */
export function RequestsTab() {
  const { id } = useOrganization()
  const navigate = useNavigate()
  const search = useSearchText('q')
  const [params] = useSearchParams()
  const setParams = useSetParams()
  const addressWith = useAddressWith()
  const following = useFollowing()
  const method = methods.find((each) => each.value === params.get('method'))?.value ?? 'any'
  const outcome = outcomes.find((each) => each.value === params.get('outcome'))?.value ?? 'all'
  const resource = resources.find((each) => each.value === params.get('resource'))?.value ?? 'any'
  const within = spans.find((each) => each.value === params.get('within'))?.value ?? 'ever'
  const correlation = params.get('correlation')
  const integration = params.get('integration')
  const openId = params.get('request')
  const input: Input = {
    organizationId: id,
    search: search.settled || undefined,
    method: method === 'any' ? undefined : method,
    outcome: outcome === 'all' ? undefined : outcome,
    resourceType: resource === 'any' ? undefined : resource,
    within: within === 'ever' ? undefined : within,
    integrationId: integration ?? undefined,
    correlationId: correlation ?? undefined,
  }
  const rows = usePages('activity.requests', input, { paused: following.isPaused })
  const isFiltered = search.settled !== '' || Object.keys(nothing).some((name) => name !== 'q' && params.has(name))
  const addressOf = (request: LoggedRequest): string => addressWith({ request: request.id })

  useActions([
    following.isPaused
      ? { id: 'follow', label: 'Resume live list', section: 'This screen', keys: 'p', run: following.catchUp }
      : { id: 'follow', label: 'Pause live list', section: 'This screen', keys: 'p', run: () => following.setPaused(true) },
  ])
  return (
    <>
      <DataTable
        label="Requests"
        columns={requestColumns(addressOf)}
        rows={rows}
        onOpen={(request) => void navigate(addressOf(request))}
        isOpen={(request) => request.id === openId}
        toolbar={
          <>
            <div className="toolbar-search">
              <SearchBox
                label="Search requests"
                placeholder="Search path, resource, status"
                value={search.text}
                onChange={search.setText}
              />
            </div>
            <Segments
              label="Outcome"
              hideLabel
              value={outcome}
              onChange={(next) => setParams({ outcome: next === 'all' ? null : next })}
              options={outcomes}
            />
            <Select
              label="Method"
              hideLabel
              value={method}
              onChange={(next) => setParams({ method: next === 'any' ? null : next })}
              options={methods}
            />
            <Select
              label="Resource"
              hideLabel
              value={resource}
              onChange={(next) => setParams({ resource: next === 'any' ? null : next })}
              options={resources}
            />
            <Select
              label="Time range"
              hideLabel
              value={within}
              onChange={(next) => setParams({ within: next === 'ever' ? null : next })}
              options={spans}
            />
            <IntegrationFilter value={integration} onChange={(next) => setParams({ integration: next })} />
            {correlation !== null && <CorrelationFilter id={correlation} onClear={() => setParams({ correlation: null })} />}
            <div className="toolbar-end">
              <TotalCount total={rows.total} noun="request" />
              <ExportRequests filters={input} />
              <FollowControl following={following} input={input} shown={rows.total} />
            </div>
          </>
        }
        empty={<NothingHere isFiltered={isFiltered} onClear={() => setParams(nothing)} />}
      />
      {openId !== null && <RequestDrawer key={openId} requestId={openId} onClose={() => setParams({ request: null })} />}
    </>
  )
}

/** Pause and resume; while it holds still, how many have come in since. */
function FollowControl({ following, input, shown }: { following: Following; input: Input; shown: number | null }) {
  const newest = useQuery('activity.requests', { ...input, limit: 1 }, { enabled: following.isPaused })
  if (!following.isPaused)
    return (
      <Button icon="pause" onPress={() => following.setPaused(true)}>
        Pause
      </Button>
    )
  const waiting = Math.max(0, (newest.data?.total ?? 0) - (shown ?? 0))
  return (
    <>
      {waiting > 0 && <Badge tone="accent">{waiting.toLocaleString('en')} new</Badge>}
      <Button
        icon={following.isPausedByHand ? 'play' : 'arrowUp'}
        variant={waiting > 0 ? 'primary' : 'secondary'}
        onPress={following.catchUp}
      >
        {following.isPausedByHand ? 'Resume' : 'Newest'}
      </Button>
    </>
  )
}

function NothingHere({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const { slug } = useOrganization()
  if (isFiltered)
    return (
      <EmptyState icon="search" title="No request matches" action={<Button onPress={onClear}>Clear search and filters</Button>}>
        There may be requests in the log, but the search or a filter hides them.
      </EmptyState>
    )
  return (
    <EmptyState
      icon="activity"
      title="No requests yet"
      action={<ButtonLink to={paths.groupMapping(slug)}>Connect the identity provider</ButtonLink>}
    >
      Each request of the identity provider appears here as it happens, with what it asked and what it was answered.
    </EmptyState>
  )
}
