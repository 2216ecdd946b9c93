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
import { IntegrationFilter } from './IntegrationFilter.tsx'
import { requestColumns } from './request-columns.tsx'
import { RequestDrawer } from './RequestDrawer.tsx'
import { useFollowing } from './useFollowing.ts'
import type { Following } from './useFollowing.ts'

type Input = InputOf<'activity.requests'>
type Method = 'any' | NonNullable<Input['method']>
type Outcome = 'all' | NonNullable<Input['outcome']>

const methods: readonly Option<Method>[] = [
  { value: 'any', label: 'Any method' },
  ...(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).map((method) => ({ value: method, label: method })),
]
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
  const correlation = params.get('correlation')
  const integration = params.get('integration')
  const openId = params.get('request')
  const input: Input = {
    organizationId: id,
    search: search.settled || undefined,
    method: method === 'any' ? undefined : method,
    outcome: outcome === 'all' ? undefined : outcome,
    integrationId: integration ?? undefined,
    correlationId: correlation ?? undefined,
  }
  const rows = usePages('activity.requests', input, { paused: following.isPaused })
  const isFiltered = search.settled !== '' || method !== 'any' || outcome !== 'all' || correlation !== null || integration !== null
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
            <IntegrationFilter value={integration} onChange={(next) => setParams({ integration: next })} />
            {correlation !== null && <CorrelationFilter id={correlation} onClear={() => setParams({ correlation: null })} />}
            <span className="grow" />
            <TotalCount total={rows.total} noun="request" />
            <FollowControl following={following} input={input} shown={rows.total} />
          </>
        }
        empty={
          <NothingHere
            isFiltered={isFiltered}
            onClear={() => setParams({ q: null, method: null, outcome: null, correlation: null, integration: null })}
          />
        }
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
