import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import type { Actor } from '../../shared/console/activity.ts'
import type { Topic, Underway } from '../../shared/console/events.ts'
import type { OrganizationId } from '../../shared/ids.ts'
import { insertAuditEvent, lastAuditHash } from '../store/audit.ts'
import type { WriteTx } from '../store/database/port.ts'
import { enqueueDeliveries } from './webhooks/outbox.ts'

/** A change of many steps lets the event loop turn as often as this. */
const LONGEST_HOLD_MS = 50

/** Milliseconds since 1970. */
export type Clock = () => number
/** That many unpredictable bytes. */
export type Random = (bytes: number) => Uint8Array

export interface Surroundings {
  readonly clock: Clock
  readonly random: Random
}

export interface AuditInput {
  readonly organization: OrganizationId | null
  readonly action: string
  readonly target: { readonly type: string; readonly id: string; readonly name: string }
  readonly before?: unknown
  readonly after?: unknown
}

/** One unit of work that changes something: who, when, under which correlation id, and what it touches. */
export interface Change {
  readonly tx: WriteTx
  readonly at: number
  readonly actor: Actor
  readonly correlationId: string
  /** A new UUIDv7. */
  id(): string
  readonly random: Random
  /** Screens that show this will ask again once the change is durable. */
  touch(topic: Topic, organization: OrganizationId | null): void
  /**
   * Says how far a change of many steps has come, and now and then lets the event loop turn, so that others are answered meanwhile. The
   * console hears of it once the change has taken long.
   */
  progress(organization: OrganizationId | null, what: string, done: number, total: number): Promise<void>
  /** Appends to the audit trail, in the same transaction as the change itself (L2). */
  record(event: AuditInput): Promise<void>
}

export function newId(surroundings: Surroundings): string {
  return v7({ msecs: surroundings.clock(), random: surroundings.random(16) })
}

export interface Touched {
  readonly topic: Topic
  readonly organizationId: OrganizationId | null
}

export function beginChange(
  tx: WriteTx,
  surroundings: Surroundings,
  who: { actor: Actor; correlationId: string },
  touched: (each: Touched) => void,
  report: (now: Underway) => void,
): Change {
  let held = performance.now()
  const change: Change = {
    tx,
    at: surroundings.clock(),
    actor: who.actor,
    correlationId: who.correlationId,
    id: () => newId(surroundings),
    random: surroundings.random,
    touch: (topic, organizationId) => touched({ topic, organizationId }),
    async progress(organizationId, what, done, total) {
      if (performance.now() - held < LONGEST_HOLD_MS) return
      report({ correlationId: who.correlationId, organizationId, what, done, total })
      await tx.rest()
      held = performance.now()
    },
    async record(event) {
      touched({ topic: 'audit', organizationId: event.organization })
      if (await append(change, event)) touched({ topic: 'webhooks', organizationId: event.organization })
    },
  }
  return change
}

/** What the first event of the chain follows. */
export const GENESIS = new Uint8Array(32)

/** Tells whether a webhook is told of it (L5). */
async function append(change: Change, input: AuditInput): Promise<boolean> {
  const event = {
    id: change.id(),
    at: change.at,
    organizationId: input.organization,
    actorKind: change.actor.kind,
    actorName: change.actor.name,
    action: input.action,
    targetType: input.target.type,
    targetId: input.target.id,
    targetName: input.target.name,
    before: input.before === undefined ? null : JSON.stringify(input.before),
    after: input.after === undefined ? null : JSON.stringify(input.after),
    correlationId: change.correlationId,
  }
  const previousHash = (await lastAuditHash(change.tx)) ?? GENESIS
  await insertAuditEvent(change.tx, { ...event, previousHash, hash: auditHash(previousHash, event) })
  return enqueueDeliveries(change.tx, event, () => change.id())
}

/** The link that an event adds to the chain: SHA-256 over the link before it and every field of the event, in this order. */
export function auditHash(
  previous: Uint8Array,
  event: {
    id: string
    at: number
    organizationId: number | null
    actorKind: string
    actorName: string
    action: string
    targetType: string
    targetId: string
    targetName: string
    before: string | null
    after: string | null
    correlationId: string
  },
): Uint8Array {
  const fields = [
    event.id,
    event.at,
    event.organizationId,
    event.actorKind,
    event.actorName,
    event.action,
    event.targetType,
    event.targetId,
    event.targetName,
    event.before,
    event.after,
    event.correlationId,
  ]
  return createHash('sha256').update(previous).update(JSON.stringify(fields)).digest()
}
