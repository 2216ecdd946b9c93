import type { IntegrationRow } from '../../store/integrations.ts'
import { openProblemsOfKind, openSubjects } from '../../store/problems.ts'
import { tokensThatExpire } from '../../store/tokens.ts'
import type { Change } from '../change.ts'
import { raiseProblem, resolveProblems } from '../problems.ts'

type Integration = Pick<IntegrationRow, 'id' | 'organizationId'>

/** How long before a token expires it is told, ms: time enough for two weekly rounds of an administrator. */
const NOTICE_MS = 14 * 86_400_000
const OF_INTEGRATIONS = ['token-expiring', 'token-expired-in-use', 'unauthorized-requests', 'forbidden-requests', 'error-rate'] as const

/** Looked at now and then: tells of tokens that are about to expire, and stops telling of those that have, or are gone. */
export async function tellOfExpiringTokens(change: Change): Promise<void> {
  const expiring = await tokensThatExpire(change.tx, change.at, change.at + NOTICE_MS)
  for (const { organizationId, integrationId, integration, expiresAt } of expiring)
    await raiseProblem(change, {
      organization: organizationId,
      kind: 'token-expiring',
      subject: integrationId,
      detail: { integration, integrationId, expiresAt },
      standing: true,
    })
  const told = new Set(expiring.map(({ integrationId }) => integrationId))
  for (const { organizationId, subject } of await openSubjects(change.tx, 'token-expiring'))
    if (!told.has(subject)) await resolveProblems(change, { organization: organizationId, kind: 'token-expiring', subject })
}

/** A new token was generated or the old one revoked: when that one was to expire matters no more. */
export async function forgetExpiry(change: Change, { id, organizationId }: Integration): Promise<void> {
  await resolveProblems(change, { organization: organizationId, kind: 'token-expiring', subject: id })
}

/** The integration is being removed: nothing is refused to it any more. */
export async function forgetIntegration(change: Change, { id, organizationId }: Integration): Promise<void> {
  for (const kind of OF_INTEGRATIONS)
    for (const { subject } of await openProblemsOfKind(change.tx, organizationId, kind))
      if (subject === id || subject.startsWith(`${id} `)) await resolveProblems(change, { organization: organizationId, kind, subject })
}
