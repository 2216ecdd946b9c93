import type { Health, HealthCheck, HealthCheckId, Verdict } from '../../shared/console/health.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const GIB = 1024 ** 3

/** What the process can measure of itself. Sizes are bytes, times ms since 1970, durations ms. */
export interface Measurements {
  readonly now: number
  readonly version: string
  readonly startedAt: number
  /** Null when the service listens nowhere: the command line working on the data folder. */
  readonly scim: { readonly url: string; readonly readableOnTheNetwork: boolean } | null
  /** When the certificate in use ends; null without TLS. */
  readonly certificate: { readonly notBefore: number; readonly notAfter: number } | null
  readonly consoleUrl: string | null
  readonly database: {
    readonly bytes: number
    readonly logBytes: number
    readonly check: { readonly at: number; readonly problem: string | null } | null
  }
  /** Null where the system does not tell. */
  readonly disk: { readonly free: number; readonly total: number } | null
  readonly backup: {
    readonly last: { readonly at: number; readonly problem: string | null } | null
    /** Null when none are made by themselves. */
    readonly everyHours: number | null
    readonly failure: string | null
  }
  /** SCIM requests of the last hour: all, and those answered 400 or above. */
  readonly requests: { readonly total: number; readonly failed: number }
  /** How late the event loop was in the last minute, 99th percentile; null before there is a minute of it. */
  readonly eventLoopP99: number | null
}

type Finding = readonly [verdict: Verdict, summary: string, advice?: string]

const TITLES: Record<HealthCheckId, string> = {
  scim: 'SCIM service',
  tls: 'TLS',
  console: 'Console',
  database: 'Database',
  disk: 'Disk',
  backup: 'Backups',
  requests: 'Requests',
  'event-loop': 'Responsiveness',
  service: 'Muster',
}

/** L4, X5: what the measurements mean, and what to do about it. */
export function judge(measured: Measurements): Health {
  const findings: Record<HealthCheckId, Finding> = {
    scim: scim(measured),
    tls: tls(measured),
    console: measured.consoleUrl === null ? ['ok', 'Shown in the desktop app only.'] : ['ok', `Listens on ${measured.consoleUrl}.`],
    database: database(measured),
    disk: disk(measured),
    backup: backup(measured),
    requests: requests(measured),
    'event-loop': eventLoop(measured),
    service: ['ok', `Version ${measured.version}, running for ${duration(measured.now - measured.startedAt)}.`],
  }
  const checks = (Object.keys(findings) as HealthCheckId[]).map((id): HealthCheck => {
    const [verdict, summary, advice] = findings[id]
    return { id, title: TITLES[id], verdict, summary, advice: advice ?? null }
  })
  return { at: measured.now, verdict: worst(checks.map((check) => check.verdict)), checks }
}

export function worst(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes('error') ? 'error' : verdicts.includes('warning') ? 'warning' : 'ok'
}

function scim({ scim: listening }: Measurements): Finding {
  if (listening === null) return ['warning', 'Listens nowhere: no identity provider reaches it.', 'Start the service with "muster serve".']
  if (listening.readableOnTheNetwork)
    return [
      'warning',
      `Listens on ${listening.url} without TLS: tokens and people’s data cross the network readable.`,
      'Turn TLS on, or listen on 127.0.0.1 behind a TLS proxy or tunnel.',
    ]
  return ['ok', `Listens on ${listening.url}.`]
}

/** How long before its end a certificate is worth a warning. */
const CERTIFICATE_WARNING = 30 * DAY

function tls({ certificate, scim: listening, now }: Measurements): Finding {
  if (certificate === null)
    return listening?.readableOnTheNetwork === true
      ? ['warning', 'Off, although others on the network reach the service.', 'Generate a certificate, or use one of your own.']
      : ['ok', 'Off; the service is reached from this machine only.']
  const until = new Date(certificate.notAfter).toISOString().slice(0, 10)
  const renew = 'Generate a new certificate, or put the renewed one in place; nothing has to be restarted.'
  if (certificate.notAfter <= now) return ['error', `The certificate expired on ${until}: identity providers refuse to connect.`, renew]
  if (certificate.notBefore > now)
    return [
      'error',
      `The certificate is not valid before ${new Date(certificate.notBefore).toISOString()}: identity providers refuse to connect.`,
      'Check this machine’s clock, or use another certificate.',
    ]
  if (certificate.notAfter - now <= CERTIFICATE_WARNING)
    return ['warning', `The certificate expires in ${duration(certificate.notAfter - now)}, on ${until}.`, renew]
  return ['ok', `On; the certificate is valid until ${until}.`]
}

