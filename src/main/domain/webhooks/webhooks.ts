import type { Webhook } from '../../../shared/console/webhooks.ts'
import type { OrganizationId } from '../../../shared/ids.ts'
import type { ReadTx } from '../../store/database/port.ts'
import { organizationById } from '../../store/organizations.ts'
import { countDeliveries, lastTried } from '../../store/webhook-deliveries.ts'
import { deleteWebhook, insertWebhook, updateWebhook, webhookById, type WebhookRow } from '../../store/webhooks.ts'
import type { Change } from '../change.ts'
import { DomainError } from '../error.ts'
import { given } from '../given.ts'
import { resolveProblems } from '../problems.ts'
import { currentSettings } from '../settings.ts'
import { refuseDestination } from './destination.ts'

/** Standard Webhooks: 24 to 64 random bytes, in base64 after this. */
const SECRET_PREFIX = 'whsec_'
const SECRET_BYTES = 32
/** How long the secret before a rotation goes on signing. */
const OVERLAP_MS = 86_400_000

const newSecret = (change: Change): string => SECRET_PREFIX + Buffer.from(change.random(SECRET_BYTES)).toString('base64')

export async function requireWebhook(tx: ReadTx, id: string): Promise<WebhookRow> {
  const webhook = await webhookById(tx, id)
  if (webhook === undefined) throw new DomainError('not_found', `There is no webhook ${id}.`)
  return webhook
}

/** An address may carry a secret in its path: what a message or a name tells is where, not which. */
export function originOf(url: string): string {
  return new URL(url).origin
}

const target = (webhook: WebhookRow) => ({ type: 'webhook', id: webhook.id, name: originOf(webhook.url) })

const audited = ({ url, description, actions, enabled }: WebhookRow) => ({
  url: originOf(url),
  description,
  actions: JSON.parse(actions) as unknown,
  enabled: enabled === 1,
})

/** L5. Returns the secret, which is shown this once. */
export async function createWebhook(
  change: Change,
  wanted: { organization: OrganizationId | null; url: string; description: string; actions: readonly string[] },
): Promise<{ webhook: WebhookRow; secret: string }> {
  refuseDestination(wanted.url, (await currentSettings(change.tx)).webhookHosts)
  const webhook: WebhookRow = {
    id: change.id(),
    organizationId: wanted.organization,
    description: wanted.description,
    url: wanted.url,
    secret: newSecret(change),
    previousSecret: null,
    previousSecretUntil: null,
    actions: JSON.stringify([...new Set(wanted.actions)]),
    enabled: 1,
    createdAt: change.at,
    updatedAt: change.at,
  }
  await insertWebhook(change.tx, webhook)
  await change.record({ organization: wanted.organization, action: 'webhook.created', target: target(webhook), after: audited(webhook) })
  touchWebhooks(change, webhook)
  return { webhook, secret: webhook.secret }
}

export async function changeWebhook(
  change: Change,
  before: WebhookRow,
  wanted: {
    url?: string | undefined
    description?: string | undefined
    actions?: readonly string[] | undefined
    enabled?: boolean | undefined
  },
): Promise<WebhookRow> {
  const { actions, enabled, ...rest } = given(wanted)
  const after: WebhookRow = {
    ...before,
    ...(rest as Partial<Pick<WebhookRow, 'url' | 'description'>>),
    ...(actions === undefined ? {} : { actions: JSON.stringify([...new Set(actions)]) }),
    ...(enabled === undefined ? {} : { enabled: enabled ? 1 : 0 }),
    updatedAt: change.at,
  }
  if (after.url !== before.url) refuseDestination(after.url, (await currentSettings(change.tx)).webhookHosts)
  const same = (['url', 'description', 'actions', 'enabled'] as const).every((name) => after[name] === before[name])
  if (same) return before
  await updateWebhook(change.tx, after)
  const action = after.enabled === before.enabled ? 'webhook.updated' : after.enabled === 1 ? 'webhook.enabled' : 'webhook.disabled'
  await change.record({
    organization: before.organizationId,
    action,
    target: target(after),
    before: { ...audited(before) },
    after: { ...audited(after), ...(after.url === before.url ? {} : { pathChanged: true }) },
  })
  if (after.enabled === 0) await settled(change, after)
  touchWebhooks(change, after)
  return after
}

/** The new secret signs at once; the old one signs beside it for a day, so that receivers can be changed one after the other. */
export async function rotateSecret(change: Change, before: WebhookRow): Promise<{ webhook: WebhookRow; secret: string }> {
  const webhook: WebhookRow = {
    ...before,
    secret: newSecret(change),
    previousSecret: before.secret,
    previousSecretUntil: change.at + OVERLAP_MS,
    updatedAt: change.at,
  }
  await updateWebhook(change.tx, webhook)
  await change.record({
    organization: webhook.organizationId,
    action: 'webhook.secret-rotated',
    target: target(webhook),
    after: { previousValidUntil: webhook.previousSecretUntil },
  })
  touchWebhooks(change, webhook)
  return { webhook, secret: webhook.secret }
}

/** With what still waits to be delivered. */
export async function removeWebhook(change: Change, webhook: WebhookRow): Promise<void> {
  const waiting = await countDeliveries(change.tx, webhook.id, 'waiting')
  await deleteWebhook(change.tx, webhook.id)
  await change.record({
    organization: webhook.organizationId,
    action: 'webhook.removed',
    target: target(webhook),
    before: { ...audited(webhook), waiting },
  })
  await settled(change, webhook)
  touchWebhooks(change, webhook)
}

/** Nothing fails that is not sent. */
async function settled(change: Change, webhook: WebhookRow): Promise<void> {
  await resolveProblems(change, { organization: webhook.organizationId, kind: 'webhook-failing', subject: webhook.id })
}

export function touchWebhooks(change: Change, webhook: WebhookRow): void {
  change.touch('webhooks', webhook.organizationId)
}

export async function describeWebhook(tx: ReadTx, row: WebhookRow, now: number): Promise<Webhook> {
  const organization = row.organizationId === null ? undefined : await organizationById(tx, row.organizationId)
  const tried = await lastTried(tx, row.id)
  return {
    id: row.id,
    organizationId: row.organizationId,
    organizationName: organization?.name ?? null,
    url: row.url,
    description: row.description,
    actions: JSON.parse(row.actions) as string[],
    enabled: row.enabled === 1,
    previousSecretUntil: row.previousSecretUntil !== null && row.previousSecretUntil > now ? row.previousSecretUntil : null,
    waiting: await countDeliveries(tx, row.id, 'waiting'),
    lastAttempt:
      tried === undefined || tried.lastAttemptAt === null
        ? null
        : { at: tried.lastAttemptAt, status: tried.lastStatus, error: tried.lastError },
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  }
}
