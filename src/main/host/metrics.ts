import type { Domain } from '../domain/domain.ts'
import { countData } from '../store/data-counts.ts'
import { openProblemSeverities } from '../store/problems.ts'
import { deliveryCounts } from '../store/webhook-deliveries.ts'
import { sampled, type Sample, textOf } from './metrics-text.ts'
import type { RequestMetrics } from './request-metrics.ts'

export interface MetricsParts {
  /** null while the database is being exchanged for a backup. */
  readonly domain: Domain | null
  readonly requests: RequestMetrics
  /** ms; null before the first minute is over. */
  readonly eventLoopP99: number | null
  readonly startedAt: number
  readonly version: string
}

/** L4: how the service does, in the text format of Prometheus. Names no person, group or organization. */
export async function metricsOf({ domain, requests, eventLoopP99, startedAt, version }: MetricsParts): Promise<string> {
  return textOf([
    { name: 'muster_info', help: 'The version that runs.', type: 'gauge', samples: [sampled(1, { version })] },
    { name: 'muster_up', help: 'Whether the database is open.', type: 'gauge', samples: [sampled(domain === null ? 0 : 1)] },
    {
      name: 'process_start_time_seconds',
      help: 'When the process started, seconds since 1970.',
      type: 'gauge',
      samples: [sampled(startedAt / 1000)],
    },
    {
      name: 'process_resident_memory_bytes',
      help: 'Memory that the process holds.',
      type: 'gauge',
      samples: [sampled(process.memoryUsage.rss())],
    },
    {
      name: 'muster_event_loop_delay_seconds',
      help: 'How late the event loop was in the last whole minute.',
      type: 'gauge',
      samples: eventLoopP99 === null ? [] : [sampled(eventLoopP99 / 1000, { quantile: '0.99' })],
    },
    {
      name: 'muster_requests_total',
      help: 'Requests answered since the start, by which API they were for, method and status.',
      type: 'counter',
      samples: requests.totals().map(({ of, count }) => sampled(count, { api: of.api, method: of.method, status: String(of.status) })),
    },
    {
      name: 'muster_request_duration_seconds',
      help: 'How long requests took to answer.',
      type: 'histogram',
      samples: requests
        .durations()
        .flatMap(({ api, of }): Sample[] => [
          ...of.buckets.map(([bound, count]) => sampled(count, { api, le: String(bound) }, '_bucket')),
          sampled(of.count, { api, le: '+Inf' }, '_bucket'),
          sampled(of.sum, { api }, '_sum'),
          sampled(of.count, { api }, '_count'),
        ]),
    },
    ...(domain === null ? [] : await dataOf(domain)),
  ])
}

async function dataOf(domain: Domain): Promise<Parameters<typeof textOf>[0]> {
  const { counts, problems, deliveries } = await domain.read(async (tx) => ({
    counts: await countData(tx),
    problems: await openProblemSeverities(tx),
    deliveries: await deliveryCounts(tx),
  }))
  const gauge = (name: string, help: string, ...samples: Sample[]) => ({ name, help, type: 'gauge' as const, samples })
  return [
    gauge('muster_database_bytes', 'Size of the database.', sampled(domain.databaseSize())),
    gauge('muster_organizations', 'Organizations.', sampled(counts.organizations)),
    gauge('muster_users', 'Users, over all organizations.', sampled(counts.users)),
    gauge('muster_groups', 'Groups in the catalogs.', sampled(counts.groups)),
    gauge('muster_teams', 'Teams.', sampled(counts.teams)),
    gauge(
      'muster_open_problems',
      'Problems that an administrator should act on.',
      ...Object.entries(problems).map(([severity, count]) => sampled(count, { severity })),
    ),
    gauge(
      'muster_webhook_deliveries',
      'Webhook messages that are kept, by how they stand.',
      ...Object.entries(deliveries).map(([state, count]) => sampled(count, { state })),
    ),
  ]
}
