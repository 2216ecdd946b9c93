import type { QueryName } from '../../shared/console/contract.ts'
import type { ConsoleEvent, Topic } from '../../shared/console/events.ts'

/** What each answer is made of: a change to any of these makes it stale. */
const ingredients: Record<QueryName, readonly Topic[]> = {
  'organizations.list': ['organizations', 'catalog', 'users', 'teams', 'orphans', 'requests', 'problems'],
  'organizations.removalImpact': ['organizations', 'users', 'catalog', 'teams', 'access', 'tokens', 'webhooks'],
  'tokens.endpoint': ['tokens', 'requests', 'settings'],
  'catalog.list': ['catalog', 'teams'],
  'catalog.get': ['catalog', 'teams'],
  'catalog.members': ['catalog', 'users'],
  'catalog.raw': ['catalog', 'users'],
  'catalog.removalImpact': ['catalog', 'teams', 'users'],
  'teams.list': ['teams', 'catalog', 'orphans', 'users'],
  'teams.get': ['teams', 'catalog', 'orphans', 'users'],
  'teams.members': ['teams', 'users', 'catalog'],
  'teams.linkImpact': ['teams', 'catalog', 'users'],
  'users.list': ['users'],
  'users.get': ['users', 'catalog', 'teams', 'organizations'],
  'accounts.list': ['users', 'organizations', 'access'],
  'accounts.get': ['users', 'organizations', 'access'],
  'activity.requests': ['requests'],
  'activity.request': ['requests'],
  // A rehearsal is of the moment in which it was asked for.
  'activity.replay': [],
  'activity.exportRequests': ['requests'],
  'activity.audit': ['audit'],
  'activity.verifyAudit': ['audit'],
  'activity.exportAudit': ['audit'],
  // It reads all that an organization holds: the screen says when it is asked again.
  'attributes.report': ['settings'],
  // A rehearsal is of the moment in which it was asked for.
  'attributes.sample': [],
  'orphans.list': ['orphans', 'teams', 'catalog', 'users'],
  'orphans.members': ['orphans', 'teams', 'users'],
  'settings.get': ['settings'],
  'settings.status': ['settings', 'status'],
  'backups.list': ['status', 'settings'],
  'backups.restoreImpact': ['status', 'settings', 'audit'],
  'service.addresses': ['settings', 'status'],
  'service.tls': ['settings', 'status'],
  // What is previewed is what is saved.
  'service.diagnostics': [],
  'service.startAtLogin': ['settings', 'status'],
  'health.get': ['settings', 'status', 'problems'],
  'effectiveAccess.of': ['access', 'users', 'teams', 'catalog', 'organizations'],
  'effectiveAccess.groupOrder': ['access', 'catalog'],
  'signIns.evaluate': ['organizations', 'catalog', 'teams', 'users', 'sign-ins'],
  'signIns.last': ['sign-ins', 'users'],
  'rollout.counts': ['users', 'organizations'],
  'rollout.list': ['users', 'teams', 'catalog', 'access', 'organizations'],
  'rollout.preview': ['users', 'teams', 'catalog', 'access', 'organizations'],
  'schemas.list': ['settings'],
  'problems.list': ['problems', 'catalog', 'organizations'],
  'problems.get': ['problems', 'catalog', 'organizations'],
  'overview.get': ['requests', 'tokens', 'catalog', 'teams', 'orphans', 'access'],
  'webhooks.list': ['webhooks', 'organizations'],
  'webhooks.deliveries': ['webhooks'],
  'webhooks.delivery': ['webhooks'],
  'schemas.usage': ['settings', 'users', 'catalog'],
  'workspaces.list': ['access'],
  'workspaces.get': ['access'],
  'workspaces.participants': ['access', 'users', 'teams', 'catalog'],
  'workspaces.participations': ['access'],
  'members.list': ['users', 'access'],
  'members.get': ['users', 'access'],
  'members.removalImpact': ['users', 'access', 'teams', 'catalog'],
  'access.roles': ['access'],
  'access.bindings': ['access', 'users', 'catalog'],
  'access.serviceAccounts': ['access'],
  'applications.tokens': ['access'],
  'integrations.list': ['tokens', 'access', 'requests', 'settings'],
  'integrations.get': ['tokens', 'access', 'requests', 'settings'],
  'integrations.removalImpact': ['tokens', 'access', 'requests'],
}

/** Changes gathered from one or more events: `everything`, or what changed in which organizations. */
export type Staleness = { kind: 'everything' } | { kind: 'some'; changes: ConsoleEvent['changes'] }

/** Whether the cached answer to `method` with `input` has gone stale. A change of no organization concerns all. */
export function isStale(staleness: Staleness, method: QueryName, input: unknown): boolean {
  if (staleness.kind === 'everything') return true
  const organizationId = organizationOf(input)
  return staleness.changes.some(
    (change) =>
      ingredients[method].includes(change.topic) &&
      (organizationId === undefined || change.organizationId === null || change.organizationId === organizationId),
  )
}

function organizationOf(input: unknown): number | undefined {
  if (typeof input !== 'object' || input === null || !('organizationId' in input)) return undefined
  return typeof input.organizationId === 'number' ? input.organizationId : undefined
}

export interface EventFolder {
  /** Takes in one event. */
  add(event: ConsoleEvent): void
  /** Events may have been missed: everything is stale, and any revision may come next. */
  reset(): void
}

/**
 * Folds events into few refetches: changes gather while `apply` is at work (and for `pauseMs` after it), so that a burst of
 * pushes costs the service one refetch at a time. A revision that does not follow the last one makes everything stale.
 */
export function eventFolder(apply: (staleness: Staleness) => Promise<unknown>, pauseMs: number): EventFolder {
  let pending: Staleness | null = null
  let lastRevision: number | null = null
  let busy = false

  function gather(more: Staleness): void {
    if (pending?.kind === 'some' && more.kind === 'some') pending = { kind: 'some', changes: [...pending.changes, ...more.changes] }
    else if (pending?.kind !== 'everything') pending = more
    if (!busy) void drain()
  }

  async function drain(): Promise<void> {
    busy = true
    while (pending !== null) {
      const now: Staleness = pending
      pending = null
      await apply(now).catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
    busy = false
  }

  return {
    add(event) {
      if (event.revision === lastRevision) return
      const follows = lastRevision === null || event.revision === lastRevision + 1
      lastRevision = event.revision
      gather(follows ? { kind: 'some', changes: event.changes } : { kind: 'everything' })
    },
    reset() {
      lastRevision = null
      gather({ kind: 'everything' })
    },
  }
}
