import type { Certificate } from '../../shared/console/service.ts'
import type { Settings, Status } from '../../shared/console/settings.ts'
import { isExpiring } from '../domain/certificates.ts'
import { isLoopback } from '../http/host-header.ts'
import { clock } from './core.ts'
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
  /** Null without TLS. */
  readonly certificate: Certificate | null
  readonly tlsFailure: string | null
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

function warningsOf({ scimHost, certificate, tlsFailure }: StatusFacts, { publicUrl }: Settings): Status['warnings'] {
  const warnings: Status['warnings'] = []
  if (scimHost !== null && !isLoopback(scimHost) && certificate === null)
    warnings.push({
      code: 'insecure-address',
      message: `The SCIM service listens on ${scimHost} without TLS: tokens and people’s data cross the network readable.`,
      hint: 'Turn TLS on, or bind 127.0.0.1 and put a TLS proxy or tunnel before it.',
    })
  if (certificate !== null && isExpiring(certificate, clock()))
    warnings.push({
      code: 'certificate-expiring',
      message: `The certificate ${certificate.notAfter <= clock() ? 'expired' : 'expires'} on ${new Date(certificate.notAfter).toISOString().slice(0, 10)}.`,
      hint: 'Generate a new one, or put the renewed one in place; nothing has to be restarted.',
    })
  if (tlsFailure !== null)
    warnings.push({
      code: 'certificate-unusable',
      message: 'The certificate that was put in place cannot be used; the one before it goes on.',
      hint: tlsFailure,
    })
  if (publicUrl?.startsWith('http:') === true)
    warnings.push({
      code: 'insecure-public-url',
      message: 'The public URL is plain HTTP: the identity provider’s token crosses the network readable.',
      hint: 'Use an https:// address. Entra ID and Okta refuse any other.',
    })
  return warnings
}
