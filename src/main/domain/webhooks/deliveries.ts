import type { Delivery, DeliveryDetail } from '../../../shared/console/webhooks.ts'
import type { ReadTx } from '../../store/database/port.ts'
import {
  deliveryById,
  type DeliveryRow,
  dueDelivery,
  hastenDeliveries,
  insertDelivery,
  nextDueAt,
  queueAgain,
  recordAttempt,
} from '../../store/webhook-deliveries.ts'
import { enabledWebhooks, webhookById, type WebhookRow } from '../../store/webhooks.ts'
import type { Change } from '../change.ts'
import { DomainError } from '../error.ts'
import { raiseProblem, resolveProblems } from '../problems.ts'
import { changeWebhook, originOf, touchWebhooks } from './webhooks.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** How long after each failed attempt the next one is made; after the last of them the message is given up, most of a day after the first. */
const PAUSES = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR]
/** Attempts after which the administrator is told, while it is still tried. */
const TELLING = 4
const LONGEST = 12 * HOUR

/** The pause after so many attempts, ms, up to a fifth longer or shorter so that many do not come back at once; null: no more. */
export function pauseAfter(attempts: number, chance: number): number | null {
  const pause = PAUSES[attempts - 1]
  return pause === undefined ? null : Math.round(pause * (0.8 + 0.4 * chance))
}

/** What came of one attempt. `status` null: there was no answer. */
export interface Attempt {
  readonly status: number | null
  /** null: it was taken. */
  readonly error: string | null
  /** The beginning of the answer. */
  readonly response: string | null
  readonly durationMs: number
  /** What the receiver asked to wait, ms. */
  readonly retryAfterMs: number | null
}

export interface Due {
  readonly webhook: WebhookRow
  readonly delivery: DeliveryRow
}

/** The oldest message that is due for each enabled webhook but those in `busy`. */
export async function dueDeliveries(tx: ReadTx, busy: ReadonlySet<string>, now: number): Promise<Due[]> {
  const due: Due[] = []
  for (const webhook of await enabledWebhooks(tx)) {
    const delivery = busy.has(webhook.id) ? undefined : await dueDelivery(tx, webhook.id, now)
    if (delivery !== undefined) due.push({ webhook, delivery })
  }
  return due
}

export function nextDue(tx: ReadTx): Promise<number | null> {
  return nextDueAt(tx)
}

const GONE = 410

/**
 * Writes an attempt down and what follows from it: delivered, to be tried again, or given up; a receiver that is back gets all that waits
 * for it; one that says that it is gone (410) is sent nothing more. Nothing happens where the webhook was removed meanwhile.
 */
export async function settleAttempt(change: Change, due: Due, attempt: Attempt, chance: number): Promise<void> {
  const webhook = await webhookById(change.tx, due.webhook.id)
  if (webhook === undefined) return
  const attempts = due.delivery.attempts + 1
  const gone = attempt.status === GONE
  const pause = gone ? null : pauseAfter(attempts, chance)
  const state = attempt.error === null ? 'delivered' : pause === null ? 'given-up' : 'waiting'
  const wait = Math.max(pause ?? 0, Math.min(attempt.retryAfterMs ?? 0, LONGEST))
  await recordAttempt(change.tx, due.delivery.id, {
    state,
    nextAttemptAt: state === 'waiting' ? change.at + wait : null,
    lastAttemptAt: change.at,
    lastStatus: attempt.status,
    lastError: attempt.error,
    lastResponse: attempt.response,
    lastDurationMs: attempt.durationMs,
  })
  touchWebhooks(change, webhook)
  if (attempt.error === null) return recovered(change, webhook)
  if (gone) await changeWebhook(change, webhook, { enabled: false })
  if (state === 'given-up' || attempts >= TELLING)
    await raiseProblem(change, {
      organization: webhook.organizationId,
      kind: 'webhook-failing',
      subject: webhook.id,
      detail: { webhookId: webhook.id, url: originOf(webhook.url), why: attempt.error, attempts, givenUp: state === 'given-up', gone },
    })
}

async function recovered(change: Change, webhook: WebhookRow): Promise<void> {
  await hastenDeliveries(change.tx, webhook.id, change.at)
  await resolveProblems(change, { organization: webhook.organizationId, kind: 'webhook-failing', subject: webhook.id })
}

export async function requireDelivery(tx: ReadTx, id: string): Promise<DeliveryRow> {
  const delivery = await deliveryById(tx, id)
  if (delivery === undefined) throw new DomainError('not_found', 'This delivery is not in the log any more.')
  return delivery
}

function refuseDisabled(webhook: WebhookRow): void {
  if (webhook.enabled === 0) throw new DomainError('invalid', 'The webhook is disabled: nothing is sent to it. Enable it first.')
}

/** A message that says no more than that messages arrive. */
export async function sendTest(change: Change, webhook: WebhookRow): Promise<DeliveryRow> {
  refuseDisabled(webhook)
  const id = change.id()
  const body = JSON.stringify({
    type: 'webhook.test',
    timestamp: new Date(change.at).toISOString(),
    data: { webhook: { id: webhook.id, description: webhook.description }, actor: change.actor },
  })
  await insertDelivery(change.tx, { id, webhookId: webhook.id, action: 'webhook.test', body, createdAt: change.at })
  touchWebhooks(change, webhook)
  return requireDelivery(change.tx, id)
}

/** The same message under the same id, whatever became of it: a receiver that had it can tell. */
export async function redeliver(change: Change, delivery: DeliveryRow): Promise<DeliveryRow> {
  const webhook = await webhookById(change.tx, delivery.webhookId)
  if (webhook === undefined) throw new DomainError('not_found', 'The webhook was removed.')
  refuseDisabled(webhook)
  await queueAgain(change.tx, delivery.id, change.at)
  touchWebhooks(change, webhook)
  return requireDelivery(change.tx, delivery.id)
}

export function describeDelivery(row: DeliveryRow): Delivery {
  const { seq: _, body: __, lastResponse: ___, ...delivery } = row
  return delivery
}

export function describeDeliveryWhole(row: DeliveryRow): DeliveryDetail {
  return { ...describeDelivery(row), body: row.body, lastResponse: row.lastResponse }
}
