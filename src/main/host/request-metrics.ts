/** One kind of request as it was answered; `api` is which of the two faces of the service it was for. */
interface Answered {
  readonly api: 'scim' | 'management'
  readonly method: string
  readonly status: number
}

export interface Histogram {
  /** How many took at most so many seconds: bound and count, growing. */
  readonly buckets: readonly (readonly [number, number])[]
  readonly sum: number
  readonly count: number
}

export interface RequestMetrics {
  /** Hands on and counts what comes back. */
  counting<Q extends { readonly method: string }, A extends { readonly status: number }>(
    api: Answered['api'],
    handle: (request: Q) => Promise<A>,
  ): (request: Q) => Promise<A>
  totals(): { readonly of: Answered; readonly count: number }[]
  durations(): { readonly api: Answered['api']; readonly of: Histogram }[]
}

/** Seconds. A read takes well below a millisecond, a durable write a few, a bulk request up to seconds. */
const BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

/** Counts since the process started (L4). What a client can choose is no label but for known methods: it cannot make series without end. */
export function measureRequests(): RequestMetrics {
  const totals = new Map<string, { of: Answered; count: number }>()
  const durations = new Map<Answered['api'], { within: number[]; sum: number; count: number }>()

  function note(of: Answered, seconds: number): void {
    const key = `${of.api} ${of.method} ${of.status}`
    const total = totals.get(key) ?? { of, count: 0 }
    totals.set(key, total)
    total.count++
    const duration = durations.get(of.api) ?? { within: BOUNDS.map(() => 0), sum: 0, count: 0 }
    durations.set(of.api, duration)
    duration.sum += seconds
    duration.count++
    const place = BOUNDS.findIndex((bound) => seconds <= bound)
    if (place >= 0) duration.within[place] = (duration.within[place] ?? 0) + 1
  }

  return {
    counting: (api, handle) => async (request) => {
      const started = performance.now()
      const answer = await handle(request)
      const method = METHODS.has(request.method) ? request.method : 'other'
      note({ api, method, status: answer.status }, (performance.now() - started) / 1000)
      return answer
    },
    totals: () => [...totals.values()],
    durations: () => [...durations].map(([api, duration]) => ({ api, of: cumulative(duration) })),
  }
}

function cumulative({ within, sum, count }: { within: readonly number[]; sum: number; count: number }): Histogram {
  let so = 0
  const buckets = BOUNDS.map((bound, place) => [bound, (so += within[place] ?? 0)] as const)
  return { buckets, sum, count }
}
