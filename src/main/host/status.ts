import type { Settings, Status } from '../../shared/console/settings.ts'
import { isLoopback } from '../http/host-header.ts'
import { VERSION } from './version.ts'

export interface StatusFacts {
  readonly mode: Status['mode']
  readonly dataDir: string
  readonly draining: boolean
  readonly startedAt: number
  readonly scimUrl: string
  readonly consoleUrl: string | null
  /** Where the SCIM service listens; null when it does not. */
  readonly scimHost: string | null
}

export function statusOf(facts: StatusFacts, settings: Settings): Omit<Status, 'databaseBytes'> {
  return {
    version: VERSION,
    mode: facts.mode,
    state: facts.draining ? 'draining' : 'running',
    scimUrl: facts.scimUrl,
    consoleUrl: facts.consoleUrl,
    dataDir: facts.dataDir,
    startedAt: facts.startedAt,
    warnings: warningsOf(facts, settings),
  }
}

function warningsOf({ scimHost }: StatusFacts, { publicUrl }: Settings): Status['warnings'] {
  const warnings: Status['warnings'] = []
  if (scimHost !== null && !isLoopback(scimHost))
    warnings.push({
      code: 'insecure-address',
      message: `The SCIM service listens on ${scimHost} without TLS: tokens and people’s data cross the network readable.`,
      hint: 'Bind 127.0.0.1 and put a TLS proxy or tunnel before it.',
    })
  if (publicUrl?.startsWith('http:') === true)
    warnings.push({
      code: 'insecure-public-url',
      message: 'The public URL is plain HTTP: the identity provider’s token crosses the network readable.',
      hint: 'Use an https:// address. Entra ID and Okta refuse any other.',
    })
  return warnings
}
