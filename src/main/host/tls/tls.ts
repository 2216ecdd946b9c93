import type { Certificate, TlsState } from '../../../shared/console/service.ts'
import { isExpiring } from '../../domain/certificates.ts'
import type { Change } from '../../domain/change.ts'
import type { Domain } from '../../domain/domain.ts'
import { raiseProblem, resolveProblems } from '../../domain/problems.ts'
import { clock } from '../core.ts'
import { incident } from '../incidents.ts'
import { type Identity, loadIdentity, stampOf, type TlsSource } from './kept.ts'

/** How often it is looked whether somebody has renewed the certificate, ms. */
const EVERY_MS = 60_000

/** The certificate in use: read again when its files change, and watched as its end comes near. */
export interface Tls {
  readonly source: TlsState['source']
  /** Null without TLS. */
  current(): Identity | null
  failure(): string | null
  /** Takes what is in its place now, if that can be used; otherwise the one before goes on, and `failure` says why. */
  reload(): void
  /** Begins to look for changes; returns the way to stop. */
  watch(domain: () => Domain): () => void
}

export interface TlsOptions {
  readonly dataDir: string
  /** Null: no TLS. */
  readonly source: TlsSource | null
  /** A renewed one is handed to the listener. */
  readonly apply: (identity: Identity) => void
}

/** Throws DomainError when TLS is on and cannot be: the service does not start half. */
export function createTls({ dataDir, source, apply }: TlsOptions): Tls {
  let identity = source && loadIdentity(source, dataDir)
  let stamp = source && stampOf(source, dataDir)
  let failure: string | null = null

  function reload(): void {
    if (source === null) return
    stamp = stampOf(source, dataDir)
    try {
      identity = loadIdentity(source, dataDir)
      apply(identity)
      failure = null
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error)
    }
  }

  async function look(domain: Domain): Promise<void> {
    if (source === null) return
    const wasFailing = failure
    if (stampOf(source, dataDir) !== stamp) reload()
    const certificate = identity?.certificate
    if (certificate === undefined) return
    await domain.change({ actor: { kind: 'system', name: 'Muster' } }, async (change) => {
      await tellOfExpiry(change, certificate)
      if (failure !== wasFailing) change.touch('status', null)
    })
  }

  return {
    source: source?.kind ?? 'none',
    current: () => identity,
    failure: () => failure,
    reload,
    watch(domain) {
      const turn = (): void => void look(domain()).catch(incident('looking after the certificate'))
      turn()
      const timer = setInterval(turn, EVERY_MS)
      timer.unref()
      return () => clearInterval(timer)
    },
  }
}

/** Subject of the problem: there is one certificate, that of the SCIM listener. */
const SUBJECT = 'scim'

async function tellOfExpiry(change: Change, { names, notAfter }: Certificate): Promise<void> {
  const about = { organization: null, kind: 'certificate-expiring', subject: SUBJECT } as const
  if (!isExpiring({ notAfter }, clock())) await resolveProblems(change, about)
  else
    await raiseProblem(change, {
      ...about,
      detail: { name: names[0] ?? 'the SCIM service', expiresAt: notAfter },
      severity: notAfter <= clock() ? 'error' : 'warning',
      standing: true,
    })
}