function database({ database: { bytes, logBytes, check }, now }: Measurements): Finding {
  const size = `${bytesInWords(bytes)}${logBytes > 0 ? `, of which ${bytesInWords(logBytes)} write-ahead log` : ''}`
  if (check !== null && check.problem !== null)
    return [
      'error',
      `Damaged, as found ${duration(now - check.at)} ago: ${check.problem}`,
      'Restore the last sound backup; the present database is kept beside it.',
    ]
  return ['ok', check === null ? `${size}.` : `${size}. Found sound ${duration(now - check.at)} ago.`]
}

function disk({ disk: found }: Measurements): Finding {
  if (found === null) return ['ok', 'This system does not tell how much space is free.']
  const words = `${bytesInWords(found.free)} of ${bytesInWords(found.total)} free`
  const advice = 'Free some space, keep fewer backups or a smaller log, or move the data folder to a larger disk.'
  const verdict = diskVerdict(found)
  if (verdict === 'error') return [verdict, `${words}: writes are about to be refused.`, advice]
  return verdict === 'warning' ? [verdict, `Only ${words}.`, advice] : [verdict, `${words}.`]
}

/** Bytes of the disk that the data folder is on. */
export function diskVerdict({ free, total }: NonNullable<Measurements['disk']>): Verdict {
  if (free < 64 * 1024 ** 2) return 'error'
  return free < GIB || free < total / 10 ? 'warning' : 'ok'
}

function backup({ backup: { last, everyHours, failure }, now, startedAt }: Measurements): Finding {
  if (failure !== null) return ['error', `The last backup could not be made: ${failure}`, 'Mend that, then back up by hand.']
  if (last === null && everyHours === null)
    return ['warning', 'There is no backup yet.', 'Back up now, and have backups made by themselves.']
  if (last === null)
    return now - startedAt < HOUR
      ? ['ok', 'The first one is about to be made.']
      : ['warning', 'There is no backup yet, though they are to be made by themselves.', 'Back up now, and see whether it can be done.']
  const age = `The last one was made ${duration(now - last.at)} ago`
  if (last.problem !== null) return ['error', `${age} and is not sound: ${last.problem}`, 'Back up again, and check the disk.']
  if (everyHours === null)
    return now - last.at > 7 * DAY ? ['warning', `${age}.`, 'Back up now, or have backups made by themselves.'] : ['ok', `${age}.`]
  // One that is missed by a whole turn is late; the hour allows for its being made.
  if (now - last.at > 2 * everyHours * HOUR + HOUR)
    return ['warning', `${age}, though one is to be made every ${everyHours} hours.`, 'Look at the incidents in the diagnostics.']
  return ['ok', `${age}; one is made every ${everyHours === 1 ? 'hour' : `${everyHours} hours`}.`]
}

/** Below so many requests, a share says nothing. */
const FEW = 10

function requests({ requests: { total, failed } }: Measurements): Finding {
  if (total === 0) return ['ok', 'None in the last hour.']
  const words = `${failed} of ${total} in the last hour failed`
  const advice = 'See which in Activity. Entra ID quarantines an endpoint that fails most of its requests.'
  if (total >= FEW && failed / total > 0.4) return ['error', `${words}.`, advice]
  if (total >= FEW && failed / total > 0.1) return ['warning', `${words}.`, advice]
  return ['ok', failed === 0 ? `${total} in the last hour, none failed.` : `${words}.`]
}

function eventLoop({ eventLoopP99 }: Measurements): Finding {
  if (eventLoopP99 === null) return ['ok', 'Measured from the second minute on.']
  const words = `99 of 100 turns are at most ${Math.max(1, Math.round(eventLoopP99))} ms late`
  if (eventLoopP99 > 200) return ['warning', `${words}.`, 'The machine is overloaded: move other work away, or give Muster more.']
  return ['ok', `${words}.`]
}

/** In the largest unit that is not a fraction: `3 days`, `1 hour`. */
export function duration(ms: number): string {
  const [unit, size] =
    ms >= DAY
      ? (['day', DAY] as const)
      : ms >= HOUR
        ? (['hour', HOUR] as const)
        : ms >= MINUTE
          ? (['minute', MINUTE] as const)
          : (['second', 1000] as const)
  const count = Math.max(0, Math.floor(ms / size))
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** As the screens write sizes: `612 bytes`, `3.1 MB`. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} KB`
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`
  return `${(bytes / 1_000_000_000).toFixed(2)} GB`
}
