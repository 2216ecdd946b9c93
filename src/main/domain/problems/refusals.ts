import type { OrganizationRow } from '../../store/organizations.ts'
import type { ReadTx } from '../../store/database/port.ts'
import type { IntegrationRow } from '../../store/integrations.ts'
import { openProblemsOfKind } from '../../store/problems.ts'
import type { Change } from '../change.ts'
import type { Domain } from '../domain.ts'
import { raiseProblem, type RaisedProblem, resolveProblems } from '../problems.ts'
import type { TokenRefusal } from '../tokens.ts'

/** Where a request was addressed to. */
export interface Place {
  readonly organization: Pick<OrganizationRow, 'id'>
  readonly integration: Pick<IntegrationRow, 'id' | 'name'>
}

/** Why a request was turned away at the door. */
export type TurnedAway =
  | { readonly why: 'token'; readonly refusal: TokenRefusal }
  | { readonly why: 'disabled' }
  | { readonly why: 'permission'; readonly permission: string }

/** Watches what identity providers are refused, integration by integration, and tells of it once there is something to act on. */
export interface RefusalWatch {
  /** Resolves when what is to be told is told. */
  turnedAway(place: Place, because: TurnedAway): Promise<void>
  /** A request was let in and needed these permissions: what was told of before is over. */
  letIn(place: Place, permissions: readonly string[]): Promise<void>
  /** How a request that was let in ended. */
  ended(place: Place, failed: boolean): Promise<void>
}

type WatchedKind = 'unauthorized-requests' | 'token-expired-in-use' | 'forbidden-requests' | 'error-rate'
type Watched = { [K in WatchedKind]: RaisedProblem<K> }[WatchedKind]

/** Refused tokens in a row before it is told: one alone is a typing mistake or a scanner. */
const STREAK = 3
/** How often a problem that goes on is counted up, ms: whoever floods the door does not flood the database. */
const TELL_EVERY_MS = 60_000
/** Requests that the rate of failures is reckoned over, and how many it takes to reckon it. */
const WINDOW = 50
const ENOUGH = 20
/** Entra ID puts a job into quarantine when most of its calls fail, and begins to count well before (its documentation names 40 %). */
const FAILING = 0.4
const RECOVERED = 0.2
const ACTOR = { kind: 'system', name: 'Muster' } as const
const OVER_WHEN_LET_IN = ['unauthorized-requests', 'token-expired-in-use', 'forbidden-requests'] as const

interface State {
  streak: number
  /** By kind and subject: what is open, when it was told last, and how often it was seen since. */
  readonly open: Map<string, { readonly kind: WatchedKind; readonly subject: string; toldAt: number; unseen: number }>
  readonly outcomes: boolean[]
}

const keyOf = (kind: WatchedKind, subject: string): string => `${kind} ${subject}`

export function createRefusalWatch(domain: Domain): RefusalWatch {
  const states = new Map<string, Promise<State>>()

  /** What was open when the service started is known from the first request on, so that it can be resolved. */
  function stateOf(place: Place): Promise<State> {
    const known = states.get(place.integration.id)
    if (known !== undefined) return known
    const loading = domain.read((tx) => loaded(tx, place))
    states.set(place.integration.id, loading)
    loading.catch(() => states.delete(place.integration.id))
    return loading
  }

  async function tell(state: State, problem: Watched): Promise<void> {
    const now = domain.clock()
    const key = keyOf(problem.kind, problem.subject)
    const told = state.open.get(key)
    if (told !== undefined && now - told.toldAt < TELL_EVERY_MS) {
      told.unseen++
      return
    }
    const times = (told?.unseen ?? 0) + (problem.times ?? 1)
    state.open.set(key, { kind: problem.kind, subject: problem.subject, toldAt: now, unseen: 0 })
    await domain.change({ actor: ACTOR }, (change) => raised(change, { ...problem, times }))
  }

  async function settle(place: Place, state: State, over: (kind: WatchedKind, subject: string) => boolean): Promise<void> {
    const gone = [...state.open.values()].filter(({ kind, subject }) => over(kind, subject))
    if (gone.length === 0) return
    for (const { kind, subject } of gone) state.open.delete(keyOf(kind, subject))
    await domain.change({ actor: ACTOR }, async (change) => {
      for (const { kind, subject } of gone) await resolveProblems(change, { organization: place.organization.id, kind, subject })
    })
  }

  return {
    async turnedAway(place, because) {
      const state = await stateOf(place)
      const organization = place.organization.id
      const { id: integrationId, name: integration } = place.integration
      const about = { integration, integrationId }
      if (because.why !== 'token') {
        const permission = because.why === 'permission' ? because.permission : null
        const subject = permission === null ? integrationId : `${integrationId} ${permission}`
        return tell(state, { organization, kind: 'forbidden-requests', subject, detail: { ...about, permission } })
      }
      state.streak++
      if (because.refusal === 'expired')
        return tell(state, {
          organization,
          kind: 'token-expired-in-use',
          subject: integrationId,
          detail: { ...about, expiredAt: null },
        })
      if (state.streak < STREAK) return
      const times = state.streak === STREAK ? STREAK : 1
      await tell(state, {
        organization,
        kind: 'unauthorized-requests',
        subject: integrationId,
        detail: { ...about, refusal: because.refusal },
        times,
      })
    },
    async letIn(place, permissions) {
      const state = await stateOf(place)
      state.streak = 0
      if (state.open.size === 0) return
      const id = place.integration.id
      const isLetIn = (subject: string): boolean =>
        subject === id ||
        subject
          .slice(id.length + 1)
          .split(' and ')
          .every((each) => permissions.includes(each))
      await settle(place, state, (kind, subject) => OVER_WHEN_LET_IN.some((each) => each === kind) && isLetIn(subject))
    },
    async ended(place, failed) {
      const state = await stateOf(place)
      state.outcomes.push(failed)
      if (state.outcomes.length > WINDOW) state.outcomes.shift()
      const of = state.outcomes.length
      const failures = state.outcomes.filter(Boolean).length
      if (of < ENOUGH) return
      const { id: integrationId, name: integration } = place.integration
      if (failures / of >= FAILING)
        await tell(state, {
          organization: place.organization.id,
          kind: 'error-rate',
          subject: integrationId,
          detail: { integration, integrationId, failed: failures, of },
        })
      else if (failures / of < RECOVERED) await settle(place, state, (kind) => kind === 'error-rate')
    },
  }
}

async function loaded(tx: ReadTx, { organization, integration }: Place): Promise<State> {
  const state: State = { streak: 0, open: new Map(), outcomes: [] }
  for (const kind of [...OVER_WHEN_LET_IN, 'error-rate'] as const)
    for (const { subject, lastSeen } of await openProblemsOfKind(tx, organization.id, kind))
      if (subject === integration.id || subject.startsWith(`${integration.id} `))
        state.open.set(keyOf(kind, subject), { kind, subject, toldAt: lastSeen, unseen: 0 })
  return state
}

/** The detail goes with the kind, which the compiler does not see through the union. */
function raised(change: Change, problem: Watched): Promise<void> {
  return raiseProblem(change, problem as RaisedProblem<WatchedKind>)
}
